package dev.jobd.wire;

import static dev.jobd.wire.Field.optional;
import static dev.jobd.wire.Field.required;

import java.time.Duration;
import java.util.List;

/// The operations that are about the daemon itself.
final class AboutOperations {
    private static final Shape.Text WORD = Shape.text(128);
    private static final Shape.AnyObject ANY = new Shape.AnyObject();
    private static final Shape.ListOf DIFFERENCES =
            Shape.list(
                    Shape.Struct.of(
                            required("name", WORD, "section and key"),
                            required("from", ViewShape.LINE, "the value so far"),
                            required("to", ViewShape.LINE, "the value in the file"),
                            required("applies", ViewShape.LINE, "when it takes effect")),
                    Limits.PAGE);
    private static final Field NOW = required("now", ViewShape.TIME, "the daemon's time");
    private static final Field SERVER = required("server", WORD, "name and version");
    private static final Field PID = required("pid", ViewShape.POSITIVE, "its process");
    private static final Field STORE = required("store", WORD, "made with the store");
    private static final Field INSTANCE = required("instance", WORD, "made at each start");

    private AboutOperations() {}

    static List<Operation> table() {
        return List.of(hello(), ping(), describe(), stats(), metrics(), reload(), shutdown());
    }

    private static Operation hello() {
        return Operations.read(
                "hello",
                "Tells who the daemon is and what it can; not needed before anything else.",
                Shape.Struct.of(
                        optional("proto", new Shape.Whole(1, 1_000), "the version spoken"),
                        optional("client", WORD, "name and version"),
                        optional("need", Shape.list(WORD, 100), "features it cannot do without")),
                Shape.Struct.of(
                        required("proto", ViewShape.POSITIVE, "the version spoken"),
                        required("proto_min", ViewShape.POSITIVE, "the oldest one understood"),
                        SERVER,
                        PID,
                        INSTANCE,
                        STORE,
                        ViewShape.SEQ,
                        required("features", Shape.list(WORD, 100), "what it can"),
                        required("limits", ANY, "its limits"),
                        NOW),
                ErrorCode.UNSUPPORTED_VERSION);
    }

    private static Operation ping() {
        return Operations.read(
                "ping", "Answers.", Shape.Struct.EMPTY, Shape.Struct.of(NOW, ViewShape.SEQ));
    }

    private static Operation describe() {
        return Operations.read(
                "describe",
                "Returns all operations with the JSON Schema of their arguments and results.",
                Shape.Struct.EMPTY,
                Shape.Struct.of(
                        required("proto", ViewShape.POSITIVE, "the version"),
                        required("ops", ANY, "operations by name"),
                        required("events", ANY, "lines with `sub`, by kind"),
                        required("errors", ANY, "codes and what a client may do"),
                        required("limits", ANY, "limits"),
                        required(
                                "$defs",
                                ANY,
                                "schemas that those of `ops` and `events` refer to")));
    }

    private static Operation stats() {
        Shape.MapOf counts = new Shape.MapOf(WORD, ViewShape.COUNT, 100);
        return Operations.read(
                "stats",
                "Returns figures of the daemon.",
                Shape.Struct.EMPTY,
                Shape.Struct.of(
                        SERVER,
                        PID,
                        required("started", ViewShape.TIME, "when it started"),
                        required("uptime_ms", ViewShape.COUNT, "how long it has been up"),
                        STORE,
                        INSTANCE,
                        ViewShape.SEQ,
                        NOW,
                        ViewShape.DRAINING,
                        required("jobs", counts, "jobs by state, and `total`"),
                        required("runs", counts, "`active` and `ended` runs"),
                        required(
                                "groups",
                                Shape.list(GroupOperations.GROUP, Limits.PAGE),
                                "groups by name"),
                        GroupOperations.RUNS_MAX,
                        required("connections", ViewShape.COUNT, "open connections"),
                        required("subscriptions", ViewShape.COUNT, "who is told of changes"),
                        optional("receipts", ViewShape.COUNT, "requests with a key it remembers"),
                        required("paths", new Shape.MapOf(WORD, ViewShape.LINE, 100), "files"),
                        required("store_stats", ANY, "figures of the store"),
                        optional(
                                "counters",
                                counts,
                                "what happened since the daemon was started: runs, connections, requests"),
                        optional("config", configuration(), "its settings"),
                        required("limits", ANY, "limits")));
    }

    private static Shape.Struct configuration() {
        return Shape.Struct.of(
                optional("file", ViewShape.LINE, "the file that was read"),
                required(
                        "settings",
                        Shape.list(
                                Shape.Struct.of(
                                        required("name", WORD, "section and key"),
                                        required("value", ViewShape.LINE, "what holds"),
                                        required("default", ViewShape.LINE, "what would otherwise"),
                                        required(
                                                "source",
                                                ViewShape.LINE,
                                                "option, variable or place in the file")),
                                Limits.PAGE),
                        "those that somebody has set"),
                required("waiting", DIFFERENCES, "those that the file has otherwise by now"),
                required("job_defaults", ANY, "members of new jobs that say nothing of them"));
    }

    private static Operation metrics() {
        return Operations.read(
                "metrics",
                "Returns all that is measured, in the text format of Prometheus.",
                Shape.Struct.EMPTY,
                Shape.Struct.of(required("text", ViewShape.LINE, "format 0.0.4")));
    }

    private static Operation reload() {
        // Nothing is stored: no key guards it, and `jobd --check-config` tries it.
        return new Operation(
                "reload",
                "Reads the configuration file anew and applies what can be applied; all of it or nothing.",
                true,
                Shape.Struct.EMPTY,
                Shape.Struct.of(
                        optional("file", ViewShape.LINE, "the file that was read"),
                        required("changed", DIFFERENCES, "what holds from now on"),
                        required("waiting", DIFFERENCES, "what holds later")),
                List.of(ErrorCode.STATE_CONFLICT),
                Operations.PROTOCOL);
    }

    private static Operation shutdown() {
        Duration longest = Duration.ofDays(7);
        // It changes nothing that is stored: no key guards it, and there is nothing to try.
        return new Operation(
                "shutdown",
                "Ends the daemon. Processes of jobs live on, and the next daemon goes on with them.",
                true,
                Shape.Struct.of(
                        optional(
                                "drain_ms",
                                Shape.millis(Duration.ZERO, longest),
                                "how long to wait for what runs; meanwhile nothing starts",
                                Json.of(0))),
                Shape.Struct.EMPTY,
                List.of(ErrorCode.SHUTTING_DOWN),
                Operations.PROTOCOL);
    }
}
