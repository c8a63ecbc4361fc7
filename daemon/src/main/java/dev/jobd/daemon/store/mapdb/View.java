package dev.jobd.daemon.store.mapdb;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A reader's hold on a snapshot: as long as it is open, the files beneath stay mapped.
///
/// Closing is what lets a replaced file go at once. A forgotten view is closed when the collector
/// finds it, which for a short-lived object is soon; an automatic arena would instead wait for the
/// old, large mapping itself to be found, possibly for days, with its deleted file still on disk.
final class View implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Snapshot snapshot;
    private final Cleaner.Cleanable hold;

    private View(Snapshot snapshot) {
        this.snapshot = snapshot;
        hold = CLEANER.register(this, snapshot.files()::letGo);
    }

    /// Returns a view of a snapshot, or null if its files are closed already.
    static @Nullable View of(Snapshot snapshot) {
        return snapshot.files().tryHold() ? new View(snapshot) : null;
    }

    long seq() {
        return snapshot.seq();
    }

    byte @Nullable [] get(Collection collection, byte[] key) {
        try {
            return snapshot.get(collection.id(), key);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Returns the rows of a range. The iterator keeps the view from being collected.
    Iterator<Row> scan(Collection collection, Range range) {
        return scan(collection.id(), range);
    }

    /// Returns the rows of a range of a collection that need not be known here.
    Iterator<Row> scan(int collection, Range range) {
        Iterator<Row> rows = snapshot.scan(collection, range);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Row next() {
                try {
                    return rows.next();
                } finally {
                    Reference.reachabilityFence(View.this);
                }
            }
        };
    }

    /// Returns the ids of all collections that may have rows, upwards.
    List<Integer> collections() {
        return snapshot.collections();
    }

    /// Returns the files beneath, which stay as they are as long as the view is open.
    List<DataFile> files() {
        return snapshot.files().files();
    }

    /// Returns about how many rows there are in all.
    long rowsAbout() {
        return 3 * count(Collection.JOBS)
                + count(Collection.ACTIVE)
                + 2 * count(Collection.HISTORY)
                + 2 * count(Collection.RECEIPTS);
    }

    long count(Collection collection) {
        return snapshot.count(collection);
    }

    @Override
    public void close() {
        hold.clean();
    }
}
