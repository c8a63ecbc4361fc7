package dev.jobd.wire;

import static dev.jobd.wire.Field.optional;
import static dev.jobd.wire.Field.required;

import java.time.Duration;
import java.util.List;

/// The operations that are about the daemon itself.
final class AboutOperations {
    private static final Shape.Text WORD = Shape.text(128);
    private static final Shape.AnyObject ANY = new Shape.AnyObject();
    private static final Field NOW = required("now", ViewShape.TIME, "the daemon's time");
    private static final Field SERVER = required("server", WORD, "name and version");
    private static final Field PID = required("pid", ViewShape.POSITIVE, "its process");
    private static final Field STORE = required("store", WORD, "made with the store");
    private static final Field INSTANCE = required("instance", WORD, "made at each start");

    private AboutOperations() {}

    static List<Operation> table() {
        return List.of(hello(), ping(), describe(), stats(), shutdown());
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
                        required("limits", ANY, "limits")));
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
