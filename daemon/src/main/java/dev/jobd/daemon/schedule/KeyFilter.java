package dev.jobd.daemon.schedule;

import dev.jobd.daemon.store.RequestKey;
import java.util.Arrays;

/// Tells of most keys that no receipt of them can be stored, so that the store need not be searched
/// for each new one. Eight bytes a key, at most half full; two keys may look alike.
///
/// Not safe for threads.
final class KeyFilter {
    private static final int SIZE_MIN = 1 << 10;

    // Open addressing with linear probing; what is removed lets the ones behind it move up, so that
    // there are no marks of what is gone. See Knuth, "The Art of Computer Programming", vol. 3,
    // 6.4, algorithms L and R.
    private long[] slots = new long[SIZE_MIN];
    private int count;

    /// Takes note of a key.
    void add(RequestKey key) {
        if (2 * (count + 1) > slots.length) {
            grow();
        }
        count += put(hash(key)) ? 1 : 0;
    }

    /// Tells whether the key, or one that looks like it, was added.
    boolean mayContain(RequestKey key) {
        return slots[slotOf(hash(key))] != 0;
    }

    /// Forgets a key, and those that look like it.
    void remove(RequestKey key) {
        int hole = slotOf(hash(key));
        if (slots[hole] == 0) {
            return;
        }
        count--;
        slots[hole] = 0;
        for (int i = next(hole); slots[i] != 0; i = next(i)) {
            long moved = slots[i];
            slots[i] = 0;
            put(moved);
        }
    }

    private boolean put(long hash) {
        int slot = slotOf(hash);
        boolean isNew = slots[slot] == 0;
        slots[slot] = hash;
        return isNew;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        Arrays.stream(old).filter(hash -> hash != 0).forEach(this::put);
    }

    /// Returns the slot with the hash, or the free one where it belongs.
    private int slotOf(long hash) {
        int slot = (int) (hash & (slots.length - 1));
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = next(slot);
        }
        return slot;
    }

    private int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    /// Returns a number that is never 0: FNV-1a, and the finisher of MurmurHash3.
    private static long hash(RequestKey key) {
        long hash = 0xcbf29ce484222325L ^ key.uid();
        String text = key.text();
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return hash == 0 ? 1 : hash;
    }
}
