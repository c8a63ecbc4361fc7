package dev.jobd.daemon.schedule;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A queue of entries by time: the earliest first, then the higher priority, then the one that was
/// put in first.
///
/// Adding, moving and removing any entry takes O(log n), looking at the earliest O(1). Not safe for
/// threads: one thread owns it. An entry is in one queue at a time.
///
/// Deliberately absent: a map from entry to place (the entry knows its slot), lazy deletion
/// (nothing that was removed stays), a free list, and any clock.
final class DueQueue<E extends DueQueue.Entry> {
    // An indexed 4-ary min-heap. The keys stand in a long[] beside the entries so that sifting
    // reads no entry but at ties; four children share a cache line of keys. See Sedgewick and
    // Wayne, "Algorithms", 2.4 (index priority queue) and LaMarca and Ladner, "The Influence of
    // Caches on the Performance of Heaps" (1996) for the four.
    private static final int ARITY = 4;

    private long[] keys = new long[16];
    private @Nullable Entry[] entries = new Entry[16];
    private int size;
    private long sequence;

    /// What can stand in a queue: it carries its own place there.
    abstract static class Entry {
        private int slot = -1;
        private int priority;
        private long arrival;

        /// Tells whether it stands in a queue.
        final boolean isQueued() {
            return slot >= 0;
        }
    }

    /// Returns how many entries stand in it.
    int size() {
        return size;
    }

    /// Returns the time of the earliest entry, or `Long.MAX_VALUE` if there is none.
    long earliest() {
        return size == 0 ? Long.MAX_VALUE : keys[0];
    }

    /// Returns the time of an entry that stands in the queue.
    long timeOf(E entry) {
        if (!entry.isQueued()) {
            throw new IllegalArgumentException("not in the queue");
        }
        requireOwn(entry);
        return keys[((Entry) entry).slot];
    }

    /// Returns the earliest entry without removing it, or null if there is none.
    @SuppressWarnings("unchecked") // only entries of type E are ever put in
    @Nullable E peek() {
        return (E) entries[0];
    }

    /// Puts the entry at a time, or moves it there; it goes behind those of the same time and
    /// priority. A higher priority goes first.
    void put(E entry, long time, int priority) {
        Entry it = entry;
        requireOwn(it);
        it.priority = priority;
        it.arrival = sequence++;
        if (it.slot < 0) {
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, size * 2);
                entries = Arrays.copyOf(entries, size * 2);
            }
            up(size++, time, it);
        } else if (it.slot > 0 && before(time, it, (it.slot - 1) / ARITY)) {
            up(it.slot, time, it);
        } else {
            down(it.slot, time, it);
        }
    }

    /// Removes and returns the earliest entry, or returns null if there is none.
    @Nullable E poll() {
        E first = peek();
        if (first != null) {
            remove(first);
        }
        return first;
    }

    /// Removes the entry; nothing happens if it is in no queue.
    void remove(E entry) {
        Entry it = entry;
        int hole = it.slot;
        if (hole < 0) {
            return;
        }
        requireOwn(it);
        it.slot = -1;
        size--;
        Entry last = entries[size];
        long lastKey = keys[size];
        entries[size] = null;
        if (last == null || hole == size) {
            return;
        }
        if (hole > 0 && before(lastKey, last, (hole - 1) / ARITY)) {
            up(hole, lastKey, last);
        } else {
            down(hole, lastKey, last);
        }
    }

    /// Refuses an entry that stands in another queue, which would lose it here and there.
    @SuppressWarnings("ReferenceEquality") // the very entry is meant, not one like it
    private void requireOwn(Entry entry) {
        if (entry.slot >= 0 && (entry.slot >= size || entries[entry.slot] != entry)) {
            throw new IllegalArgumentException("in another queue");
        }
    }

    private void up(int start, long key, Entry entry) {
        int slot = start;
        while (slot > 0) {
            int parent = (slot - 1) / ARITY;
            if (!before(key, entry, parent)) {
                break;
            }
            place(slot, keys[parent], at(parent));
            slot = parent;
        }
        place(slot, key, entry);
    }

    private void down(int start, long key, Entry entry) {
        int slot = start;
        while (true) {
            int child = slot * ARITY + 1;
            if (child >= size) {
                break;
            }
            int least = child;
            int end = Math.min(child + ARITY, size);
            for (int next = child + 1; next < end; next++) {
                if (before(keys[next], at(next), least)) {
                    least = next;
                }
            }
            if (before(key, entry, least)) {
                break;
            }
            place(slot, keys[least], at(least));
            slot = least;
        }
        place(slot, key, entry);
    }

    private boolean before(long key, Entry entry, int slot) {
        if (key != keys[slot]) {
            return key < keys[slot];
        }
        Entry other = at(slot);
        return entry.priority != other.priority
                ? entry.priority > other.priority
                : entry.arrival < other.arrival;
    }

    private Entry at(int slot) {
        Entry entry = entries[slot];
        if (entry == null) {
            throw new IllegalStateException("slot " + slot + " is empty");
        }
        return entry;
    }

    private void place(int slot, long key, Entry entry) {
        keys[slot] = key;
        entries[slot] = entry;
        entry.slot = slot;
    }
}
