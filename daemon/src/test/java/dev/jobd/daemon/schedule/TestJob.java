package dev.jobd.daemon.schedule;

import dev.jobd.cron.CronExpression;
import dev.jobd.model.Backoff;
import dev.jobd.model.DurationText;
import dev.jobd.model.FailurePolicy;
import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobName;
import dev.jobd.model.Limits;
import dev.jobd.model.MisfirePolicy;
import dev.jobd.model.Notes;
import dev.jobd.model.OnRestart;
import dev.jobd.model.OverlapPolicy;
import dev.jobd.model.Parent;
import dev.jobd.model.Policies;
import dev.jobd.model.ProcessSpec;
import dev.jobd.model.RetryPolicy;
import dev.jobd.model.Schedule;
import dev.jobd.model.Signal;
import dev.jobd.model.StopPolicy;
import dev.jobd.model.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A job as a test wants it; what it does not say is as for anybody.
record TestJob(String name, String program, Schedule schedule, Policies policies, boolean lateOk) {
    /// Who asks in tests.
    static final String BY = "ann";

    static TestJob job(String name) {
        return new TestJob(name, "/bin/true", new Schedule.Manual(), Policies.DEFAULT, false);
    }

    /// Returns the duration that is written so.
    static Duration duration(String text) {
        return DurationText.parse(text).orElseThrow();
    }

    TestJob scheduled(Schedule other) {
        return new TestJob(name, program, other, policies, lateOk);
    }

    TestJob every(String interval) {
        return scheduled(new Schedule.FixedRate(duration(interval), Bench.START));
    }

    TestJob cron(String expression) {
        return scheduled(new Schedule.Cron(CronExpression.parse(expression), ZoneOffset.UTC));
    }

    TestJob everyFromFinish(String interval) {
        return scheduled(new Schedule.FixedDelay(duration(interval)));
    }

    TestJob once(Instant at) {
        return scheduled(new Schedule.Once(at));
    }

    TestJob now() {
        return scheduled(new Schedule.Now());
    }

    /// @param parents such as `build` or `build:fail`
    TestJob after(String... parents) {
        return scheduled(new Schedule.After(parents(parents), false));
    }

    TestJob afterOneOf(String... parents) {
        return scheduled(new Schedule.After(parents(parents), true));
    }

    private static List<Parent> parents(String... texts) {
        return Arrays.stream(texts).map(Parent::parse).toList();
    }

    TestJob lateAllowed() {
        return new TestJob(name, program, schedule, policies, true);
    }

    TestJob running(String otherProgram) {
        return new TestJob(name, otherProgram, schedule, policies, lateOk);
    }

    TestJob with(Policies other) {
        return new TestJob(name, program, schedule, other, lateOk);
    }

    TestJob group(String group) {
        return with(policies.withGroup(group));
    }

    TestJob priority(int priority) {
        return with(policies.withPriority(priority));
    }

    TestJob weight(int weight) {
        return with(policies.withNeeds(policies.needs().withWeight(weight)));
    }

    TestJob lock(String... names) {
        return with(policies.withNeeds(policies.needs().withLocks(List.of(names))));
    }

    TestJob maxLoad(double load) {
        return with(policies.withNeeds(policies.needs().withMaxLoad(Optional.of(load))));
    }

    TestJob retries(int retries, String delay) {
        return retry(new RetryPolicy(retries, new Backoff.Constant(duration(delay))));
    }

    TestJob retry(RetryPolicy retry) {
        return with(policies.withRetry(retry));
    }

    TestJob failure(FailurePolicy failure) {
        return with(policies.withFailure(failure));
    }

    TestJob overlap(OverlapPolicy overlap) {
        return with(policies.withOverlap(overlap));
    }

    TestJob misfire(MisfirePolicy misfire) {
        return with(policies.withMisfire(misfire));
    }

    TestJob timing(Timing timing) {
        return with(policies.withTiming(timing));
    }

    TestJob timeout(String limit) {
        return with(policies.withLimits(Limits.timeout(Optional.of(duration(limit)))));
    }

    TestJob limits(Limits limits) {
        return with(policies.withLimits(limits));
    }

    TestJob stop(Signal signal, String grace) {
        return with(policies.withStop(new StopPolicy(signal, duration(grace))));
    }

    TestJob onRestart(OnRestart what) {
        return with(policies.withOnRestart(what));
    }

    ProcessSpec process() {
        return new ProcessSpec(
                new dev.jobd.model.Command.Argv(List.of(program)), "/", Map.of(), 022);
    }

    JobDefinition definition() {
        return new JobDefinition(new JobName(name), process(), schedule, policies);
    }

    /// Returns the command that makes it; a job whose name is empty is to get one.
    Command.Add add() {
        Optional<JobName> wanted =
                name.isEmpty() ? Optional.empty() : Optional.of(new JobName(name));
        return new Command.Add(wanted, process(), schedule, policies, Notes.NONE, lateOk, BY);
    }
}
