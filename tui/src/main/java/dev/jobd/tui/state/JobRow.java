package dev.jobd.tui.state;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One job as the list shows it.
///
/// @param number identifies the job for ever, also through a change of name
/// @param status the daemon's word for its state, `waiting`, `retry-wait`
/// @param pause how it is paused
/// @param next when it is due next, null when never by itself
/// @param skips how many of the next due times are skipped
/// @param active its run that has not ended, null when none
/// @param last its newest ended run, null before the first
public record JobRow(
        long number,
        String name,
        String status,
        Pause pause,
        String schedule,
        @Nullable Instant next,
        long skips,
        String group,
        String command,
        @Nullable ActiveRun active,
        @Nullable LastRun last,
        Counts counts) {

    private static final Duration LATE_AFTER = Duration.ofSeconds(5);

    /// Whether the schedule is paused, also while a run of it still goes on.
    ///
    /// @param until when it resumes by itself, null when it does not
    /// @param reason why, empty when a person wanted it
    public record Pause(boolean on, @Nullable Instant until, String reason) {
        public static final Pause OFF = new Pause(false, null, "");
    }

    /// How many runs ended well, ended badly, and did not run.
    public record Counts(long ok, long failed, long skipped) {
        public static final Counts NONE = new Counts(0, 0, 0);
    }

    public boolean paused() {
        return pause.on();
    }

    /// What the row says about the job at a moment of the daemon's clock: a run that has been due
    /// for a while and waits is late.
    public JobState stateAt(Instant now) {
        JobState state = state();
        return state == JobState.QUEUED && lateness(now).compareTo(LATE_AFTER) > 0
                ? JobState.LATE
                : state;
    }

    /// For how long its queued run has been due, zero when it has none.
    public Duration lateness(Instant now) {
        Instant due = active == null ? null : active.due();
        return due == null || state() != JobState.QUEUED || due.isAfter(now)
                ? Duration.ZERO
                : Duration.between(due, now);
    }

    /// What the row says about the job, whatever the time is.
    public JobState state() {
        return switch (status) {
            case "running", "starting" -> JobState.RUNNING;
            case "suspended" -> JobState.SUSPENDED;
            case "stopping" -> JobState.STOPPING;
            case "queued" -> JobState.QUEUED;
            case "retry-wait" -> JobState.RETRYING;
            case "paused" -> JobState.PAUSED;
            case "finished" -> last != null && last.isBad() ? JobState.FAILED : JobState.FINISHED;
            case "waiting", "idle" -> idleState();
            default -> JobState.UNKNOWN;
        };
    }

    private JobState idleState() {
        if (last == null) {
            return JobState.WAITING;
        }
        return last.isBad() ? JobState.FAILED : last.isGood() ? JobState.OK : JobState.WAITING;
    }
}
