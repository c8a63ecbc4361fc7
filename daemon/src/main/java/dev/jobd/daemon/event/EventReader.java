package dev.jobd.daemon.event;

import dev.jobd.daemon.store.Commit;
import dev.jobd.daemon.store.CommitReader;
import dev.jobd.daemon.store.Store;
import dev.jobd.daemon.store.StoreView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Tells what commits did, one after the other, from any that is kept. For one thread.
///
/// It reads what is saved, and only that: there is nothing to hand over between the past and the
/// present, and nothing is told that a crash can undo. What it holds is bounded, however much there
/// is to read.
public final class EventReader {
    private static final int PAGE = 256;

    /// A commit is so many times as long in memory as in the store: its jobs as they were and as
    /// they are, twice with what is made of them.
    private static final int FACTOR = 4;

    /// Of so many bytes of commits at most the jobs are held at once.
    private static final long MOST = 1 << 20;

    private final Store store;
    private long position;

    /// Begins behind a commit.
    public EventReader(Store store, long after) {
        this.store = store;
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
        /// Waits until so many bytes may be held.
        ///
        /// @param least how many there must be
        /// @param most how many are of use; taken only if they are to be had at once
        Held hold(long least, long most) throws IOException;

        /// Does something that takes much memory for a moment, when not too many others do.
        void briefly(Runnable work);

        /// What may be held, until it is closed.
        interface Held extends AutoCloseable {
            long bytes();

            @Override
            void close();
        }
    }

    /// Tells of all that is saved.
    ///
    /// @throws dev.jobd.daemon.store.StoreException.Expired if what comes next is no longer kept
    public void readOn(Memory memory, Listener listener) throws IOException {
        while (true) {
            long next = nextBytes();
            if (next == 0) {
                return;
            }
            try (Memory.Held held = memory.hold(next * FACTOR, MOST * FACTOR)) {
                readStretch(memory, held.bytes() / FACTOR, listener);
            }
        }
    }

    private long nextBytes() {
        try (CommitReader reader = store.commits(position)) {
            return reader.nextBytes();
        }
    }

    private void readStretch(Memory memory, long bytesMax, Listener listener) throws IOException {
        long from = position;
        List<Commit> page = new ArrayList<>();
        Past past = new Past(bytesMax);
        long end;
        try (StoreView view = store.view()) {
            look(past, page, view.seq(), memory);
            end = past.settle(view);
        }
        if (page.getLast().seq() >= end) {
            tell(past, page, end, listener);
        } else {
            page.clear();
            try (CommitReader reader = store.commits(from)) {
                while (position < end) {
                    tell(past, reader.next(PAGE), end, listener);
                }
            }
        }
    }

    /// Looks at all up to a commit; keeps the first page.
    private void look(Past past, List<Commit> first, long to, Memory memory) {
        try (CommitReader reader = store.commits(position)) {
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
    }

    private void tell(Past past, List<Commit> page, long end, Listener listener)
            throws IOException {
        for (Commit commit : page) {
            if (commit.seq() > end) {
                return;
            }
            listener.happened(past.tell(commit));
            position = commit.seq();
        }
    }
}
