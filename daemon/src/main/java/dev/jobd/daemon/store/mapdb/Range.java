package dev.jobd.daemon.store.mapdb;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The keys a scan goes through, and in which direction.
///
/// @param lower the first key, or null for the beginning
/// @param upper the first key beyond, or null for the end
/// @param descending whether the scan begins at the end
@SuppressWarnings("ArrayRecordComponent") // never compared
record Range(byte @Nullable [] lower, byte @Nullable [] upper, boolean descending) {
    /// Every key, upwards.
    static final Range ALL = new Range(null, null, false);

    /// Returns the keys that begin with `prefix`.
    static Range prefix(byte[] prefix) {
        return new Range(prefix, afterPrefix(prefix), false);
    }

    /// Returns the keys after `key`.
    static Range after(byte[] key) {
        return new Range(Arrays.copyOf(key, key.length + 1), null, false);
    }

    /// Returns the same keys without those that are `key` or greater.
    Range below(byte[] key) {
        return new Range(lower, key, descending);
    }

    /// Returns the same keys downwards.
    Range downwards() {
        return new Range(lower, upper, true);
    }

    /// Tells whether keys from `first` to `last` can be in it.
    boolean meets(byte[] first, byte[] last) {
        return (lower == null || Arrays.compareUnsigned(last, lower) >= 0)
                && (upper == null || Arrays.compareUnsigned(first, upper) < 0);
    }

    private static byte @Nullable [] afterPrefix(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xFF) {
                byte[] next = Arrays.copyOf(prefix, i + 1);
                next[i]++;
                return next;
            }
        }
        return null;
    }
}
