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

    /// Tells of all that is saved.
    ///
    /// @throws dev.jobd.daemon.store.StoreException.Expired if what comes next is no longer kept
    public void readOn(Listener listener) throws IOException {
        while (true) {
            long from = position;
            List<Commit> page = new ArrayList<>();
            Past past = new Past();
            long end;
            try (StoreView view = store.view()) {
                if (view.seq() == position) {
                    return;
                }
                look(past, page, view.seq());
                end = past.settle(view);
            }
            if (page.getLast().seq() >= end) {
                tell(past, page, end, listener);
            } else {
                try (CommitReader reader = store.commits(from)) {
                    while (position < end) {
                        tell(past, reader.next(PAGE), end, listener);
                    }
                }
            }
        }
    }

    /// Looks at all up to a commit; keeps the first page.
    private void look(Past past, List<Commit> first, long to) {
        try (CommitReader reader = store.commits(position)) {
            long seen = position;
            while (seen < to) {
                List<Commit> page = reader.next((int) Math.min(PAGE, to - seen));
                if (first.isEmpty()) {
                    first.addAll(page);
                }
                page.forEach(past::look);
                seen = page.getLast().seq();
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
