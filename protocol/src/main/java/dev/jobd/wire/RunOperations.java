package dev.jobd.wire;

import static dev.jobd.wire.Field.optional;
import static dev.jobd.wire.Field.required;

import java.util.List;

/// The operations that are about runs and their output.
final class RunOperations {
    private static final Shape.Reference RUN = new Shape.Reference(Shape.Target.RUN);
    static final Field SUB =
            required("sub", Shape.text(64), "names the lines that follow the reply");

    private RunOperations() {}

    static List<Operation> table() {
        return List.of(
                runs(),
                run(),
                jobStats(),
                explain(),
                stop(),
                hold(),
                release(),
                suspend(),
                cont(),
                retry(),
                clean(),
                log());
    }

    static Shape.Struct runResult() {
        return Shape.Struct.of(required("run", ViewShape.RUN, "the run"), ViewShape.SEQ);
    }

    private static Operation runs() {
        return Operations.read(
                "runs",
                "Returns runs, the newest first, a page at a time.",
                Shape.Struct.of(
                        optional(
                                "job",
                                new Shape.Reference(Shape.Target.JOB),
                                "only of this job; absent: of all"),
                        optional("state", Shape.list(ViewShape.RUN_STATE, 16), "any of these"),
                        optional(
                                "failed",
                                new Shape.Flag(),
                                "only those that ended, and neither succeeded nor were skipped",
                                Json.of(false)),
                        optional("since", ViewShape.TIME, "only those queued then or later"),
                        ListShape.fields(ViewShape.RUN),
                        Operations.limit(),
                        Operations.cursor()),
                Operations.page(ListShape.some(ViewShape.RUN)),
                ErrorCode.NOT_FOUND,
                ErrorCode.CURSOR_EXPIRED);
    }

    private static Operation run() {
        return Operations.read(
                "run",
                "Returns one run.",
                Shape.Struct.of(required("run", RUN, "which")),
                runResult(),
                ErrorCode.NOT_FOUND);
    }

    private static final Field JOBS =
            optional(
                    "jobs",
                    new Shape.ListOf(
                            new Shape.Reference(Shape.Target.JOB),
                            new Shape.Reference(Shape.Target.JOB),
                            1,
                            Limits.PAGE),
                    "only these");

    private static final Field FILTER =
            optional("filter", ListShape.FILTER, "only jobs for which all of this holds");

    private static Operation jobStats() {
        Shape.Struct spread =
                Shape.Struct.of(
                        required("count", ViewShape.COUNT, "of how many runs it is known"),
                        optional("p50_ms", ViewShape.COUNT, "half of them are no longer"),
                        optional("p95_ms", ViewShape.COUNT, "95 of 100 are no longer"),
                        optional("max_ms", ViewShape.COUNT, "the longest"));
        Shape.Struct recent =
                Shape.Struct.of(
                        required("number", ViewShape.POSITIVE, "the run"),
                        required("state", ViewShape.RUN_STATE, "how it ended"),
                        required("duration_ms", ViewShape.COUNT, "how long it took"));
        Shape.Struct counts =
                Shape.Struct.of(
                        required("ok", ViewShape.COUNT, "succeeded"),
                        required("failed", ViewShape.COUNT, "ended otherwise"),
                        required("skipped", ViewShape.COUNT, "never started, by a rule"));
        Shape.Struct item =
                Shape.Struct.of(
                        required("job", JobShape.NAME, "the job"),
                        required("id", ViewShape.POSITIVE, "its number"),
                        required("runs", ViewShape.COUNT, "its runs that are kept"),
                        required("counts", counts, "those that have ended"),
                        required("duration", spread, "how long they took, to one percent"),
                        required("late", spread, "how long after its due time each started"),
                        required("recent", Shape.list(recent, 30), "the newest, oldest first"),
                        optional(
                                "cut",
                                new Shape.Flag(),
                                "only its newest 100000 runs were looked at"));
        return Operations.read(
                "job_stats",
                "Returns figures of the runs of jobs, by name, a page at a time.",
                Shape.Struct.of(
                        JOBS,
                        FILTER,
                        optional("since", ViewShape.TIME, "only runs queued then or later"),
                        Operations.limit(),
                        Operations.cursor()),
                Operations.page(item),
                ErrorCode.NOT_FOUND,
                ErrorCode.CURSOR_EXPIRED);
    }

    private static Operation clean() {
        Shape.Struct gone =
                Shape.Struct.of(
                        required("id", ViewShape.POSITIVE, "its number"),
                        required("name", JobShape.NAME, "its name"));
        return Operations.change(
                "clean",
                "Removes ended runs and their logs, 500 at most: those of one-off jobs that are"
                        + " done, or with `before` those of all jobs. A one-off job that is done"
                        + " goes with the last of its runs. What is active stays.",
                Shape.Struct.of(
                        JOBS,
                        FILTER,
                        optional("before", ViewShape.TIME, "only runs that ended before then"),
                        optional("ok", new Shape.Flag(), "only what succeeded", Json.of(false)),
                        optional(
                                "failed",
                                new Shape.Flag(),
                                "only what ended, and neither succeeded nor was skipped; with ok:"
                                        + " either",
                                Json.of(false)),
                        optional("cursor", Shape.text(2_000), "the `next` of the request before")),
                Shape.Struct.of(
                        required("runs", ViewShape.COUNT, "how many runs were removed"),
                        required("jobs", Shape.list(gone, 1_000), "the jobs that went with them"),
                        optional("next", Shape.text(2_000), "where to go on, if there is more"),
                        ViewShape.SEQ),
                ErrorCode.NOT_FOUND,
                ErrorCode.CURSOR_EXPIRED);
    }

    private static Operation explain() {
        Shape.Struct reason =
                Shape.Struct.of(
                        required(
                                "about",
                                Shape.choice("now", "next", "last"),
                                "what it is doing, when it is due, how runs of it ended"),
                        required("text", ViewShape.LINE, "a sentence without its full stop"),
                        optional("at", ViewShape.TIME, "when that is, was, or ends"));
        return Operations.read(
                "explain",
                "Tells in sentences why a job or a run is running or not.",
                new Shape.Struct(
                        List.of(
                                optional(
                                        "job",
                                        new Shape.Reference(Shape.Target.JOB),
                                        "all about this job"),
                                optional("run", RUN, "only about this run")),
                        List.of("job", "run")),
                Shape.Struct.of(
                        required("reasons", Shape.list(reason, 100), "in this order"),
                        required("now", ViewShape.TIME, "the daemon's time"),
                        ViewShape.SEQ),
                ErrorCode.NOT_FOUND);
    }

    private static Operation stop() {
        return Operations.change(
                "stop",
                "Stops a run: its stop signal, then KILL; or sends it just one signal.",
                Shape.Struct.of(
                        required("run", RUN, "which"),
                        optional(
                                "signal",
                                JobShape.SIGNAL,
                                "send this and no more; absent: the full stop")),
                runResult(),
                ErrorCode.NOT_FOUND);
    }

    private static Operation hold() {
        return Operations.change(
                "hold",
                "Keeps a run that waits from starting, whatever is free, until it is released. Its"
                        + " deadlines go on counting.",
                Shape.Struct.of(required("run", RUN, "which")),
                runResult(),
                ErrorCode.NOT_FOUND);
    }

    private static Operation release() {
        return Operations.change(
                "release",
                "Lets a run that is held wait for its turn again, behind its equals.",
                Shape.Struct.of(required("run", RUN, "which")),
                runResult(),
                ErrorCode.NOT_FOUND);
    }

    private static Operation suspend() {
        return Operations.change(
                "suspend",
                "Stops the processes of a run where they are (SIGSTOP), all of them, until they"
                        + " are continued. It keeps its slots and locks; its timeout does not"
                        + " count meanwhile, its deadline does.",
                Shape.Struct.of(required("run", RUN, "which")),
                runResult(),
                ErrorCode.NOT_FOUND);
    }

    private static Operation cont() {
        return Operations.change(
                "cont",
                "Lets the processes of a run go on that is suspended (SIGCONT).",
                Shape.Struct.of(required("run", RUN, "which")),
                runResult(),
                ErrorCode.NOT_FOUND);
    }

    private static Operation retry() {
        return Operations.change(
                "retry",
                "Makes a run that does again what an ended run of its job did: with the same"
                        + " JOBD_SCHEDULED_AT, by the definition the job has now.",
                Shape.Struct.of(required("run", RUN, "which")),
                runResult(),
                ErrorCode.NOT_FOUND);
    }

    private static Operation log() {
        Shape.Struct from =
                new Shape.Struct(
                        List.of(
                                optional("offset", ViewShape.COUNT, "this byte of the file"),
                                optional(
                                        "tail", ViewShape.COUNT, "this many bytes before its end")),
                        List.of("offset", "tail"));
        return Operations.read(
                "log",
                "Sends an attempt's output in lines of its own, and at last how it ended.",
                Shape.Struct.of(
                        required(
                                "run",
                                new Shape.Reference(Shape.Target.ATTEMPT),
                                "which; an attempt, or the newest"),
                        optional(
                                "stream",
                                Shape.choice("both", "none"),
                                "none: no output, only the end",
                                Json.of("both")),
                        optional("from", from, "where to begin; absent: at the start"),
                        optional("max", ViewShape.POSITIVE, "stop after this many bytes"),
                        optional(
                                "follow",
                                new Shape.Flag(),
                                "go on until the run ends, through its retries",
                                Json.of(false))),
                Shape.Struct.of(
                        SUB,
                        required("run", Shape.text(64), "job number and run number"),
                        required("attempt", ViewShape.COUNT, "which; 0: there is none yet"),
                        required("path", new Shape.OrNull(ViewShape.LINE), "the file"),
                        required("size", ViewShape.COUNT, "its length now")),
                ErrorCode.NOT_FOUND,
                ErrorCode.TOO_MANY);
    }

    /// Returns the shapes of the lines that follow the reply to `log`, by kind.
    static List<Field> events() {
        Shape.Struct range =
                Shape.Struct.of(
                        required("from", ViewShape.COUNT, "the place that was reached"),
                        required("to", ViewShape.COUNT, "the place where it goes on"));
        Shape.Struct ended =
                Shape.Struct.of(
                                required(
                                        "code",
                                        Shape.choice("eof", "max", "removed", "failed"),
                                        "why no more lines come"),
                                required(
                                        "offset",
                                        new Shape.MapOf(Shape.text(8), ViewShape.COUNT, 2),
                                        "where to go on, by stream"),
                                optional("state", ViewShape.RUN_STATE, "the run's"),
                                optional("message", ViewShape.LINE, "what failed"))
                        .plus(ViewShape.ENDING)
                        .plus(
                                optional("ended", ViewShape.TIME, "when the run ended"),
                                optional(
                                        "log_removed",
                                        ViewShape.TIME,
                                        "when retention removed the log, if it did"));
        return List.of(
                event(
                        "log.data",
                        "Output.",
                        required("stream", Shape.choice("out"), "which"),
                        required("offset", ViewShape.COUNT, "the first byte's place"),
                        required("next", ViewShape.COUNT, "the place after the last byte"),
                        required("data", ViewShape.LINE, "text, or as `enc` says"),
                        optional("enc", Shape.choice("base64"), "absent: text")),
                event(
                        "log.gap",
                        "The file was cut.",
                        required("gap", range, "from where to where")),
                event(
                        "log.attempt",
                        "The next attempt begins.",
                        required("attempt", ViewShape.POSITIVE, "its number"),
                        required("offset", ViewShape.COUNT, "always 0")),
                event("log.alive", "Nothing happened for a while."),
                event("log.ended", "The last line.", required("ended", ended, "how")));
    }

    static Field event(String name, String summary, Field... fields) {
        return required(name, Shape.Struct.of(SUB).plus(fields), summary);
    }
}
