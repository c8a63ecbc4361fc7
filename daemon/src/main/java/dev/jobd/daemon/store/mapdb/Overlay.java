package dev.jobd.daemon.store.mapdb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/// What was committed since the files were made: per collection a persistent map from key to value
/// or [#TOMBSTONE], so that a state is shared with readers without a copy.
final class Overlay {
    /// Stands for a deleted key; told from values by identity, so an empty value stays a value.
    static final byte[] TOMBSTONE = new byte[0];

    private static final TreePMap<byte[], byte[]> NOTHING = TreePMap.empty(Arrays::compareUnsigned);

    /// Two arrays, a node and an entry: what a key costs in the heap beside its bytes.
    private static final int ENTRY_BYTES = 104;

    private final List<TreePMap<byte[], byte[]>> maps;
    private final long[] counts;
    private long heapBytes;

    private Overlay(List<TreePMap<byte[], byte[]>> maps, long[] counts, long heapBytes) {
        this.maps = maps;
        this.counts = counts;
        this.heapBytes = heapBytes;
    }

    /// Tells a deleted key from a value.
    @SuppressWarnings("ReferenceEquality") // what makes it different from an empty value
    static boolean isTombstone(byte @Nullable [] value) {
        return value == TOMBSTONE;
    }

    /// Returns an overlay without changes over files with so many keys per collection id.
    static Overlay empty(long[] counts) {
        return new Overlay(new ArrayList<>(), Arrays.copyOf(counts, Collection.ID_END), 0);
    }

    /// Returns an overlay without changes that stands where this one ends.
    Overlay next() {
        return empty(counts);
    }

    /// Returns a copy to be changed. It takes as long as there are collections.
    Overlay copy() {
        return new Overlay(new ArrayList<>(maps), counts.clone(), heapBytes);
    }

    boolean isEmpty() {
        return maps.stream().allMatch(TreePMap::isEmpty);
    }

    /// Returns about how much heap it takes.
    long heapBytes() {
        return heapBytes;
    }

    /// Returns the number of keys of a counted collection, files and changes together.
    long count(int collection) {
        return counts[collection];
    }

    /// Returns the numbers of keys by collection id.
    long[] counts() {
        return counts.clone();
    }

    /// Returns the ids of the collections with changes.
    List<Integer> changed() {
        List<Integer> ids = new ArrayList<>();
        for (int id = 0; id < maps.size(); id++) {
            if (!maps.get(id).isEmpty()) {
                ids.add(id);
            }
        }
        return ids;
    }

    /// Returns the value, [#TOMBSTONE] if the key was deleted, or null if nothing is known of it.
    byte @Nullable [] get(int collection, byte[] key) {
        return map(collection).get(key);
    }

    /// Returns the changes in a range, deleted keys included.
    Iterator<Row> scan(int collection, Range range) {
        TreePMap<byte[], byte[]> map = map(collection);
        if (range.lower() != null) {
            map = map.tailMap(range.lower(), true);
        }
        if (range.upper() != null) {
            map = map.headMap(range.upper(), false);
        }
        Iterator<Map.Entry<byte[], byte[]>> entries =
                (range.descending() ? map.descendingMap() : map).entrySet().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public Row next() {
                Map.Entry<byte[], byte[]> entry = entries.next();
                return new Row(entry.getKey(), entry.getValue());
            }
        };
    }

    /// Changes a copy that nobody else sees yet.
    void set(int collection, byte[] key, byte[] value) {
        byte[] old = map(collection).get(key);
        heapBytes += value.length - (old == null ? -ENTRY_BYTES - key.length : old.length);
        store(collection, map(collection).plus(key, value));
    }

    /// Makes a copy that nobody else sees yet forget all it knows of a key.
    void forget(int collection, byte[] key) {
        byte[] old = map(collection).get(key);
        if (old != null) {
            heapBytes -= ENTRY_BYTES + key.length + old.length;
            store(collection, map(collection).minus(key));
        }
    }

    /// Adds to the number of keys.
    void count(int collection, int more) {
        counts[collection] += more;
    }

    private TreePMap<byte[], byte[]> map(int collection) {
        return collection < maps.size() ? maps.get(collection) : NOTHING;
    }

    private void store(int collection, TreePMap<byte[], byte[]> map) {
        while (maps.size() <= collection) {
            maps.add(NOTHING);
        }
        maps.set(collection, map);
    }
}
