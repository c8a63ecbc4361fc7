package dev.jobd.wire;

import static dev.jobd.wire.Field.optional;
import static dev.jobd.wire.Field.required;

import dev.jobd.model.Group;
import java.util.List;

/// The operations that are about groups, and what is set for all of them.
final class GroupOperations {
    private static final Field NAME = required("group", JobShape.GROUP, "its name");
    private static final Shape.OrNull SLOTS = new Shape.OrNull(new Shape.Whole(1, Group.SLOTS_MAX));

    /// A group, and what is in it.
    static final Shape.Struct GROUP =
            Shape.Struct.of(
                    required("name", JobShape.GROUP, "its name"),
                    required(
                            "slots",
                            new Shape.OrNull(ViewShape.POSITIVE),
                            "how many; null: unlimited"),
                    required("running", ViewShape.COUNT, "runs that take a slot"),
                    required("queued", ViewShape.COUNT, "runs that wait for one"),
                    optional("taken", ViewShape.COUNT, "slots they take: the sum of their weights"),
                    optional("paused", new Shape.Flag(), "whether it starts nothing"),
                    optional("paused_since", ViewShape.TIME, "when that began"),
                    optional("paused_until", ViewShape.TIME, "when that ends by itself"));

    /// What a person says of a group.
    static final Shape.Struct DECLARED =
            Shape.Struct.of(
                    required("name", JobShape.GROUP, "its name"),
                    required("slots", SLOTS, "how many; null: unlimited"));

    /// How many runs there may be at once.
    static final Field RUNS_MAX =
            optional(
                    "runs_max",
                    ViewShape.POSITIVE,
                    "how many runs may have a process at once, over all groups");

    private GroupOperations() {}

    static List<Operation> table() {
        return List.of(
                groups(),
                change(
                        "group_add",
                        "Makes a group.",
                        Shape.Struct.of(
                                NAME, required("slots", SLOTS, "how many; null: unlimited")),
                        ErrorCode.ALREADY_EXISTS),
                change(
                        "group_set",
                        "Gives a group other slots; nothing that runs is stopped.",
                        Shape.Struct.of(
                                NAME, required("slots", SLOTS, "how many; null: unlimited")),
                        ErrorCode.NOT_FOUND),
                Operations.change(
                        "group_remove",
                        "Removes a group that no job is in.",
                        Shape.Struct.of(NAME),
                        Shape.Struct.of(
                                required("group", JobShape.GROUP, "what was removed"),
                                ViewShape.SEQ),
                        ErrorCode.NOT_FOUND),
                change(
                        "group_pause",
                        "Pauses a group: it starts nothing, and what falls due in it is skipped.",
                        Shape.Struct.of(NAME, Operations.UNTIL),
                        ErrorCode.NOT_FOUND),
                change(
                        "group_resume",
                        "Ends the pause of a group; what waits in it goes on.",
                        Shape.Struct.of(NAME),
                        ErrorCode.NOT_FOUND),
                limit(),
                locks());
    }

    private static Operation groups() {
        return Operations.read(
                "groups",
                "Returns all groups, by name.",
                Shape.Struct.EMPTY,
                Shape.Struct.of(
                        required("items", Shape.list(GROUP, Integer.MAX_VALUE), "the groups"),
                        RUNS_MAX,
                        ViewShape.SEQ));
    }

    private static Operation locks() {
        Shape.Text run = Shape.text(200);
        Shape.Struct lock =
                Shape.Struct.of(
                        required("name", JobShape.GROUP, "its name"),
                        required(
                                "held_by",
                                new Shape.OrNull(run),
                                "the run that holds it, as backup/12; null: who is first is about"
                                        + " to have it, and waits for something else as well"),
                        optional("held_since", ViewShape.TIME, "when that run started"),
                        required("waiting_count", ViewShape.COUNT, "how many runs wait for it"),
                        required(
                                "waiting",
                                Shape.list(run, Limits.PAGE),
                                "the first of these, in the order in which they are to have it"));
        return Operations.read(
                "locks",
                "Returns the locks that are held or waited for, by name.",
                Shape.Struct.EMPTY,
                Shape.Struct.of(
                        required("items", Shape.list(lock, Integer.MAX_VALUE), "the locks"),
                        required("now", ViewShape.TIME, "the daemon's time")));
    }

    private static Operation limit() {
        return Operations.change(
                "limit_runs",
                "Sets how many runs may have a process at once, over all groups; nothing that runs"
                        + " is stopped.",
                Shape.Struct.of(
                        required(
                                "runs_max",
                                SLOTS,
                                "how many; null: as many as the daemon was started for")),
                Shape.Struct.of(RUNS_MAX, ViewShape.SEQ));
    }

    private static Operation change(
            String name, String summary, Shape.Struct args, ErrorCode... errors) {
        Shape.Struct result = Shape.Struct.of(required("group", GROUP, "the group"), ViewShape.SEQ);
        return Operations.change(name, summary, args, result, errors);
    }
}
