package dev.jobd.wire;

import static dev.jobd.wire.Field.optional;
import static dev.jobd.wire.Field.required;

import java.util.List;
import java.util.stream.Stream;

/// The operations that make jobs, groups and calendars be as somebody has written down.
public final class ApplyOperations {
    /// The operation that does it.
    public static final String APPLY = "apply";

    /// The operation that brings what does not fit on the line of the other one.
    public static final String STAGE = "stage";

    /// The members that list what there is to be, in both operations.
    public static final List<String> LISTS = List.of("groups", "calendars", "jobs");

    private ApplyOperations() {}

    static List<Operation> table() {
        return List.of(stage(), apply());
    }

    private static Field[] content() {
        Shape.Struct job = JobShape.DEFINITION.minus("name").minus("schedule");
        return new Field[] {
            optional(
                    "groups",
                    Shape.list(GroupOperations.DECLARED, Limits.APPLY),
                    "groups that there are to be",
                    new Json.Arr(List.of())),
            optional(
                    "calendars",
                    Shape.list(CalendarOperations.CALENDAR, Limits.APPLY),
                    "calendars that there are to be",
                    new Json.Arr(List.of())),
            optional(
                    "jobs",
                    Shape.list(
                            job.plus(
                                    required("name", JobShape.NAME, "which job it is"),
                                    optional(
                                            "schedule",
                                            JobShape.SCHEDULE,
                                            "when it is due; not now",
                                            Json.object().put("kind", "manual").build())),
                            Limits.APPLY),
                    "jobs that there are to be, each with all of its definition: what it does not"
                            + " name is as usual, but for the anchor of a grid, a zone and masked"
                            + " values of variables, which stay as they are",
                    new Json.Arr(List.of()))
        };
    }

    private static Operation stage() {
        return Operations.read(
                STAGE,
                "Keeps what is to be applied for the `apply` of this connection that follows, if it"
                        + " does not fit on one line; whoever keeps the daemon waiting loses it.",
                Shape.Struct.of(content()),
                Shape.Struct.of(
                        required("staged", ViewShape.COUNT, "how many items are kept by now")),
                ErrorCode.TOO_LARGE,
                ErrorCode.BUSY);
    }

    private static Operation apply() {
        return Operations.change(
                APPLY,
                "Makes jobs, groups and calendars be as they are named here, as one: all or none."
                        + " What is so already is left alone.",
                Shape.Struct.of(content())
                        .plus(
                                optional(
                                        "staged",
                                        new Shape.Whole(0, Limits.APPLY),
                                        "how many items `stage` has brought, which are part of"
                                                + " this",
                                        Json.of(0)),
                                optional(
                                        "prune",
                                        JobShape.ORIGIN,
                                        "remove the jobs of this origin that are not named here"),
                                optional(
                                        "stop",
                                        new Shape.Flag(),
                                        "stop what runs of jobs that are removed; otherwise it"
                                                + " refuses all",
                                        Json.of(false)),
                                optional(
                                        "adopt",
                                        new Shape.Flag(),
                                        "change jobs of another origin as well, and have them be of"
                                                + " this one; otherwise they refuse all",
                                        Json.of(false))),
                result(),
                ErrorCode.NOT_FOUND,
                ErrorCode.ALREADY_EXISTS,
                ErrorCode.TOO_LARGE);
    }

    private static Shape.Struct result() {
        Shape.Struct member =
                Shape.Struct.of(
                        required("member", Shape.text(300), "its name; of a variable: env.NAME"),
                        optional(
                                "old",
                                ViewShape.LINE,
                                "its value before, as JSON; a long one is cut; absent: as usual"),
                        optional("new", ViewShape.LINE, "its value now, likewise"));
        Shape.Struct change =
                Shape.Struct.of(
                        required("kind", Shape.choice("group", "calendar", "job"), "what it is"),
                        required("name", Shape.text(128), "its name"),
                        required(
                                "change",
                                Shape.choice("created", "changed", "removed", "passed"),
                                "passed: a new job for one time, which is over; it was not made"),
                        optional("id", ViewShape.POSITIVE, "the number of a job"),
                        optional("next", new Shape.OrNull(ViewShape.TIME), "when it is due next"),
                        optional(
                                "members",
                                Shape.list(member, Integer.MAX_VALUE),
                                "what is changed about it"));
        return Shape.Struct.of(
                required(
                        "changes",
                        Shape.list(change, Integer.MAX_VALUE),
                        "what was not so already, in the order in which it was named; what was"
                                + " removed comes last"),
                required("unchanged", ViewShape.COUNT, "how many items were so already"),
                optional(
                        "shortened",
                        new Shape.Flag(),
                        "members of later changes are not told: it would be too long"),
                ViewShape.SEQ);
    }

    /// Returns how many items the lists in some arguments hold.
    public static int count(Json.Obj args) {
        return Stream.of("groups", "calendars", "jobs")
                .filter(args::has)
                .mapToInt(list -> args.objects(list).size())
                .sum();
    }
}
