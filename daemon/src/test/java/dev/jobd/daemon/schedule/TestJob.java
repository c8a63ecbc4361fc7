package dev.jobd.daemon.schedule;

import dev.jobd.cron.CronExpression;
import dev.jobd.model.Backoff;
import dev.jobd.model.DurationText;
import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobName;
import dev.jobd.model.OnRestart;
import dev.jobd.model.Policies;
import dev.jobd.model.ProcessSpec;
import dev.jobd.model.RetryPolicy;
import dev.jobd.model.Schedule;
import dev.jobd.model.Signal;
import dev.jobd.model.StopPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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
        Policies it = policies;
        return with(
                new Policies(
                        group,
                        it.priority(),
                        it.retry(),
                        it.timeout(),
                        it.stop(),
                        it.keep(),
                        it.onRestart()));
    }

    TestJob priority(int priority) {
        Policies it = policies;
        return with(
                new Policies(
                        it.group(),
                        priority,
                        it.retry(),
                        it.timeout(),
                        it.stop(),
                        it.keep(),
                        it.onRestart()));
    }

    TestJob retries(int retries, String delay) {
        Policies it = policies;
        RetryPolicy retry = new RetryPolicy(retries, new Backoff.Constant(duration(delay)));
        return with(
                new Policies(
                        it.group(),
                        it.priority(),
                        retry,
                        it.timeout(),
                        it.stop(),
                        it.keep(),
                        it.onRestart()));
    }

    TestJob timeout(String limit) {
        Policies it = policies;
        Optional<Duration> timeout = Optional.of(duration(limit));
        return with(
                new Policies(
                        it.group(),
                        it.priority(),
                        it.retry(),
                        timeout,
                        it.stop(),
                        it.keep(),
                        it.onRestart()));
    }

    TestJob stop(Signal signal, String grace) {
        Policies it = policies;
        StopPolicy stop = new StopPolicy(signal, duration(grace));
        return with(
                new Policies(
                        it.group(),
                        it.priority(),
                        it.retry(),
                        it.timeout(),
                        stop,
                        it.keep(),
                        it.onRestart()));
    }

    TestJob onRestart(OnRestart what) {
        Policies it = policies;
        return with(
                new Policies(
                        it.group(),
                        it.priority(),
                        it.retry(),
                        it.timeout(),
                        it.stop(),
                        it.keep(),
                        what));
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
        return new Command.Add(wanted, process(), schedule, policies, lateOk, BY);
    }
}
