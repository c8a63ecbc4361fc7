package dev.jobd.model;

import java.time.Duration;

/// How a run is stopped: a signal to the whole process group, a pause, then KILL.
///
/// @param signal the first signal
/// @param grace how long the processes have between it and KILL
/// @param leaveChildren whether what a process leaves behind when it ends by itself is left alone
public record StopPolicy(Signal signal, Duration grace, boolean leaveChildren) {
    /// TERM, and KILL ten seconds later.
    public static final StopPolicy DEFAULT = new StopPolicy(Signal.TERM, Duration.ofSeconds(10));

    /// Makes one that ends what is left behind.
    public StopPolicy(Signal signal, Duration grace) {
        this(signal, grace, false);
    }

    public StopPolicy {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("a grace period is not negative");
        }
    }
}
