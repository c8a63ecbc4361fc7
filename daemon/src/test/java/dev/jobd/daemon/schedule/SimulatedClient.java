package dev.jobd.daemon.schedule;

import dev.jobd.cron.CronExpression;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import dev.jobd.model.Limits;
import dev.jobd.model.OnRestart;
import dev.jobd.model.Parent;
import dev.jobd.model.Pause;
import dev.jobd.model.Policies;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import dev.jobd.model.Schedule;
import dev.jobd.model.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Somebody who asks for all sorts of things, and remembers what was promised.
final class SimulatedClient {
    private static final int JOBS_MAX = 12;
    private static final List<OnRestart> RESTARTS = List.of(OnRestart.values());
    private static final List<String> LOCKS = List.of("a", "b");
    private static final List<String> GROUPS = List.of("default", "one", "two");

    private final Simulation simulation;
    private final SplittableRandom random;
    private final RandomPolicies policies;
    private final Map<JobId, Integer> widths = new HashMap<>();
    private final Set<JobId> promisedJobs = new LinkedHashSet<>();
    private final Set<RunId> promisedRuns = new LinkedHashSet<>();
    private final Set<JobId> perhapsRemoved = new LinkedHashSet<>();
    private final Set<RunId> perhapsPruned = new LinkedHashSet<>();
    private final List<CompletableFuture<Applied>> unanswered = new ArrayList<>();
    private @Nullable AssertionError unheard;
    private int names;

    SimulatedClient(Simulation simulation, SplittableRandom random) {
        this.simulation = simulation;
        this.random = random;
        policies = new RandomPolicies(random);
    }

    /// Asks for something.
    void ask(TestDaemon daemon) {
        List<Job> jobs = daemon.store.view().jobs(Optional.empty(), JOBS_MAX);
        Command.Plain command =
                switch (random.nextInt(16)) {
                    case 0, 1, 2 -> batch(daemon, jobs);
                    case 3 -> prune(daemon, jobs).orElseGet(() -> one(daemon, jobs));
                    default -> one(daemon, jobs);
                };
        simulation.log("asks " + command);
        CompletableFuture<Applied> answer = daemon.ask(command);
        unanswered.add(answer);
        CompletableFuture<Applied> _ =
                answer.whenComplete((applied, problem) -> hear(daemon, command, applied, problem));
    }

    private Command.Plain one(TestDaemon daemon, List<Job> jobs) {
        Command.Plain command =
                jobs.isEmpty() || (jobs.size() < JOBS_MAX && random.nextInt(4) == 0)
                        ? wanted("job-" + names++).add()
                        : change(daemon, jobs.get(random.nextInt(jobs.size())));
        if (command instanceof Command.Remove remove) {
            perhapsRemoved.add(remove.job());
        }
        return command;
    }

    /// What the retention asks for: ended runs go, and with its last run a job that is done.
    private Optional<Command.Plain> prune(TestDaemon daemon, List<Job> jobs) {
        if (jobs.isEmpty()) {
            return Optional.empty();
        }
        Job job = jobs.get(random.nextInt(jobs.size()));
        List<Run> runs = daemon.store.view().runs(job.id(), Long.MAX_VALUE, 3);
        List<RunId> ended =
                runs.stream()
                        .filter(run -> run.isEnded() && !perhapsPruned.contains(run.id()))
                        .map(Run::id)
                        .toList();
        if (ended.isEmpty()) {
            return Optional.empty();
        }
        perhapsPruned.addAll(ended);
        boolean isLast = ended.size() == runs.size() && runs.size() < 3;
        if (isLast) {
            perhapsRemoved.add(job.id());
        }
        return Optional.of(
                new Command.Prune(ended, isLast ? List.of(ended.getFirst()) : List.of()));
    }

    /// Tells whether a run may be gone because it ended and this client had it removed.
    boolean hasPruned(RunId run) {
        return perhapsPruned.contains(run);
    }

    /// Several things at once, one of which may well be refused: about a job that another step has
    /// changed or removed.
    private Command.Batch batch(TestDaemon daemon, List<Job> jobs) {
        List<Command.Step> steps = new ArrayList<>();
        for (int count = 1 + random.nextInt(5); steps.size() < count; ) {
            Command.Plain command = one(daemon, jobs);
            steps.add(new Command.Step.Of(command));
            if (command instanceof Command.Add && random.nextBoolean()) {
                Command.Plain change =
                        new Command.Pause(new JobId(1), OptionalLong.empty(), true, "eve");
                steps.add(new Command.Step.OfMade(steps.size() - 1, change));
            }
        }
        return new Command.Batch(steps);
    }

    /// Nobody sees what is thrown here, so it is kept for the next check.
    private void hear(
            TestDaemon daemon,
            Command.Plain command,
            @Nullable Applied applied,
            @Nullable Throwable problem) {
        try {
            if (applied != null) {
                answered(daemon.store.view(), command, applied);
            } else if (!(problem instanceof RefusedException)
                    && !(problem instanceof StoreException.Full)
                    && !(problem instanceof UnrecordedException)) {
                throw simulation.failure(command + " failed", problem);
            }
        } catch (AssertionError failure) {
            unheard = failure;
        }
    }

    /// The daemon died: what was not answered is not promised.
    void forgetUnanswered() {
        unanswered.clear();
    }

    /// Checks that nothing that was promised is gone.
    void check(StoreView view) {
        if (unheard != null) {
            throw unheard;
        }
        for (JobId job : promisedJobs) {
            simulation.require(
                    view.job(job).isPresent() || perhapsRemoved.contains(job),
                    () -> "job " + job + " was promised and is gone");
        }
        for (RunId run : promisedRuns) {
            simulation.require(
                    view.run(run).isPresent() || perhapsPruned.contains(run),
                    () -> "run " + run + " was promised and is gone");
        }
    }

    /// Checks that everybody was answered.
    void checkAnswers() {
        simulation.require(
                unanswered.stream().allMatch(CompletableFuture::isDone),
                () -> "somebody was never answered");
    }

    private void answered(StoreView view, Command.Plain command, Applied applied) {
        simulation.require(view.seq() >= applied.seq(), () -> "answered too early: " + command);
        Optional<JobState> state = applied.about().flatMap(view::state);
        switch (command) {
            case Command.Add _ -> {
                simulation.require(view.job(applied.job()).isPresent(), () -> "no " + command);
                promisedJobs.add(applied.job());
            }
            case Command.Pause pause ->
                    simulation.require(
                            state.isEmpty()
                                    || state.get().paused() == pause.paused()
                                    || pause.until().isPresent()
                                    || isPausedByRule(pause, state.get()),
                            () -> "not done: " + command);
            case Command.Remove _ ->
                    simulation.require(
                            view.job(applied.job()).isEmpty(), () -> "not done: " + command);
            case Command.Stop stop -> stopped(view, stop);
            case Command.Batch batch -> {
                for (int i = 0; i < batch.steps().size(); i++) {
                    Applied.Part part = applied.parts().get(i);
                    if (!perhapsRemoved.contains(part.job())) {
                        part.run().ifPresent(promisedRuns::add);
                    }
                    if (batch.steps().get(i).command() instanceof Command.Add) {
                        promisedJobs.add(part.job());
                    }
                }
            }
            case Command.Update _,
                    Command.SkipNext _,
                    Command.OfGroups _,
                    Command.OfCalendars _,
                    Command.Trigger _,
                    Command.Retry _,
                    Command.Hold _,
                    Command.Suspend _,
                    Command.Prune _ -> {}
        }
        applied.run().ifPresent(promisedRuns::add);
    }

    private void stopped(StoreView view, Command.Stop stop) {
        Optional<RunState> now = view.run(stop.run()).map(Run::state);
        boolean isEnding =
                now.filter(it -> it instanceof RunState.Stopping || it instanceof RunState.Ended)
                        .isPresent();
        simulation.require(
                isEnding
                        || (now.isEmpty() && perhapsPruned.contains(stop.run()))
                        || stop.signal().isPresent(),
                () -> "not done: " + stop + ", but " + now);
    }

    /// Failures may have paused it again since.
    private static boolean isPausedByRule(Command.Pause asked, JobState state) {
        return !asked.paused() && !state.pause().equals(Optional.of(Pause.BY_HAND));
    }

    private Command.Plain change(TestDaemon daemon, Job job) {
        JobId id = job.id();
        OptionalLong any = OptionalLong.empty();
        List<Run> runs = daemon.store.view().runs(id, Long.MAX_VALUE, 3);
        RunId run = runs.isEmpty() ? new RunId(id, 1) : runs.get(random.nextInt(runs.size())).id();
        return switch (random.nextInt(11)) {
            case 0 -> new Command.Remove(id, any, random.nextBoolean(), "eve");
            case 1 -> new Command.Pause(id, any, true, seldomUntil(), "eve");
            case 2 -> new Command.SkipNext(id, any, random.nextInt(4), "eve");
            case 3 -> new Command.Pause(id, any, false, "eve");
            case 4, 5 -> new Command.Update(job, edited(job).definition(), "eve");
            case 6, 7 -> stop(run);
            case 8 -> new Command.Hold(run, random.nextBoolean(), "eve");
            case 9 -> new Command.Suspend(run, random.nextBoolean(), "eve");
            default ->
                    runs.stream()
                            .filter(it -> it.isEnded() && random.nextBoolean())
                            .<Command.Plain>map(it -> new Command.Retry(it, "eve"))
                            .findFirst()
                            .orElseGet(() -> new Command.Trigger(id, "eve"));
        };
    }

    private Optional<Instant> seldomUntil() {
        Duration length = Duration.ofSeconds(random.nextInt(1, 20_000));
        return random.nextBoolean()
                ? Optional.empty()
                : Optional.of(simulation.wall().plus(length));
    }

    private Command.Plain stop(RunId run) {
        Optional<Signal> signal =
                switch (random.nextInt(4)) {
                    case 0 -> Optional.of(Signal.KILL);
                    case 1 -> Optional.of(Signal.USR1);
                    default -> Optional.empty();
                };
        return new Command.Stop(run, signal, "eve");
    }

    /// An edit keeps the group and the needs, so that slots and locks can be counted from outside.
    private TestJob edited(Job job) {
        TestJob edited =
                wanted(random.nextBoolean() ? job.name().text() : "job-" + names++)
                        .group(job.definition().policies().group());
        edited = edited.with(edited.policies().withNeeds(job.definition().policies().needs()));
        noteWidth(job.id(), job.definition().policies());
        noteWidth(job.id(), edited.policies());
        return random.nextBoolean() ? edited.scheduled(job.definition().schedule()) : edited;
    }

    private void noteWidth(JobId job, Policies policies) {
        widths.merge(job, policies.overlap().width(), Math::max);
    }

    /// Returns how many processes of the job there may be at most, by all that it ever was.
    int widest(JobId job, StoreView view) {
        int now = view.job(job).map(it -> it.definition().policies().overlap().width()).orElse(1);
        return Math.max(now, widths.getOrDefault(job, 1));
    }

    private TestJob wanted(String name) {
        TestJob job =
                TestJob.job(name)
                        .scheduled(schedule())
                        .group(GROUPS.get(random.nextInt(GROUPS.size())))
                        .priority(random.nextInt(-2, 3))
                        .weight(random.nextInt(4) > 0 ? 1 : random.nextInt(1, 4))
                        .lock(
                                LOCKS.stream()
                                        .filter(_ -> random.nextInt(6) == 0)
                                        .toArray(String[]::new))
                        .retry(policies.retry())
                        .failure(policies.failure())
                        .overlap(policies.overlap())
                        .misfire(policies.misfire())
                        .stop(Signal.TERM, random.nextInt(10) + "s")
                        .onRestart(RESTARTS.get(random.nextInt(RESTARTS.size())));
        return job.limits(
                new Limits(
                        policies.seldom(Duration.ofSeconds(30)),
                        policies.seldom(Duration.ofMinutes(10)),
                        policies.seldom(Duration.ofMinutes(2)),
                        policies.seldom(Duration.ofSeconds(20))));
    }

    private Schedule schedule() {
        Duration interval = Duration.ofSeconds(random.nextInt(1, 900));
        return switch (random.nextInt(9)) {
            case 8 ->
                    new Schedule.After(
                            List.of(Parent.parse("job-" + random.nextInt(names + 1) + ":any")),
                            random.nextBoolean());
            case 0 -> new Schedule.Manual();
            case 1 -> new Schedule.Now();
            case 2 -> new Schedule.Once(simulation.wall().plus(interval));
            case 3 -> new Schedule.FixedDelay(interval);
            case 4, 5 -> cron();
            default ->
                    new Schedule.FixedRate(
                            interval, Bench.START.plusMillis(random.nextInt(1_000_000)));
        };
    }

    private Schedule cron() {
        String minutes =
                random.nextBoolean() ? "*/" + random.nextInt(1, 30) : "" + random.nextInt(60);
        String hours = random.nextInt(3) > 0 ? "*" : "*/" + random.nextInt(1, 6);
        return new Schedule.Cron(
                CronExpression.parse(minutes + " " + hours + " * * *"), ZoneOffset.UTC);
    }
}
