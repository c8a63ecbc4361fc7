package dev.jobd.tui.state;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One run as lists of runs show it.
///
/// @param job its job's name, empty when the job is gone
/// @param number its job's number
/// @param run its number within the job
/// @param state the protocol's word for its state or its end
/// @param reason why it did not start, was skipped, is lost or waits; empty when there is none
public record RunRow(
        String job,
        long number,
        long run,
        String state,
        String trigger,
        String by,
        String reason,
        Attempts attempts,
        Moments moments,
        Usage usage) {

    /// How many attempts it took of how many, and the newest one's process and exit.
    public record Attempts(int now, int max, long pid, @Nullable Integer exit, String signal) {}

    /// When what happened.
    public record Moments(
            Instant queued,
            @Nullable Instant started,
            @Nullable Instant ended,
            @Nullable Instant retryAt,
            @Nullable Duration took) {}

    /// What it has used, -1 where that is not known.
    public record Usage(long cpuMillis, long memoryBytes) {
        public static final Usage UNKNOWN = new Usage(-1, -1);
    }

    /// Identifies it for ever: `17/12`.
    public String id() {
        return number + "/" + run;
    }

    /// As people name it: `backup/12`.
    public String name() {
        return (job.isEmpty() ? String.valueOf(number) : job) + "/" + run;
    }

    public boolean isActive() {
        return switch (state) {
            case "queued", "starting", "running", "suspended", "stopping", "retry-wait" -> true;
            default -> false;
        };
    }

    /// Whether it ended in a way that asks for attention.
    public boolean isBad() {
        return isFailure(state);
    }

    /// Whether an outcome asks for attention, as the model's outcomes have it.
    static boolean isFailure(String outcome) {
        return switch (outcome) {
            case "failed", "signalled", "timed-out", "not-started", "lost" -> true;
            default -> false;
        };
    }

    /// What the list of runs marks it with.
    public JobState mark() {
        return switch (state) {
            case "queued" -> JobState.QUEUED;
            case "starting", "running" -> JobState.RUNNING;
            case "suspended" -> JobState.SUSPENDED;
            case "stopping" -> JobState.STOPPING;
            case "retry-wait" -> JobState.RETRYING;
            case "succeeded" -> JobState.OK;
            case "skipped", "killed" -> JobState.FINISHED;
            case "missed" -> JobState.LATE;
            default -> isBad() ? JobState.FAILED : JobState.UNKNOWN;
        };
    }
}
