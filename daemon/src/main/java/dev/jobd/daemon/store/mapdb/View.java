package dev.jobd.daemon.store.mapdb;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Iterator;
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
        Iterator<Row> rows = snapshot.scan(collection.id(), range);
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

    long count(Collection collection) {
        return snapshot.count(collection);
    }

    @Override
    public void close() {
        hold.clean();
    }
}
