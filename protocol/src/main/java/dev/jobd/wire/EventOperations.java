package dev.jobd.wire;

import static dev.jobd.wire.Field.optional;
import static dev.jobd.wire.Field.required;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The operations that are about what happens from now on.
final class EventOperations {
    private static final int OBJECTS_MAX = 1_000_000;
    private static final Field STORE =
            required("store", Shape.text(128), "which store, and which of its histories");
    private static final Field ENDED =
            required(
                    "ended",
                    Shape.Struct.of(
                            required(
                                    "code",
                                    Shape.choice("slow_consumer", "failed"),
                                    "why no more lines come"),
                            required(
                                    "seq",
                                    new Shape.OrNull(ViewShape.COUNT),
                                    "where to go on; null: the snapshot was not complete"),
                            required("message", ViewShape.LINE, "more about it")),
                    "how");

    private EventOperations() {}

    static List<Operation> table() {
        return List.of(subscribe(), unsubscribe());
    }

    private static Operation subscribe() {
        Shape.Struct place =
                Shape.Struct.of(
                        required("seq", ViewShape.COUNT, "the last commit that is known"), STORE);
        return Operations.read(
                "subscribe",
                "Tells of changes, one line for each commit, from any commit that is kept.",
                Shape.Struct.of(
                        optional(
                                "topics",
                                new Shape.ListOf(
                                        Shape.choice("job", "run"),
                                        Shape.choice("job", "run"),
                                        1,
                                        2),
                                "what about",
                                Json.strings(List.of("job", "run"))),
                        optional(
                                "filter",
                                ListShape.FILTER,
                                "only jobs for which all of it holds, and runs of such"),
                        optional(
                                "from",
                                new Shape.WordOr(Shape.choice("snapshot", "now"), place),
                                "what there is and then what changes; what changes; or what"
                                        + " changed since a commit",
                                Json.of("snapshot")),
                        optional(
                                "fallback",
                                Shape.choice("snapshot"),
                                "what to do if that is no longer kept; absent: refuse"),
                        optional(
                                "coalesce_ms",
                                Shape.millis(Duration.ZERO, Duration.ofSeconds(10)),
                                "gather for so long, and tell of each object once",
                                Json.of(0))),
                Shape.Struct.of(
                        RunOperations.SUB,
                        required(
                                "mode",
                                Shape.choice("snapshot", "resumed", "now"),
                                "what follows; snapshot: forget what you know"),
                        ViewShape.SEQ,
                        STORE),
                ErrorCode.SEQ_EXPIRED,
                ErrorCode.TOO_MANY);
    }

    private static Operation unsubscribe() {
        return Operations.read(
                "unsubscribe",
                "Ends a subscription, or the sending of a log: no line of it comes after the reply.",
                Shape.Struct.of(RunOperations.SUB),
                Shape.Struct.of(RunOperations.SUB),
                ErrorCode.NOT_FOUND);
    }

    /// Returns the shapes of the lines that follow the reply to `subscribe`, by kind.
    static List<Field> events() {
        Field job = required("job", ViewShape.ITEM, "all of it, as `list` shows it");
        Field run = required("run", ViewShape.RUN, "all of it, as `runs` shows it");
        Map<String, Shape.Struct> objects = new LinkedHashMap<>();
        objects.put("job", Shape.Struct.of(job));
        objects.put("run", Shape.Struct.of(run));
        return List.of(
                RunOperations.event(
                        "subscribe.snapshot",
                        "Some of what there is: jobs, and runs that have not ended.",
                        required(
                                "snapshot",
                                Shape.list(new Shape.Variants("type", objects), OBJECTS_MAX),
                                "the objects")),
                RunOperations.event(
                        "subscribe.synced",
                        "All there was has been told; what comes now is new.",
                        required("synced", new Shape.Flag(), "always true"),
                        ViewShape.SEQ),
                RunOperations.event(
                        "subscribe.events",
                        "What one commit did; without events: all up to here is known.",
                        ViewShape.SEQ,
                        optional("at", ViewShape.TIME, "when it was done"),
                        optional(
                                "left",
                                ViewShape.POSITIVE,
                                "so many more lines of this commit follow; absent: none"),
                        required(
                                "events",
                                Shape.list(
                                        new Shape.Variants("type", kinds(job, run)), OBJECTS_MAX),
                                "each object once")),
                RunOperations.event("subscribe.ended", "The last line.", ENDED));
    }

    private static Map<String, Shape.Struct> kinds(Field job, Field run) {
        Map<String, Shape.Struct> kinds = new LinkedHashMap<>();
        kinds.put("job.added", Shape.Struct.of(job));
        kinds.put("job.updated", Shape.Struct.of(job));
        kinds.put(
                "job.removed",
                Shape.Struct.of(
                        required("id", ViewShape.POSITIVE, "its number"),
                        required("rev", ViewShape.POSITIVE, "its last revision"),
                        required("name", JobShape.NAME, "its name"),
                        optional(
                                "filtered",
                                new Shape.Flag(),
                                "true: it is there, and is no longer as the filter wants it")));
        List.of("queued", "starting", "started", "stopping", "retrying", "finished")
                .forEach(word -> kinds.put("run." + word, Shape.Struct.of(run)));
        kinds.put(
                "run.removed",
                Shape.Struct.of(
                        required("id", Shape.text(64), "job number and run number"),
                        required("job_id", ViewShape.POSITIVE, "its job's number"),
                        required("number", ViewShape.POSITIVE, "its number within the job")));
        kinds.put("run.slow", Shape.Struct.of(run));
        List.of("held", "suspended", "continued")
                .forEach(word -> kinds.put("run." + word, Shape.Struct.of(run)));
        return kinds;
    }
}
