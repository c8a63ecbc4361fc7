package dev.jobd.model;

/// The rules that decide when and how often the runs of a job start, when they are stopped and how
/// long they are kept.
///
/// @param group the name of the queue whose slots its runs take
/// @param priority higher starts first among what waits, -1000 to 1000
/// @param needs what else a run needs to start
/// @param retry what follows a failed attempt
/// @param failure what is a failure, and what many of them mean
/// @param overlap what happens when it is due while runs of it are active
/// @param misfire what becomes of due times that were missed
/// @param limits how long its runs may take
/// @param stop how a run is stopped
/// @param keep which ended runs are kept
/// @param onRestart what becomes of a process that outlived the daemon
/// @param timing what moves and restricts its due times
public record Policies(
        String group,
        int priority,
        Needs needs,
        RetryPolicy retry,
        FailurePolicy failure,
        OverlapPolicy overlap,
        MisfirePolicy misfire,
        Limits limits,
        StopPolicy stop,
        Keep keep,
        OnRestart onRestart,
        Timing timing) {
    /// The group of jobs that name none.
    public static final String DEFAULT_GROUP = "default";

    /// The bound of priorities on both sides of 0.
    public static final int PRIORITY_MAX = 1000;

    /// What a job has that says nothing.
    public static final Policies DEFAULT =
            new Policies(
                    DEFAULT_GROUP,
                    0,
                    Needs.USUAL,
                    RetryPolicy.NONE,
                    FailurePolicy.DEFAULT,
                    new OverlapPolicy.Skip(),
                    MisfirePolicy.DEFAULT,
                    Limits.NONE,
                    StopPolicy.DEFAULT,
                    Keep.DEFAULT,
                    OnRestart.ADOPT,
                    Timing.NONE);

    public Policies {
        if (priority > PRIORITY_MAX || priority < -PRIORITY_MAX) {
            throw new IllegalArgumentException("a priority is -1000 to 1000");
        }
    }

    /// Returns the policies in another group.
    public Policies withGroup(String other) {
        return new Policies(
                other, priority, needs, retry, failure, overlap, misfire, limits, stop, keep,
                onRestart, timing);
    }

    /// Returns the policies with another priority.
    public Policies withPriority(int other) {
        return new Policies(
                group, other, needs, retry, failure, overlap, misfire, limits, stop, keep,
                onRestart, timing);
    }

    /// Returns the policies with other needs.
    public Policies withNeeds(Needs other) {
        return new Policies(
                group, priority, other, retry, failure, overlap, misfire, limits, stop, keep,
                onRestart, timing);
    }

    /// Returns the policies with other retries.
    public Policies withRetry(RetryPolicy other) {
        return new Policies(
                group, priority, needs, other, failure, overlap, misfire, limits, stop, keep,
                onRestart, timing);
    }

    /// Returns the policies with another meaning of failures.
    public Policies withFailure(FailurePolicy other) {
        return new Policies(
                group, priority, needs, retry, other, overlap, misfire, limits, stop, keep,
                onRestart, timing);
    }

    /// Returns the policies with another rule for overlaps.
    public Policies withOverlap(OverlapPolicy other) {
        return new Policies(
                group, priority, needs, retry, failure, other, misfire, limits, stop, keep,
                onRestart, timing);
    }

    /// Returns the policies with another rule for missed times.
    public Policies withMisfire(MisfirePolicy other) {
        return new Policies(
                group, priority, needs, retry, failure, overlap, other, limits, stop, keep,
                onRestart, timing);
    }

    /// Returns the policies with other limits.
    public Policies withLimits(Limits other) {
        return new Policies(
                group, priority, needs, retry, failure, overlap, misfire, other, stop, keep,
                onRestart, timing);
    }

    /// Returns the policies with another way to be stopped.
    public Policies withStop(StopPolicy other) {
        return new Policies(
                group, priority, needs, retry, failure, overlap, misfire, limits, other, keep,
                onRestart, timing);
    }

    /// Returns the policies with another history.
    public Policies withKeep(Keep other) {
        return new Policies(
                group, priority, needs, retry, failure, overlap, misfire, limits, stop, other,
                onRestart, timing);
    }

    /// Returns the policies with another rule for restarts.
    public Policies withOnRestart(OnRestart other) {
        return new Policies(
                group, priority, needs, retry, failure, overlap, misfire, limits, stop, keep, other,
                timing);
    }

    /// Returns the policies with other due times.
    public Policies withTiming(Timing other) {
        return new Policies(
                group, priority, needs, retry, failure, overlap, misfire, limits, stop, keep,
                onRestart, other);
    }
}
