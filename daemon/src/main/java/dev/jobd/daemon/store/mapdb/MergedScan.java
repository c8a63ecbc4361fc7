package dev.jobd.daemon.store.mapdb;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Sorted sources read as one. Where several have a key, the newest wins.
final class MergedScan implements Iterator<Row> {
    private final List<Source> sources;
    private final boolean descending;
    private final boolean keepDeleted;
    private @Nullable Row next;

    private MergedScan(List<Source> sources, boolean descending, boolean keepDeleted) {
        this.sources = sources;
        this.descending = descending;
        this.keepDeleted = keepDeleted;
        advance();
    }

    /// Reads sources, newest first, leaving out deleted keys.
    static MergedScan withoutDeleted(List<Source> sources, boolean descending) {
        return new MergedScan(sources, descending, false);
    }

    /// Reads sources, newest first, upwards, with a tombstone for each deleted key.
    static MergedScan withDeleted(List<Source> sources) {
        return new MergedScan(sources, false, true);
    }

    /// One sorted source. A lazy one is not opened before its first possible key is reached.
    static final class Source {
        private @Nullable Supplier<Iterator<Row>> unopened;
        private @Nullable Iterator<Row> rows;
        private @Nullable Row head;
        private byte @Nullable [] bound;

        private Source() {}

        static Source of(Iterator<Row> rows) {
            Source source = new Source();
            source.rows = rows;
            source.step();
            return source;
        }

        /// Returns a source all of whose keys lie at `bound` or behind it.
        static Source lazy(byte[] bound, Supplier<Iterator<Row>> rows) {
            Source source = new Source();
            source.bound = bound;
            source.unopened = rows;
            return source;
        }

        private void step() {
            head = rows != null && rows.hasNext() ? rows.next() : null;
            bound = head == null ? null : head.key();
        }

        private void open() {
            if (unopened != null) {
                rows = unopened.get();
                unopened = null;
                step();
            }
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Row next() {
        Row row = next;
        if (row == null) {
            throw new NoSuchElementException();
        }
        advance();
        return row;
    }

    private void advance() {
        do {
            next = merge();
        } while (next != null && Overlay.isTombstone(next.value()) && !keepDeleted);
    }

    private @Nullable Row merge() {
        Source first = first();
        while (first != null && first.unopened != null) {
            first.open();
            first = first();
        }
        if (first == null || first.head == null) {
            return null;
        }
        Row row = first.head;
        for (Source source : sources) {
            if (source.bound != null && Arrays.equals(source.bound, row.key())) {
                source.step();
            }
        }
        return row;
    }

    private @Nullable Source first() {
        Source first = null;
        for (Source source : sources) {
            if (source.bound != null && (first == null || comesBefore(source, first))) {
                first = source;
            }
        }
        return first;
    }

    private boolean comesBefore(Source one, Source other) {
        if (one.bound == null || other.bound == null) {
            return one.bound != null;
        }
        int order = Arrays.compareUnsigned(one.bound, other.bound);
        // Among equals the first, which is the newest; but one that may yet turn out to begin
        // elsewhere must be opened before anything is taken.
        if (order == 0) {
            return one.unopened != null && other.unopened == null;
        }
        return descending ? order > 0 : order < 0;
    }
}
