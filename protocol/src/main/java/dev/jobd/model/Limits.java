package dev.jobd.model;

import java.time.Duration;
import java.util.Optional;

/// How long a run and its attempts may take.
///
/// @param timeout how long one attempt may run; empty for as long as it likes
/// @param deadline how long after its due time the whole run must be over
/// @param startWithin how long after its due time it must have started, or is dropped
/// @param warnAfter how long an attempt may run before it is called slow
public record Limits(
        Optional<Duration> timeout,
        Optional<Duration> deadline,
        Optional<Duration> startWithin,
        Optional<Duration> warnAfter) {
    /// No limit.
    public static final Limits NONE = timeout(Optional.empty());

    public Limits {
        require("a timeout", timeout);
        require("a deadline", deadline);
        require("a time to start within", startWithin);
        require("a time to warn after", warnAfter);
    }

    /// Makes one of a timeout only.
    public static Limits timeout(Optional<Duration> timeout) {
        return new Limits(timeout, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static void require(String what, Optional<Duration> limit) {
        if (limit.isPresent() && !limit.get().isPositive()) {
            throw new IllegalArgumentException(what + " is more than nothing");
        }
    }
}
