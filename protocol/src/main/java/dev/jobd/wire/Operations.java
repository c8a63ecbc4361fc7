package dev.jobd.wire;

import static dev.jobd.wire.Field.optional;
import static dev.jobd.wire.Field.required;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The table of operations: it checks arguments, makes `describe`, and is the list a reader of the
/// protocol starts from.
public final class Operations {
    /// The protocol's version.
    public static final int PROTOCOL = 1;

    private static final Shape.Flag FLAG = new Shape.Flag();
    private static final Json OFF = Json.of(false);
    private static final Shape.Reference JOB = new Shape.Reference(Shape.Target.JOB);
    private static final Shape.Struct ONE_JOB = Shape.Struct.of(required("job", JOB, "which"));
    private static final Field KEY =
            optional(
                    "key",
                    Shape.text(
                            1,
                            128,
                            "[\\x20-\\x7e]+",
                            "1 to 128 printable characters of ASCII, such as a UUID"),
                    "names this request: sent again with the same key it is not done again");
    private static final Field DRY_RUN =
            optional("dry_run", FLAG, "check it and say what would be, change nothing", OFF);
    private static final Field REPLAYED =
            optional("replayed", FLAG, "the key was known: this is what was answered before");
    private static final Field REVISION =
            optional(
                    "if_rev",
                    new Shape.Whole(1, Json.Int.LARGEST),
                    "refuse unless the job has this revision");
    static final Field UNTIL =
            optional(
                    "until",
                    ViewShape.TIME,
                    "when it ends by itself, later than now; absent: when it is resumed");

    private static final Map<String, Operation> ALL = index(table());

    private Operations() {}

    /// Returns all of them in the order of the documents.
    public static List<Operation> all() {
        return List.copyOf(ALL.values());
    }

    /// Returns the shapes of lines that answer no request, by kind.
    public static List<Field> events() {
        List<Field> events = new ArrayList<>(RunOperations.events());
        events.addAll(EventOperations.events());
        events.addAll(StoreOperations.events());
        return List.copyOf(events);
    }

    /// Returns the operation of this name.
    public static Optional<Operation> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /// Returns the operation of this name.
    ///
    /// @throws WireErrorException with what may have been meant, if there is none
    public static Operation require(String name) {
        return find(name).orElseThrow(() -> new WireErrorException(unknown(name)));
    }

    private static WireError unknown(String name) {
        String message = Suggestions.unknown("operation", name, ALL.keySet());
        WireError error = WireError.of(ErrorCode.UNKNOWN_OP, message).at("op");
        List<String> meant = Suggestions.of(name, ALL.keySet());
        return meant.isEmpty() ? error : error.with("suggestions", Json.strings(meant));
    }

    private static Map<String, Operation> index(List<Operation> operations) {
        Map<String, Operation> byName = new LinkedHashMap<>();
        operations.forEach(operation -> byName.put(operation.name(), operation));
        return Collections.unmodifiableMap(byName);
    }

    private static List<Operation> table() {
        List<Operation> table = new ArrayList<>();
        table.addAll(AboutOperations.table());
        table.addAll(jobs());
        table.addAll(changes());
        table.add(BatchOperation.of(changes()));
        table.addAll(ApplyOperations.table());
        table.addAll(RunOperations.table());
        table.addAll(GroupOperations.table());
        table.addAll(CalendarOperations.table());
        table.addAll(EventOperations.table());
        table.addAll(StoreOperations.table());
        return table;
    }

    private static List<Operation> jobs() {
        return List.of(
                list(),
                read(
                        "get",
                        "Returns one job.",
                        Shape.Struct.of(
                                required("job", JOB, "which"),
                                optional(
                                        "reveal",
                                        FLAG,
                                        "show the values of variables; recorded in the audit log",
                                        Json.of(false))),
                        jobResult(),
                        ErrorCode.NOT_FOUND),
                read(
                        "check",
                        "Reads a schedule and tells when it would be due, or when a job is due, with"
                                + " all that moves and restricts its times; changes nothing.",
                        new Shape.Struct(
                                List.of(
                                        optional("schedule", JobShape.SCHEDULE, "the schedule"),
                                        optional("job", JOB, "the job"),
                                        optional("from", ViewShape.TIME, "absent: now"),
                                        optional(
                                                "count",
                                                new Shape.Whole(1, Limits.TIMES),
                                                "how many times",
                                                Json.of(5))),
                                List.of("schedule", "job")),
                        Shape.Struct.of(
                                required("schedule", JobShape.SCHEDULE, "as it would be stored"),
                                required("text", ViewShape.LINE, "in words"),
                                required(
                                        "next",
                                        Shape.list(ViewShape.TIME, Limits.TIMES),
                                        "the next due times, as far as they are known"),
                                optional(
                                        "moved",
                                        moved(),
                                        "those whose local time does not exist that day"),
                                optional(
                                        "no_next",
                                        ViewShape.LINE,
                                        "why the schedule of the job makes no more runs")),
                        ErrorCode.NOT_FOUND));
    }

    /// A time that the clock of the zone leaves out.
    private static Shape.ListOf moved() {
        return Shape.list(
                Shape.Struct.of(
                        required("at", ViewShape.TIME, "when it is due instead"),
                        required("named", Shape.text(30), "the local time that is named")),
                Limits.TIMES);
    }

    private static Operation list() {
        return read(
                "list",
                "Returns jobs, a page at a time.",
                Shape.Struct.of(
                        optional("filter", ListShape.FILTER, "all must hold"),
                        optional(
                                "sort",
                                Shape.list(ListShape.SORT, 4),
                                "keys, most important first; -key turns it around",
                                Json.strings(List.of("name"))),
                        ListShape.fields(ViewShape.ITEM),
                        limit(),
                        cursor()),
                page(ListShape.some(ViewShape.ITEM))
                        .plus(
                                required("now", ViewShape.TIME, "the daemon's time"),
                                ViewShape.DRAINING),
                ErrorCode.CURSOR_EXPIRED);
    }

    private static List<Operation> changes() {
        return List.of(
                change(
                        "add",
                        "Makes a job.",
                        Shape.Struct.of(required("job", JobShape.DEFINITION, "what it is to be")),
                        jobResult().plus(optional("run", ViewShape.RUN, "its first run, if due")),
                        ErrorCode.ALREADY_EXISTS,
                        ErrorCode.NOT_FOUND),
                change(
                        "update",
                        "Changes a job's definition by a JSON merge patch; null unsets.",
                        ONE_JOB.plus(
                                REVISION,
                                required("set", Shape.patch(JobShape.DEFINITION), "the patch")),
                        jobResult(),
                        ErrorCode.NOT_FOUND,
                        ErrorCode.ALREADY_EXISTS,
                        ErrorCode.REV_MISMATCH),
                remove(),
                pause(
                        "pause",
                        "Pauses a job's schedule; what falls due meanwhile is skipped.",
                        UNTIL),
                pause("resume", "Ends a pause; the next time is computed from now."),
                skipNext(),
                change(
                        "trigger",
                        "Makes a run of a job now, beside its schedule.",
                        ONE_JOB,
                        RunOperations.runResult(),
                        ErrorCode.NOT_FOUND));
    }

    private static Operation remove() {
        Shape.Struct gone =
                Shape.Struct.of(
                        required("id", ViewShape.POSITIVE, "its number"),
                        required("name", JobShape.NAME, "its name"));
        return change(
                "remove",
                "Removes a job and its history.",
                ONE_JOB.plus(REVISION, optional("stop", FLAG, "stop what runs", Json.of(false))),
                Shape.Struct.of(required("job", gone, "what was removed"), ViewShape.SEQ),
                ErrorCode.NOT_FOUND,
                ErrorCode.REV_MISMATCH);
    }

    private static Operation pause(String name, String summary, Field... more) {
        return change(
                name,
                summary,
                ONE_JOB.plus(REVISION).plus(more),
                jobResult(),
                ErrorCode.NOT_FOUND,
                ErrorCode.REV_MISMATCH);
    }

    private static Operation skipNext() {
        return change(
                "skip_next",
                "Lets the next due times of a job be recorded as skipped, and not run.",
                ONE_JOB.plus(
                        REVISION,
                        optional(
                                "count",
                                new Shape.Whole(0, Limits.SKIPS),
                                "how many; it replaces what was said before, 0 takes it back",
                                Json.of(1))),
                jobResult(),
                ErrorCode.NOT_FOUND,
                ErrorCode.REV_MISMATCH);
    }

    private static Shape.Struct jobResult() {
        return Shape.Struct.of(required("job", ViewShape.JOB, "the job"), ViewShape.SEQ);
    }

    static Field limit() {
        return optional("limit", new Shape.Whole(1, Limits.PAGE), "how many at most", Json.of(100));
    }

    static Field cursor() {
        return optional("cursor", Shape.text(2_000), "the `next` of the page before");
    }

    static Shape.Struct page(Shape.Struct item) {
        return Shape.Struct.of(
                required("items", Shape.list(item, Limits.PAGE), "the page"),
                optional("next", Shape.text(2_000), "the cursor of the next page, if there is one"),
                ViewShape.SEQ);
    }

    static Operation read(
            String name,
            String summary,
            Shape.Struct args,
            Shape.Struct result,
            ErrorCode... errors) {
        return new Operation(name, summary, false, args, result, List.of(errors), PROTOCOL);
    }

    static Operation change(
            String name,
            String summary,
            Shape.Struct args,
            Shape.Struct result,
            ErrorCode... errors) {
        List<ErrorCode> all = new ArrayList<>(List.of(errors));
        all.addAll(
                List.of(
                        ErrorCode.STATE_CONFLICT,
                        ErrorCode.IDEMPOTENCY_MISMATCH,
                        ErrorCode.SHUTTING_DOWN,
                        ErrorCode.BUSY,
                        ErrorCode.STORE_FULL,
                        ErrorCode.STORE_FAILED));
        return new Operation(
                name,
                summary,
                true,
                args.plus(KEY, DRY_RUN),
                result.plus(REPLAYED),
                all.stream().distinct().toList(),
                PROTOCOL);
    }
}
