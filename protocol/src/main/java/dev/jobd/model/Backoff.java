package dev.jobd.model;

import java.time.Duration;

/// How long to wait before an attempt is repeated.
public sealed interface Backoff {

    /// Returns the pause between attempt `attempt`, counted from 1, and the next.
    Duration delayAfter(int attempt);

    /// The same pause each time.
    record Constant(Duration delay) implements Backoff {
        public Constant {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("a retry delay is not negative");
            }
        }

        @Override
        public Duration delayAfter(int attempt) {
            return delay;
        }
    }
}
