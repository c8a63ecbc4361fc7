package dev.jobd.wire;

import static dev.jobd.wire.Field.optional;
import static dev.jobd.wire.Field.required;

import dev.jobd.model.Outcome;
import dev.jobd.model.Schedule;
import dev.jobd.model.Trigger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The shapes of what replies show: jobs, runs, and the figures about them.
final class ViewShape {
    /// Long enough for every text of a view.
    static final Shape.Text LINE = Shape.text(Limits.LINE_BYTES);

    private static final double LOAD_MAX = 1e9;

    static final Shape.Whole COUNT = new Shape.Whole(0, Json.Int.LARGEST);
    static final Shape.Whole POSITIVE = new Shape.Whole(1, Json.Int.LARGEST);
    static final Shape.Time TIME = new Shape.Time();

    /// The number of the commit a reply shows.
    static final Field SEQ = required("seq", COUNT, "the commit this shows");

    /// When a daemon ends that waits for what runs.
    static final Field DRAINING =
            optional(
                    "draining_until",
                    TIME,
                    "nothing starts any more and the daemon ends by then; absent: it goes on");

    private static final List<String> ENDS =
            Stream.of(
                            new Outcome.Succeeded(),
                            new Outcome.Failed(1),
                            new Outcome.Signalled(1),
                            new Outcome.TimedOut(),
                            new Outcome.Killed(""),
                            new Outcome.NotStarted(""),
                            new Outcome.ParentFailed(""),
                            new Outcome.Skipped(""),
                            new Outcome.Missed(),
                            new Outcome.Lost(""))
                    .map(Outcome::word)
                    .toList();

    /// Every way a run can end.
    static final Shape.Choice OUTCOME = new Shape.Choice(ENDS);

    /// Every state a run can be in.
    static final Shape.Choice RUN_STATE =
            new Shape.Choice(
                    Stream.concat(
                                    Stream.of(
                                            "queued",
                                            "starting",
                                            "running",
                                            "suspended",
                                            "stopping",
                                            "retry-wait"),
                                    ENDS.stream())
                            .toList());

    /// Every state a job can be in.
    static final Shape.Choice JOB_STATE = new Shape.Choice(JobView.WORDS);

    static final Field[] ENDING = {
        optional("exit", new Shape.Whole(0, 255), "the exit code"),
        optional("signal", Shape.text(16), "the signal that ended it, such as SEGV"),
        optional("reason", LINE, "why it did not start, was skipped or is lost"),
        optional("killed_by", LINE, "who stopped it"),
        optional("started", TIME, "when its process was made"),
        optional("duration_ms", COUNT, "from start to end")
    };

    private static final Field[] USAGE = {
        optional("cpu_ms", COUNT, "user and system time"),
        optional("max_rss", COUNT, "the largest resident set in bytes")
    };

    private static final Shape.Struct ATTEMPT =
            Shape.Struct.of(
                            required("number", POSITIVE, "counted from 1"),
                            required("ended", TIME, "when it ended"),
                            required("outcome", OUTCOME, "how"))
                    .plus(ENDING)
                    .plus(USAGE);

    /// What is known of what a queued run waits for.
    private static final Shape.Struct WAITS = waits();

    /// A run.
    static final Shape.Struct RUN = run();

    /// A job without its environment.
    static final Shape.Struct ITEM = item();

    /// All of a job.
    static final Shape.Struct JOB =
            ITEM.plus(
                    required(
                            "env",
                            new Shape.MapOf(Shape.text(255), LINE, 1_000),
                            "its variables; the values are *** unless revealed"));

    private ViewShape() {}

    private static Shape.Struct waits() {
        Shape.Text run = Shape.text(200);
        return Shape.Struct.of(
                optional("group", JobShape.GROUP, "slot, pause: the group"),
                optional("slots", POSITIVE, "slot: how many the group has; absent: unlimited"),
                optional("taken", COUNT, "slot: how many are taken"),
                optional("weight", POSITIVE, "slot: how many the run takes"),
                optional(
                        "catchup",
                        new Shape.Flag(),
                        "slot: the rest is kept for what is due on time"),
                optional("lock", JobShape.GROUP, "lock: the one it waits for"),
                optional("held_by", run, "lock: the run that holds it, as backup/12"),
                optional("run", run, "job: the earlier run"),
                optional("held_since", TIME, "lock, job: when that run started"),
                optional("before", COUNT, "slot, lock: how many are to start first"),
                optional("first", run, "slot, lock: the first of these"),
                optional("load", new Shape.Decimal(0, LOAD_MAX), "load: at the last look"),
                optional("max_load", new Shape.Decimal(0, LOAD_MAX), "load: it must be below"),
                optional("runs_max", POSITIVE, "cap: how many runs may have a process"),
                optional("paused_since", TIME, "pause: when it began"),
                optional("paused_until", TIME, "pause: when it ends by itself"),
                optional("by", LINE, "hold: who holds it"),
                optional("hold_since", TIME, "hold: since when"));
    }

    private static Shape.Struct run() {
        List<String> triggers = Arrays.stream(Trigger.values()).map(Trigger::word).toList();
        return Shape.Struct.of(
                        required("id", Shape.text(64), "job number and run number: 17/12"),
                        required(
                                "job",
                                new Shape.OrNull(JobShape.NAME),
                                "its job's name; null: the job is gone"),
                        required("job_id", POSITIVE, "its job's number"),
                        required("number", POSITIVE, "its number within the job"),
                        required("trigger", new Shape.Choice(triggers), "what made it"),
                        optional("by", LINE, "who triggered it"),
                        optional("retry_of", POSITIVE, "the run of its job that it does again"),
                        optional(
                                "scheduled",
                                TIME,
                                "the time that run stood for, as JOBD_SCHEDULED_AT has it; absent:"
                                        + " when it was due"),
                        required("due", TIME, "when it was due"),
                        required("queued", TIME, "when it was recorded"),
                        required("state", RUN_STATE, "where it stands"),
                        required("attempt", COUNT, "the attempt it is at; 0: none"),
                        required("attempts_max", POSITIVE, "how many it may have"),
                        optional("ended", TIME, "when it ended"),
                        optional("pid", POSITIVE, "its process and process group"),
                        optional("retry_at", TIME, "when the next attempt starts"),
                        optional("slow", new Shape.Flag(), "it runs longer than warn_after_ms"),
                        optional("suspended", TIME, "since when its processes are stopped"),
                        optional("suspended_by", LINE, "who stopped them"),
                        optional("stood_ms", COUNT, "how long they were before, all together"),
                        required("attempts", Shape.list(ATTEMPT, 1_001), "those that ended"),
                        required(
                                "waits_for",
                                new Shape.OrNull(
                                        Shape.choice(
                                                "slot", "job", "lock", "load", "cap", "pause",
                                                "hold")),
                                "what a queued run waits for; in lines of a subscription, slot"
                                        + " stands for all but job and hold"),
                        optional("waits", WAITS, "what is known of that"))
                .plus(ENDING)
                .plus(USAGE);
    }

    private static Shape.Struct item() {
        Shape.Struct last =
                Shape.Struct.of(
                                required("run", POSITIVE, "its number"),
                                required("outcome", OUTCOME, "how it ended"),
                                required("ended", TIME, "when"))
                        .plus(ENDING);
        return JobShape.DEFINITION
                .minus("env")
                .plus(
                        required("id", POSITIVE, "its number"),
                        required("rev", POSITIVE, "one more with each change of its definition"),
                        required("created", TIME, "when it was made"),
                        required("updated", TIME, "when its definition was last changed"),
                        required(
                                "command_text",
                                LINE,
                                "the command as a shell would take it; a long one is cut, with an ellipsis"),
                        required("schedule_text", LINE, "the schedule in words"),
                        required("state", JOB_STATE, "what it is doing"),
                        required("paused", new Shape.Flag(), "whether its schedule is paused"),
                        optional("pause_reason", LINE, "why, unless a person wanted it"),
                        optional("paused_until", TIME, "when it resumes by itself"),
                        optional("failures", POSITIVE, "failed runs in a row; a resume resets it"),
                        optional("skip_next", POSITIVE, "how many of the next times are skipped"),
                        required("next", new Shape.OrNull(TIME), "when it is due next"),
                        optional(
                                "no_next",
                                LINE,
                                "why its schedule, which goes on, makes no more runs"),
                        optional(
                                "runs_made",
                                COUNT,
                                "how many runs its schedule has made; told where max_runs is"),
                        optional(
                                "parents_met",
                                new Shape.ListOf(
                                        JobShape.NAME,
                                        JobShape.NAME,
                                        1,
                                        Schedule.After.PARENTS_MAX),
                                "the jobs it runs after and waits for no more"),
                        required("active", new Shape.OrNull(RUN), "its newest run not ended"),
                        required("active_count", COUNT, "its runs not ended"),
                        required("last", new Shape.OrNull(last), "its last run not skipped"),
                        required("counts", counts(), "its ended runs"));
    }

    private static Shape.Struct counts() {
        return Shape.Struct.of(
                required("ok", COUNT, "succeeded"),
                required("failed", COUNT, "ended otherwise"),
                required("skipped", COUNT, "never started, by a rule"));
    }
}
