package dev.jobd.tui.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One job as the list shows it.
///
/// @param number identifies the job for ever, also through a change of name
/// @param status the daemon's word for its state, `waiting`, `retry-wait`
/// @param paused whether its schedule is, also while a run of it still goes on
/// @param next when it is due next, null when never by itself
/// @param lateMillis how long it has been due without starting, 0 when it is not
/// @param active its run that has not ended, null when none
/// @param last its newest ended run, null before the first
public record JobRow(
        long number,
        String name,
        String status,
        boolean paused,
        String schedule,
        @Nullable Instant next,
        long lateMillis,
        String group,
        String command,
        @Nullable ActiveRun active,
        @Nullable LastRun last,
        Counts counts) {

    /// How many runs ended well, ended badly, and did not run.
    public record Counts(long ok, long failed, long skipped) {
        public static final Counts NONE = new Counts(0, 0, 0);
    }

    /// What the row says about the job.
    public JobState state() {
        return switch (status) {
            case "running", "starting" -> JobState.RUNNING;
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
        if (lateMillis > 0) {
            return JobState.LATE;
        }
        if (last == null) {
            return JobState.WAITING;
        }
        return last.isBad() ? JobState.FAILED : last.isGood() ? JobState.OK : JobState.WAITING;
    }
}
