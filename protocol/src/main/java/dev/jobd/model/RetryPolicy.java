package dev.jobd.model;

import java.time.Duration;

/// How often a failed, timed-out or lost run is attempted again.
///
/// @param retries attempts after the first, 0 to 1000
/// @param backoff the pause before each
public record RetryPolicy(int retries, Backoff backoff) {
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

    /// Returns the number of attempts a run may have in all.
    public int attemptsMax() {
        return retries + 1;
    }

    /// Tells whether an attempt that ended so is followed by another while its run has one left.
    /// What a person killed and what could not start are not tried again.
    public boolean covers(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed _, Outcome.Signalled _, Outcome.TimedOut _, Outcome.Lost _ -> true;
            case Outcome.Succeeded _,
                    Outcome.Killed _,
                    Outcome.NotStarted _,
                    Outcome.Skipped _,
                    Outcome.Missed _ ->
                    false;
        };
    }
}
