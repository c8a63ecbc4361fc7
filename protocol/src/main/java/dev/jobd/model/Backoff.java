package dev.jobd.model;

import java.time.Duration;
import java.util.Optional;

/// How long to wait before an attempt is repeated.
public sealed interface Backoff {
    /// The largest factor.
    double FACTOR_MAX = 100;

    /// Returns the pause after the attempt that was the `attempt`th to fail, counted from 1.
    Duration delayAfter(int attempt);

    /// Returns the pause that was asked for, before it grows.
    Duration delay();

    /// Returns a pause that grows by a factor up to a limit, if it grows or has one.
    static Backoff of(Duration first, double factor, Optional<Duration> max) {
        return factor == 1 && max.isEmpty()
                ? new Constant(first)
                : new Exponential(first, factor, max);
    }

    /// The same pause each time.
    record Constant(Duration delay) implements Backoff {
        public Constant {
            requireDelay(delay);
        }

        @Override
        public Duration delayAfter(int attempt) {
            return delay;
        }
    }

    /// Each pause so many times as long as the one before.
    ///
    /// @param delay the first
    /// @param factor 1 to 100
    /// @param max the longest; empty for any
    record Exponential(Duration delay, double factor, Optional<Duration> max) implements Backoff {
        public Exponential {
            requireDelay(delay);
            max.ifPresent(Backoff::requireDelay);
            if (!(factor >= 1 && factor <= FACTOR_MAX)) {
                throw new IllegalArgumentException("a retry factor is 1 to 100");
            }
        }

        @Override
        public Duration delayAfter(int attempt) {
            double limit = max.orElse(Schedule.LONGEST).toMillis();
            double grown = delay.toMillis() * Math.pow(factor, attempt - 1.0);
            return Duration.ofMillis((long) Math.min(limit, grown));
        }
    }

    private static void requireDelay(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a retry delay is not negative");
        }
    }
}
