package dev.jobd.daemon.event;

import dev.jobd.daemon.store.Commit;
import dev.jobd.daemon.store.CommitReader;
import dev.jobd.daemon.store.Store;
import dev.jobd.daemon.store.StoreView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells what commits did, one after the other, from any that is kept. For one thread.
///
/// It reads what is saved, and only that: there is nothing to hand over between the past and the
/// present, and nothing is told that a crash can undo. What it holds is bounded, however much there
/// is to read.
public final class EventReader implements AutoCloseable {
    private static final int PAGE = 256;

    /// A commit is so many times as long in memory as in the store: its jobs as they were and as
    /// they are, twice with what is made of them.
    private static final int FACTOR = 4;

    /// Of so many bytes of commits the jobs may be held in any case.
    private static final long LARGE = 128 << 10;

    private static final Memory.Held NOTHING = () -> {};

    private final Store store;
    private final SharedJobs shared;
    private final long large;
    private long position;
    private @Nullable CommitReader ahead;
    private long isAheadOf;

    /// Begins behind a commit.
    ///
    /// @param shared the long jobs of all readers
    public EventReader(Store store, long after, SharedJobs shared) {
        this(store, after, shared, LARGE);
    }

    /// Begins behind a commit.
    ///
    /// @param large of so many bytes of commits the jobs may be held in any case
    EventReader(Store store, long after, SharedJobs shared, long large) {
        this.store = store;
        this.shared = shared;
        this.large = large;
        position = after;
    }

    /// Takes what happened; may block.
    @FunctionalInterface
    public interface Listener {
        /// Hears of the next commit.
        void happened(Happening happening) throws IOException;
    }

    /// Returns the last commit that was told of.
    public long position() {
        return position;
    }

    /// How much may be in memory of what is read, which others need too.
    public interface Memory {
        /// Waits until so many bytes may be held, until it is closed.
        Held hold(long bytes) throws IOException;

        /// Does something that takes much memory for a moment, when not too many others do.
        void briefly(Runnable work);

        /// What may be held.
        @FunctionalInterface
        interface Held extends AutoCloseable {
            @Override
            void close();
        }
    }

    /// Tells of all that is saved.
    ///
    /// @throws dev.jobd.daemon.store.StoreException.Expired if what comes next is no longer kept
    public void readOn(Memory memory, Listener listener) throws IOException {
        boolean isMore = true;
        while (isMore) {
            CommitReader reader = reader();
            long next = reader.nextBytes();
            if (next == 0) {
                return;
            }
            try (Memory.Held _ = next > large ? memory.hold(next * FACTOR) : NOTHING) {
                Past past = new Past(Math.max(next, large), shared);
                isMore = readStretch(reader, past, memory, listener);
            }
        }
    }

    /// Returns one that goes on where this one is. It is kept, since it knows where that is.
    private CommitReader reader() {
        if (ahead != null && isAheadOf == position) {
            return ahead;
        }
        close();
        ahead = store.commits(position);
        isAheadOf = position;
        return ahead;
    }

    @Override
    public void close() {
        if (ahead != null) {
            ahead.close();
            ahead = null;
        }
    }

    /// Returns whether there was something.
    private boolean readStretch(CommitReader reader, Past past, Memory memory, Listener listener)
            throws IOException {
        List<Commit> page = new ArrayList<>();
        long end;
        try (StoreView view = store.view()) {
            if (view.seq() <= position) {
                // It is saved, and will be shown in a moment.
                return false;
            }
            look(reader, past, page, view.seq(), memory);
            isAheadOf = view.seq();
            end = past.settle(view);
        }
        page.removeIf(commit -> commit.seq() > end);
        tell(past, page, listener);
        page.clear();
        if (position < end) {
            try (CommitReader again = store.commits(position)) {
                while (position < end) {
                    tell(past, again.next((int) Math.min(PAGE, end - position)), listener);
                }
            }
        }
        return true;
    }

    /// Looks at all up to a commit; keeps the first page.
    private void look(CommitReader reader, Past past, List<Commit> first, long to, Memory memory) {
        long[] seen = {position};
        Runnable next =
                () -> {
                    List<Commit> page = reader.next((int) Math.min(PAGE, to - seen[0]));
                    if (first.isEmpty()) {
                        first.addAll(page);
                    }
                    page.forEach(past::look);
                    seen[0] = page.getLast().seq();
                };
        while (seen[0] < to) {
            if (reader.nextBytes() >= CommitReader.LARGE) {
                memory.briefly(next);
            } else {
                next.run();
            }
        }
    }

    private void tell(Past past, List<Commit> page, Listener listener) throws IOException {
        for (Commit commit : page) {
            listener.happened(past.tell(commit));
            position = commit.seq();
        }
    }
}
