package dev.jobd.daemon.store.mapdb;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The content of the store after one commit: two overlays over the files of a generation.
///
/// @param seq the number of the commit
/// @param live what was committed since `frozen`, or since the files
/// @param frozen what a checkpoint is writing into files; null when none is under way
/// @param files what a checkpoint has written
record Snapshot(long seq, Overlay live, @Nullable Overlay frozen, Generation files) {

    /// Returns the value of a key, or null if there is none.
    byte @Nullable [] get(int collection, byte[] key) {
        byte[] value = live.get(collection, key);
        if (value == null) {
            return getBelow(collection, key);
        }
        return Overlay.isTombstone(value) ? null : value;
    }

    /// Returns what a key is without the live overlay, or null if it is nothing.
    byte @Nullable [] getBelow(int collection, byte[] key) {
        byte[] value = frozen == null ? null : frozen.get(collection, key);
        if (value == null) {
            value = files.get(collection, key);
        }
        return Overlay.isTombstone(value) ? null : value;
    }

    /// Returns the rows of a range in key order. The iterator belongs to one thread and lives no
    /// longer than the files.
    Iterator<Row> scan(int collection, Range range) {
        List<MergedScan.Source> sources = new ArrayList<>();
        sources.add(MergedScan.Source.of(live.scan(collection, range)));
        if (frozen != null) {
            sources.add(MergedScan.Source.of(frozen.scan(collection, range)));
        }
        files.addSources(sources, collection, range);
        return MergedScan.withoutDeleted(sources, range.descending());
    }

    /// Returns the ids of all collections that may have rows, upwards.
    List<Integer> collections() {
        SortedSet<Integer> ids = new TreeSet<>(files.collections());
        ids.addAll(live.changed());
        if (frozen != null) {
            ids.addAll(frozen.changed());
        }
        return List.copyOf(ids);
    }

    /// Returns the number of keys of a counted collection.
    long count(Collection collection) {
        return live.count(collection.id());
    }
}
