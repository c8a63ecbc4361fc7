package dev.jobd.daemon.store.mapdb;

import static dev.jobd.daemon.store.Samples.NOON;

import dev.jobd.cron.CronExpression;
import dev.jobd.daemon.store.Receipt;
import dev.jobd.daemon.store.RequestKey;
import dev.jobd.daemon.store.Samples;
import dev.jobd.model.Attempt;
import dev.jobd.model.Backoff;
import dev.jobd.model.Calendar;
import dev.jobd.model.Command;
import dev.jobd.model.ExitCodes;
import dev.jobd.model.FailurePolicy;
import dev.jobd.model.Group;
import dev.jobd.model.Jitter;
import dev.jobd.model.Job;
import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Keep;
import dev.jobd.model.Limits;
import dev.jobd.model.MisfirePolicy;
import dev.jobd.model.Needs;
import dev.jobd.model.Notes;
import dev.jobd.model.OnRestart;
import dev.jobd.model.Outcome;
import dev.jobd.model.OverlapPolicy;
import dev.jobd.model.Parent;
import dev.jobd.model.Pause;
import dev.jobd.model.Policies;
import dev.jobd.model.ProcessSpec;
import dev.jobd.model.RetryCases;
import dev.jobd.model.RetryPolicy;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import dev.jobd.model.Schedule;
import dev.jobd.model.Settings;
import dev.jobd.model.Signal;
import dev.jobd.model.StopPolicy;
import dev.jobd.model.TimeWindow;
import dev.jobd.model.Timing;
import dev.jobd.model.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// One record of each kind and variant, by a name that golden files use too.
final class RecordSamples {
    private static final RunState.Running RUNNING =
            new RunState.Running(2, NOON.plusNanos(7), 4_194_304);

    private static final ProcessSpec SHELL =
            new ProcessSpec(new Command.Shell("a | b"), "/", Map.of(), 0777);

    /// What a job had that said nothing, when that was stored.
    private static final Policies OLD = Policies.DEFAULT.withFailure(FailurePolicy.PLAIN);

    private RecordSamples() {}

    /// Returns all of them.
    static Map<String, Object> all() {
        Map<String, Object> all = first();
        Schedule nightly =
                new Schedule.Cron(
                        CronExpression.parse("30 2 * * mon-fri"), ZoneId.of("Europe/Vienna"));
        all.put("job-cron", Samples.job(3, "nightly", SHELL, nightly));
        Schedule seconds =
                new Schedule.Cron(CronExpression.parseWithSeconds("*/5 * * * * *"), ZoneOffset.UTC);
        all.put("job-cron-seconds", Samples.job(4, "often", SHELL, seconds));
        Job job = Samples.job(2, "plain", SHELL, new Schedule.Now());
        for (OnRestart what : OnRestart.values()) {
            all.put("job-" + what.word(), withPolicies(job, policies(Keep.DEFAULT, what)));
        }
        for (boolean again : new boolean[] {false, true}) {
            RunState.StopCause restart = new RunState.StopCause.Restart(again);
            all.put(
                    "run-stopped-by-restart-" + again,
                    Samples.run(Samples.run(1, 2), new RunState.Stopping(RUNNING, restart, NOON)));
        }
        all.put(
                "receipt",
                new Receipt(
                        new RequestKey(1000, "8f14e45f-ceea-467f-9575-0a3ab3a6bc10"),
                        "k3cRLqYGlC-eYfK_9yWTVgYlrA9Hd7kk2zBHWY_2h0k",
                        NOON,
                        1L << 40,
                        "{\"job\":{\"id\":7},\"seq\":1099511627776}"));
        addPolicies(all, job);
        addStates(all);
        addParents(all);
        addTimings(all, job);
        all.put("job-notes", withNotes(job));
        return all;
    }

    private static Job withNotes(Job job) {
        Notes notes = new Notes(Optional.of("what it does ä"), Optional.of("files"));
        return new Job(job.id(), 2, job.definition().withNotes(notes), NOON, NOON);
    }

    private static void addPolicies(Map<String, Object> all, Job job) {
        all.put("job-usual", withPolicies(job, Policies.DEFAULT));
        ProcessSpec withFile = SHELL.withEnvironmentFile("/etc/ä.env");
        all.put("job-env-file", Samples.job(5, "secret", withFile, new Schedule.Manual()));
        all.put("job-all-policies", withPolicies(job, unusual()));
        Needs needs = new Needs(3, List.of("db", "disk"), Optional.of(1.5));
        all.put("job-needs", withPolicies(job, Policies.DEFAULT.withNeeds(needs)));
        Group group = Samples.group("nightly", 12);
        Group.Pause held = new Group.Pause(NOON, Optional.empty());
        all.put("group-paused", group.withPause(Optional.of(held)));
        Group.Pause ending = new Group.Pause(NOON, Optional.of(NOON.plusSeconds(1)));
        all.put("group-paused-until", group.withPause(Optional.of(ending)));
        all.put("settings-usual", Settings.DEFAULT);
        all.put("settings-cap", new Settings(OptionalInt.of(300)));
        for (OverlapPolicy overlap : overlaps()) {
            String name = "job-overlap-" + overlap.text();
            all.put(name, withPolicies(job, Policies.DEFAULT.withOverlap(overlap)));
        }
    }

    private static void addParents(Map<String, Object> all) {
        Schedule after =
                new Schedule.After(
                        List.of(
                                new Parent(new JobName("build"), Parent.On.OK),
                                new Parent(new JobName("lint"), Parent.On.FAIL),
                                new Parent(new JobName("x.y"), Parent.On.ANY)),
                        true);
        all.put("job-after", Samples.job(3, "nightly", SHELL, after));
        all.put(
                "state-met",
                JobState.initial(new JobId(1), Optional.empty())
                        .withMet(Set.of(new JobName("build"), new JobName("lint"))));
        all.put("run-parent-failed", ended(new Outcome.ParentFailed("build/12 failed")));
    }

    private static void addStates(Map<String, Object> all) {
        Pause pause = new Pause("3 failed runs in a row", Optional.of(NOON));
        all.put(
                "state-paused",
                JobState.initial(new JobId(9), Optional.of(NOON))
                        .withEnd(
                                new JobState.LastEnd(
                                        1, new Outcome.Failed(3), Optional.empty(), NOON))
                        .withPause(pause)
                        .withSkipNext(4));
        all.put(
                "run-held",
                Samples.run(
                        Samples.run(1, 2),
                        new RunState.Queued(2, Optional.of(new RunState.Hold("alice", NOON)))));
        RunState.Running suspended =
                new RunState.Running(
                        2,
                        NOON.plusNanos(7),
                        4_194_304,
                        true,
                        Optional.of(new RunState.Suspension("alice", NOON.plusSeconds(5))),
                        Duration.ofNanos(1_500_000_007));
        all.put("run-suspended", Samples.run(Samples.run(1, 2), suspended));
        all.put(
                "run-retry",
                new Run(
                        Samples.run(7, 13),
                        Trigger.RETRY,
                        "alice",
                        NOON,
                        NOON,
                        1,
                        List.of(),
                        new RunState.Queued(1),
                        Optional.of(new Run.Retried(12, NOON.minusSeconds(600)))));
        all.put("run-slow", Samples.run(Samples.run(1, 2), RUNNING.slow()));
        all.put("run-succeeded-otherwise", ended(new Outcome.Succeeded(3)));
        all.put(
                "run-replaced",
                Samples.run(
                        Samples.run(1, 2),
                        new RunState.Stopping(
                                RUNNING, new RunState.StopCause.Replaced(1L << 33), NOON)));
    }

    private static void addTimings(Map<String, Object> all, Job job) {
        Timing whole =
                new Timing(
                        Duration.ofMinutes(5),
                        Optional.of(NOON),
                        Optional.of(NOON.plusSeconds(1)),
                        OptionalLong.of(1L << 33),
                        Optional.of(TimeWindow.parse("22:00-06:30")),
                        List.of("holidays", "sales"),
                        Optional.of(ZoneId.of("Europe/Vienna")));
        all.put("job-timing", withPolicies(job, Policies.DEFAULT.withTiming(whole)));
        Timing day =
                Timing.NONE.withGaps(
                        Optional.of(TimeWindow.parse("08:00-24:00")), List.of(), Optional.empty());
        all.put("job-between", withPolicies(job, Policies.DEFAULT.withTiming(day)));
        all.put("job-reboot", Samples.job(6, "up", SHELL, new Schedule.Start()));
        all.put("state-made", JobState.initial(new JobId(2), Optional.of(NOON)).withMade());
        List<Calendar.Days> days =
                List.of(
                        Calendar.Days.parse("2026-12-24..2026-12-26"),
                        Calendar.Days.parse("1970-01-01"),
                        Calendar.Days.parse("9999-12-31"));
        all.put("calendar", new Calendar("holidays", days));
        all.put("calendar-empty", new Calendar("none", List.of()));
    }

    private static List<OverlapPolicy> overlaps() {
        return List.of(
                new OverlapPolicy.Queue(),
                new OverlapPolicy.QueueAll(7),
                new OverlapPolicy.Replace(),
                new OverlapPolicy.Allow(1000));
    }

    private static Policies unusual() {
        return Policies.DEFAULT
                .withRetry(
                        new RetryPolicy(
                                2,
                                Backoff.of(
                                        Duration.ofSeconds(10),
                                        1.5,
                                        Optional.of(Duration.ofMinutes(10))),
                                Jitter.FULL,
                                RetryCases.parse("fail,not-started,1,10-20"),
                                RetryCases.parse("3")))
                .withFailure(
                        new FailurePolicy(ExitCodes.of(4), ExitCodes.of(99), OptionalInt.of(5)))
                .withMisfire(new MisfirePolicy(MisfirePolicy.Kind.ALL, Duration.ofHours(2)))
                .withStop(new StopPolicy(Signal.HUP, Duration.ofSeconds(1), true))
                .withLimits(
                        new Limits(
                                Optional.of(Duration.ofMinutes(1)),
                                Optional.of(Duration.ofMinutes(2)),
                                Optional.of(Duration.ofMinutes(3)),
                                Optional.of(Duration.ofMinutes(4))));
    }

    /// Returns those that there were when the first whole store was kept.
    static Map<String, Object> first() {
        Map<String, Object> all = new LinkedHashMap<>();
        addJobs(all);
        all.put("state-initial", JobState.initial(new JobId(1), Optional.empty()));
        all.put("state-due", JobState.initial(new JobId(300), Optional.of(NOON)));
        all.put(
                "state-full",
                JobState.initial(new JobId(1L << 40), Optional.of(Instant.EPOCH.minusNanos(1)))
                        .withRunAdded()
                        .withEnd(
                                new JobState.LastEnd(
                                        1, new Outcome.Failed(3), Optional.of(NOON), NOON))
                        .resumed()
                        .withPause(Pause.BY_HAND));
        addRuns(all);
        all.put("group-slots", Samples.group("nightly", 12));
        all.put("group-unlimited", new Group("7", OptionalInt.empty()));
        return all;
    }

    private static void addJobs(Map<String, Object> all) {
        all.put("job-argv", Samples.job(1, "tick"));
        List<Schedule> schedules =
                List.of(
                        new Schedule.Now(),
                        new Schedule.Once(NOON),
                        new Schedule.FixedRate(Schedule.LONGEST, Instant.EPOCH),
                        new Schedule.FixedDelay(Schedule.SHORTEST),
                        new Schedule.Manual());
        for (Schedule schedule : schedules) {
            String name = "job-" + schedule.getClass().getSimpleName();
            all.put(name, Samples.job(1L << 40, "x.y_z@-" + name, SHELL, schedule));
        }
        Job job = Samples.job(2, "plain", SHELL, new Schedule.Now());
        all.put("job-plain", withPolicies(job, OLD));
        Keep keep = new Keep(7, Duration.ofMinutes(1));
        all.put("job-keep", withPolicies(job, policies(keep, OnRestart.ADOPT)));
    }

    private static Policies policies(Keep keep, OnRestart onRestart) {
        return OLD.withKeep(keep).withOnRestart(onRestart);
    }

    private static Job withPolicies(Job job, Policies policies) {
        JobDefinition old = job.definition();
        return job.withDefinition(
                new JobDefinition(old.name(), old.process(), old.schedule(), policies), NOON);
    }

    private static void addRuns(Map<String, Object> all) {
        List<RunState> states =
                List.of(
                        new RunState.Queued(1),
                        new RunState.Starting(2, NOON),
                        RUNNING,
                        new RunState.RetryWait(3, NOON),
                        new RunState.Stopping(RUNNING, new RunState.StopCause.Timeout(), NOON));
        for (RunState state : states) {
            all.put("run-" + state.word(), Samples.run(Samples.run(1, 2), state));
        }
        all.put(
                "run-stopped-by-person",
                new Run(
                        Samples.run(7, 1L << 33),
                        Trigger.MANUAL,
                        "alice",
                        NOON,
                        NOON,
                        1,
                        List.of(),
                        new RunState.Stopping(
                                RUNNING, new RunState.StopCause.Person("bob"), NOON)));
        for (Outcome outcome : outcomes()) {
            all.put("run-" + outcome.word(), ended(outcome));
        }
    }

    private static List<Outcome> outcomes() {
        return List.of(
                new Outcome.Succeeded(),
                new Outcome.Failed(255),
                new Outcome.Signalled(11),
                new Outcome.TimedOut(),
                new Outcome.Killed("alice"),
                new Outcome.NotStarted("command not found: früb"),
                new Outcome.Skipped("overlap"),
                new Outcome.Missed(),
                new Outcome.Lost("no trace"));
    }

    private static Run ended(Outcome outcome) {
        Attempt seen =
                new Attempt(
                        1,
                        Optional.of(NOON),
                        NOON.plusSeconds(1),
                        outcome,
                        new Attempt.Usage(
                                Optional.of(Duration.ofMillis(250)), OptionalLong.of(1L << 34)));
        Attempt unseen = new Attempt(2, Optional.empty(), NOON, outcome, Attempt.Usage.UNKNOWN);
        return new Run(
                Samples.run(1, 2),
                Trigger.CATCHUP,
                "",
                NOON,
                NOON,
                1001,
                List.of(seen, unseen),
                new RunState.Ended(NOON, outcome));
    }

    /// Returns a value's bytes.
    static byte[] encode(Object value) {
        return switch (value) {
            case Job job -> JobCodec.encode(job);
            case JobState state -> JobStateCodec.encode(state);
            case Run run -> RunCodec.encode(run);
            case Group group -> GroupCodec.encode(group);
            case Calendar calendar -> CalendarCodec.encode(calendar);
            case Settings settings -> SettingsCodec.encode(settings);
            case Receipt receipt -> ReceiptCodec.encode(receipt);
            default -> throw new IllegalArgumentException(value.toString());
        };
    }

    /// Reads bytes as what `kind` is.
    static Object decode(Object kind, byte[] bytes) {
        return switch (kind) {
            case Job _ -> JobCodec.decode(bytes);
            case JobState _ -> JobStateCodec.decode(bytes);
            case Run _ -> RunCodec.decode(bytes);
            case Group _ -> GroupCodec.decode(bytes);
            case Calendar _ -> CalendarCodec.decode(bytes);
            case Settings _ -> SettingsCodec.decode(bytes);
            case Receipt _ -> ReceiptCodec.decode(bytes);
            default -> throw new IllegalArgumentException(kind.toString());
        };
    }
}
