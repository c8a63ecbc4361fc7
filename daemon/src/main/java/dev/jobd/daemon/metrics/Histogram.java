package dev.jobd.daemon.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// How long things took, counted in buckets. Adding takes no lock. For any thread.
public final class Histogram {
    private final List<Duration> bounds;
    private final LongAdder[] counts;
    private final LongAdder nanos = new LongAdder();

    /// @param bounds the upper ends of the buckets, both included; what took longer is counted too
    public Histogram(Duration... bounds) {
        this.bounds = List.of(bounds);
        this.counts = new LongAdder[bounds.length + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    /// Returns one for what should take milliseconds: 0.1 ms to 5 s.
    public static Histogram ofShort() {
        return new Histogram(
                Duration.ofNanos(100_000),
                Duration.ofNanos(500_000),
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5));
    }

    /// Returns one for what people wait for: 10 ms to a day.
    public static Histogram ofLong() {
        return new Histogram(
                Duration.ofMillis(10),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                Duration.ofHours(6),
                Duration.ofDays(1));
    }

    /// Counts something that took so long; less than nothing counts as nothing.
    public void add(Duration time) {
        addNanos(time.compareTo(Duration.ofDays(36_500)) > 0 ? Long.MAX_VALUE / 4 : time.toNanos());
    }

    /// Counts something that took so many nanoseconds.
    public void addNanos(long taken) {
        long time = Math.max(0, taken);
        int bucket = 0;
        while (bucket < bounds.size() && time > bounds.get(bucket).toNanos()) {
            bucket++;
        }
        counts[bucket].increment();
        nanos.add(time);
    }

    /// Returns the upper ends of the buckets.
    List<Duration> bounds() {
        return bounds;
    }

    /// Returns how many took no longer than the upper end of a bucket; of the last, all.
    long upTo(int bucket) {
        long sum = 0;
        for (int i = 0; i <= bucket; i++) {
            sum += counts[i].sum();
        }
        return sum;
    }

    /// Returns how long all took together, in seconds.
    double seconds() {
        return nanos.sum() / 1e9;
    }
}
