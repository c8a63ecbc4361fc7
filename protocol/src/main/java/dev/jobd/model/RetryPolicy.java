package dev.jobd.model;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How often an attempt that did not go well is followed by another.
///
/// @param retries attempts after the first, 0 to 1000
/// @param backoff the pause before each
/// @param jitter what chance makes of that pause
/// @param on the ends after which there is another attempt
/// @param not those of them after which there is none all the same
public record RetryPolicy(
        int retries, Backoff backoff, Jitter jitter, RetryCases on, RetryCases not) {
    /// The most retries a job may have.
    public static final int RETRIES_MAX = 1000;

    /// No attempt after the first.
    public static final RetryPolicy NONE =
            new RetryPolicy(0, new Backoff.Constant(Duration.ofSeconds(10)));

    public RetryPolicy {
        if (retries < 0 || retries > RETRIES_MAX) {
            throw new IllegalArgumentException("retries are 0 to " + RETRIES_MAX);
        }
    }

    /// Makes one for the usual ends, without chance.
    public RetryPolicy(int retries, Backoff backoff) {
        this(retries, backoff, Jitter.NONE, RetryCases.USUAL, RetryCases.NONE);
    }

    /// Returns the number of attempts a run may have in all.
    public int attemptsMax() {
        return retries + 1;
    }

    /// Tells whether an attempt that ended so is followed by another while its run has one left.
    /// What a person killed is never tried again.
    public boolean covers(Outcome outcome) {
        return on.contains(outcome) && !not.contains(outcome);
    }

    /// Draws the pause after the attempt that was the `attempt`th to fail, counted from 1.
    public Duration drawDelay(int attempt, RandomGenerator random) {
        return jitter.of(backoff.delayAfter(attempt), random);
    }
}
