package dev.jobd.testing;

import java.util.stream.LongStream;

/// Where tests that draw their cases begin, and how many they try: in `scripts/check` some, the
/// same each time, so that a change is judged by what it changed; in `scripts/check --long` many,
/// other ones each time. `-Dseed=` tries one again.
public final class Seeds {
    private static final boolean LONG = Boolean.getBoolean("jobd.long");

    private Seeds() {}

    /// Returns how much to try.
    public static int bound(int usual, int lengthy) {
        return LONG ? lengthy : usual;
    }

    /// Returns the seeds from 1 on, or the one that was asked for.
    public static LongStream upTo(int usual, int lengthy) {
        Long asked = Long.getLong("seed");
        return asked == null
                ? LongStream.rangeClosed(1, bound(usual, lengthy))
                : LongStream.of(asked);
    }

    /// Returns the seed that was asked for, or the first one, or with `--long` another one each
    /// time.
    public static long any() {
        return Long.getLong("seed", LONG ? System.nanoTime() : 1);
    }
}
