package dev.jobd.model;

import java.time.Duration;
import java.util.Optional;

/// The rules that decide when and how often the runs of a job start, when they are stopped and how
/// long they are kept.
///
/// @param group the name of the queue whose slots its runs take
/// @param priority higher starts first among what waits, -1000 to 1000
/// @param retry what follows a failed attempt
/// @param timeout how long one attempt may run; empty for as long as it likes
/// @param stop how a run is stopped
/// @param keep which ended runs are kept
/// @param onRestart what becomes of a process that outlived the daemon
public record Policies(
        String group,
        int priority,
        RetryPolicy retry,
        Optional<Duration> timeout,
        StopPolicy stop,
        Keep keep,
        OnRestart onRestart) {
    /// The group of jobs that name none.
    public static final String DEFAULT_GROUP = "default";

    /// The bound of priorities on both sides of 0.
    public static final int PRIORITY_MAX = 1000;

    /// What a job has that says nothing.
    public static final Policies DEFAULT =
            new Policies(
                    DEFAULT_GROUP,
                    0,
                    RetryPolicy.NONE,
                    Optional.empty(),
                    StopPolicy.DEFAULT,
                    Keep.DEFAULT,
                    OnRestart.ADOPT);

    public Policies {
        if (priority > PRIORITY_MAX || priority < -PRIORITY_MAX) {
            throw new IllegalArgumentException("a priority is -1000 to 1000");
        }
        if (timeout.isPresent() && !timeout.get().isPositive()) {
            throw new IllegalArgumentException("a timeout is more than nothing");
        }
    }
}
