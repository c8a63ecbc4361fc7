package dev.jobd.daemon.server.handler;

import dev.jobd.wire.Json;
import java.time.Duration;

/// How long things took: counted in buckets, so that millions take no more memory than a few. The
/// shortest and the longest are exact, what lies between by less than one percent.
final class Spread {
    /// Buckets from one power of two to the next.
    private static final int FINE = 128;

    private static final int FINE_BITS = 7;

    private final long[] counts = new long[FINE * (Long.SIZE - FINE_BITS)];
    private long count;
    private long least = Long.MAX_VALUE;
    private long most;

    /// Adds a length of time; one below zero counts as zero.
    void add(Duration time) {
        long millis = Math.max(0, time.toMillis());
        counts[bucket(millis)]++;
        count++;
        least = Math.min(least, millis);
        most = Math.max(most, millis);
    }

    /// Returns the figures.
    Json.Obj toJson() {
        Json.Builder json = Json.object().put("count", count);
        if (count > 0) {
            json.put("p50_ms", percentile(50)).put("p95_ms", percentile(95)).put("max_ms", most);
        }
        return json.build();
    }

    /// Returns the least time that so many of a hundred do not exceed.
    private long percentile(int percent) {
        long left = (count * percent + 99) / 100;
        for (int i = 0; i < counts.length; i++) {
            left -= counts[i];
            if (left <= 0) {
                return Math.clamp(middle(i), least, most);
            }
        }
        return most;
    }

    private static int bucket(long millis) {
        if (millis < FINE) {
            return (int) millis;
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(millis) - FINE_BITS;
        return FINE * power + (int) (millis >> power);
    }

    private static long middle(int bucket) {
        if (bucket < 2 * FINE) {
            return bucket;
        }
        int power = bucket / FINE - 1;
        long low = (long) (bucket - FINE * power) << power;
        return low + (1L << power) / 2;
    }
}
