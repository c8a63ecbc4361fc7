package dev.jobd.daemon.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.Change;
import dev.jobd.daemon.store.InMemoryStore;
import dev.jobd.model.Attempt;
import dev.jobd.model.AttemptId;
import dev.jobd.model.Group;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import dev.jobd.model.Outcome;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import dev.jobd.model.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/// A scheduler on a workbench: time moves when the test says so, each decision goes into a store
/// that checks every condition, and after each the scheduler must know just what a start from that
/// store would know.
///
/// Times are written as on a clock of the first day: `00:05:00`. Runs and attempts are written as
/// `1/2` and `1/2.1`. Actions on processes become lines: `launch 1/2.1`, `stop 1/2.1 TERM`.
final class Bench {
    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    final InMemoryStore store = new InMemoryStore();
    final Scheduler scheduler;
    private final int processesMax;
    private final List<String> actions = new ArrayList<>();
    private double load;
    private Instant wall = START;
    private long nanos = 7_000_000_000L;

    Bench() {
        this(100);
    }

    /// @param processesMax how many processes there may be over all groups
    Bench(int processesMax) {
        this.processesMax = processesMax;
        scheduler = new Scheduler(processesMax, new SplittableRandom(1), () -> load);
        group("default", 100);
    }

    /// Returns the instant of this time of the first day.
    static Instant time(String clock) {
        return Instant.parse("2026-03-01T" + clock + "Z");
    }

    static RunId runId(String text) {
        String[] parts = text.split("/", 2);
        return new RunId(new JobId(Long.parseLong(parts[0])), Long.parseLong(parts[1]));
    }

    static AttemptId attemptId(String text) {
        String[] parts = text.split("\\.", 2);
        return runId(parts[0]).attempt(Integer.parseInt(parts[1]));
    }

    void group(String name, int slots) {
        Group group = new Group(name, OptionalInt.of(slots));
        store.commit(Batch.of(new Change.PutGroup(group))).join();
        scheduler.define(group);
    }

    /// Sets the machine's load.
    void load(double other) {
        load = other;
    }

    Moment now() {
        return new Moment(wall, nanos);
    }

    /// Moves time to a later time of the day; nothing is told of it.
    Bench at(String clock) {
        return pass(Duration.between(wall, time(clock)));
    }

    /// Lets time pass; nothing is told of it.
    Bench pass(Duration time) {
        assertThat(time).isGreaterThanOrEqualTo(Duration.ZERO);
        wall = wall.plus(time);
        nanos += time.toNanos();
        return this;
    }

    /// Sets the civil clock, as an administrator does.
    Bench setClock(String clock) {
        wall = time(clock);
        return this;
    }

    /// Moves time to a time of the day, and wakes the scheduler then.
    Bench tickAt(String clock) {
        return at(clock).tick();
    }

    /// Wakes the scheduler until it has done what is due now.
    Bench tick() {
        do {
            carryOut(scheduler.tick(now()));
        } while (scheduler.earliestDueMicros() <= Book.floorMicros(wall)
                || scheduler.earliestDeadlineNanos() <= nanos);
        return this;
    }

    /// Carries out a command and returns its answer.
    Decision.Answer apply(Command.Plain command) {
        return carryOut(scheduler.apply(command, now())).answer().orElseThrow();
    }

    JobId add(TestJob job) {
        return apply(job.add()).job();
    }

    /// Returns why a command is refused; nothing may have changed.
    Refusal refusal(Command.Plain command) {
        Snapshot before = Snapshot.of(scheduler);
        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> scheduler.apply(command, now()));
        assertThat(refused).as("refused: %s", command).isNotNull();
        assertThat(Snapshot.of(scheduler)).isEqualTo(before);
        return refused.refusal();
    }

    void edit(long job, TestJob wanted) {
        apply(update(job, wanted));
    }

    Command.Update update(long job, TestJob wanted) {
        return new Command.Update(job(job), wanted.definition(), TestJob.BY);
    }

    void pause(long job) {
        apply(new Command.Pause(new JobId(job), OptionalLong.empty(), true, TestJob.BY));
    }

    void pause(long job, String until) {
        apply(pauseUntil(job, until));
    }

    static Command.Pause pauseUntil(long job, String until) {
        Optional<Instant> end = Optional.of(time(until));
        return new Command.Pause(new JobId(job), OptionalLong.empty(), true, end, TestJob.BY);
    }

    void skipNext(long job, int times) {
        apply(skipping(job, times));
    }

    static Command.SkipNext skipping(long job, int times) {
        return new Command.SkipNext(new JobId(job), OptionalLong.empty(), times, TestJob.BY);
    }

    void resume(long job) {
        apply(new Command.Pause(new JobId(job), OptionalLong.empty(), false, TestJob.BY));
    }

    String trigger(long job) {
        Command.Trigger trigger = new Command.Trigger(new JobId(job), TestJob.BY);
        return apply(trigger).run().orElseThrow().toString();
    }

    void remove(long job, boolean stop) {
        apply(new Command.Remove(new JobId(job), OptionalLong.empty(), stop, TestJob.BY));
    }

    void stop(String run) {
        apply(new Command.Stop(runId(run), Optional.empty(), TestJob.BY));
    }

    void hold(String run) {
        apply(new Command.Hold(runId(run), true, TestJob.BY));
    }

    void release(String run) {
        apply(new Command.Hold(runId(run), false, TestJob.BY));
    }

    void suspend(String run) {
        apply(new Command.Suspend(runId(run), true, TestJob.BY));
    }

    void cont(String run) {
        apply(new Command.Suspend(runId(run), false, TestJob.BY));
    }

    void signal(String run, Signal signal) {
        apply(signalling(run, signal));
    }

    static Command.Stop signalling(String run, Signal signal) {
        return new Command.Stop(runId(run), Optional.of(signal), TestJob.BY);
    }

    /// Tells that the process of an attempt lives.
    Bench started(String attempt) {
        carryOut(scheduler.started(attemptId(attempt), 4000, wall, now()));
        return this;
    }

    /// Tells that the process of an attempt has outlived the daemon.
    Bench outlived(String attempt) {
        carryOut(scheduler.outlived(attemptId(attempt), 4000, wall, now()));
        return this;
    }

    /// Tells that an attempt is over.
    Bench ended(String attempt, Outcome natural) {
        Lifecycle.AttemptEnd end =
                new Lifecycle.AttemptEnd(natural, Attempt.Usage.UNKNOWN, Optional.empty(), wall);
        carryOut(scheduler.ended(attemptId(attempt), end, now()));
        return this;
    }

    Bench succeeded(String attempt) {
        return ended(attempt, new Outcome.Succeeded());
    }

    Bench failed(String attempt) {
        return ended(attempt, new Outcome.Failed(1));
    }

    Job job(long id) {
        return store.view().job(new JobId(id)).orElseThrow();
    }

    JobState state(long job) {
        return store.view().state(new JobId(job)).orElseThrow();
    }

    /// Returns when a job is due next, or null.
    @org.jspecify.annotations.Nullable Instant next(long job) {
        return state(job).nextDue().orElse(null);
    }

    Run run(String id) {
        return store.view().run(runId(id)).orElseThrow();
    }

    RunState runState(String id) {
        return run(id).state();
    }

    Outcome outcome(String id) {
        RunState state = runState(id);
        assertThat(state).isInstanceOf(RunState.Ended.class);
        return ((RunState.Ended) state).outcome();
    }

    /// Returns the state words of all runs of a job, oldest first.
    List<String> words(long job) {
        return store
                .view()
                .runs(new JobId(job), Long.MAX_VALUE, Integer.MAX_VALUE)
                .reversed()
                .stream()
                .map(run -> run.state().word())
                .toList();
    }

    /// Returns the actions since the last call.
    List<String> takeActions() {
        List<String> taken = List.copyOf(actions);
        actions.clear();
        return taken;
    }

    static String line(Action action) {
        return switch (action) {
            case Action.Launch launch -> "launch " + launch.attempt();
            case Action.Stop stop -> "stop " + stop.attempt() + " " + stop.signal();
            case Action.Kill kill -> "kill " + kill.attempt();
            case Action.Suspend suspend ->
                    (suspend.stopped() ? "suspend " : "cont ") + suspend.attempt();
            case Action.Send send -> "send " + send.attempt() + " " + send.signal();
        };
    }

    private Decision carryOut(Decision decision) {
        if (!decision.changes().isEmpty()) {
            store.commit(new Batch(decision.changes())).join();
        }
        decision.actions().forEach(action -> actions.add(line(action)));
        assertThat(Snapshot.of(scheduler)).isEqualTo(Snapshot.of(reloaded()));
        return decision;
    }

    /// Returns a scheduler that knows what the store holds.
    Scheduler reloaded() {
        Scheduler other = new Scheduler(processesMax, new SplittableRandom(1), () -> load);
        other.load(store.view(), now());
        return other;
    }
}
