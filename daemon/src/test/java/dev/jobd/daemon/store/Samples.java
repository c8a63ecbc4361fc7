package dev.jobd.daemon.store;

import dev.jobd.model.Attempt;
import dev.jobd.model.Backoff;
import dev.jobd.model.Command;
import dev.jobd.model.FailurePolicy;
import dev.jobd.model.Group;
import dev.jobd.model.Job;
import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Limits;
import dev.jobd.model.Outcome;
import dev.jobd.model.Policies;
import dev.jobd.model.ProcessSpec;
import dev.jobd.model.RetryPolicy;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import dev.jobd.model.Schedule;
import dev.jobd.model.Signal;
import dev.jobd.model.StopPolicy;
import dev.jobd.model.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Jobs and runs for tests of stores.
public final class Samples {
    /// A fixed instant with nanoseconds.
    public static final Instant NOON = Instant.parse("2026-11-25T12:00:00.123456789Z");

    private Samples() {}

    /// Returns job `number` of this name, at revision 1.
    public static Job job(long number, String name) {
        ProcessSpec process =
                new ProcessSpec(
                        new Command.Argv(List.of("echo", "Grüße", "")),
                        "/tmp",
                        Map.of("LANG", "C.UTF-8", "EMPTY", ""),
                        022);
        return job(number, name, process, new Schedule.FixedRate(Duration.ofSeconds(5), NOON));
    }

    /// Returns a job that runs this on that schedule.
    public static Job job(long number, String name, ProcessSpec process, Schedule schedule) {
        Policies policies =
                Policies.DEFAULT
                        .withGroup("nightly")
                        .withPriority(-7)
                        .withRetry(
                                new RetryPolicy(3, new Backoff.Constant(Duration.ofMillis(1500))))
                        .withFailure(FailurePolicy.PLAIN)
                        .withLimits(Limits.timeout(Optional.of(Duration.ofMinutes(10))))
                        .withStop(new StopPolicy(Signal.USR1, Duration.ofSeconds(3)));
        JobDefinition definition =
                new JobDefinition(new JobName(name), process, schedule, policies);
        return new Job(new JobId(number), 1, definition, NOON, NOON.plusNanos(1));
    }

    /// Returns the name of a run.
    public static RunId run(long job, long number) {
        return new RunId(new JobId(job), number);
    }

    /// Returns a run in a state.
    public static Run run(RunId id, RunState state) {
        return new Run(id, Trigger.SCHEDULE, "", NOON, NOON.plusMillis(3), 4, List.of(), state);
    }

    /// Returns a queued run.
    public static Run queued(long job, long number) {
        return run(run(job, number), new RunState.Queued(1));
    }

    /// Returns a run that succeeded so long after [#NOON].
    public static Run ended(long job, long number, Duration after) {
        RunState end = new RunState.Ended(NOON.plus(after), new Outcome.Succeeded());
        Attempt attempt =
                new Attempt(
                        1,
                        Optional.of(NOON),
                        NOON.plus(after),
                        new Outcome.Succeeded(),
                        new Attempt.Usage(
                                Optional.of(Duration.ofMillis(12)), OptionalLong.of(4096)));
        return queued(job, number).withAttempt(attempt, end);
    }

    /// Returns the change that makes a job.
    public static Change make(Job job) {
        return new Change.PutJob(job, 0);
    }

    /// Returns the change that makes a run, which may have ended already.
    public static Change make(Run run) {
        return new Change.PutRun(run, Optional.empty());
    }

    /// Returns the state of a job that is due then.
    public static JobState dueAt(long job, Instant due) {
        return JobState.initial(new JobId(job), Optional.of(due));
    }

    /// Returns a group with slots.
    public static Group group(String name, int slots) {
        return new Group(name, OptionalInt.of(slots));
    }
}
