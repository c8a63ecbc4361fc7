package dev.jobd.wire;

import static dev.jobd.wire.Field.optional;
import static dev.jobd.wire.Field.required;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The operation that does several others as one.
public final class BatchOperation {
    /// Its name.
    public static final String NAME = "batch";

    /// What can be in it: what changes the store and nothing else, so that it can be undone.
    private static final Set<String> OPS =
            Set.of("add", "update", "remove", "pause", "resume", "skip_next");

    private BatchOperation() {}

    /// Returns the operation.
    ///
    /// @param changes the operations that change jobs, and perhaps others
    static Operation of(List<Operation> changes) {
        Map<String, Shape.Struct> ops = new LinkedHashMap<>();
        for (Operation change : changes) {
            if (OPS.contains(change.name())) {
                Shape.Struct args = change.args().minus("key").minus("dry_run");
                ops.put(change.name(), Shape.Struct.of(required("args", args, "its arguments")));
            }
        }
        Shape op = new Shape.Variants("op", ops);
        return Operations.change(
                NAME,
                "Does several operations as one: all of them or none, each after the ones before it.",
                Shape.Struct.of(
                        required("ops", new Shape.ListOf(op, op, 1, Limits.BATCH), "in order")),
                Shape.Struct.of(
                        required(
                                "results",
                                Shape.list(result(), Limits.BATCH),
                                "one for each, in order"),
                        ViewShape.SEQ),
                ErrorCode.NOT_FOUND,
                ErrorCode.ALREADY_EXISTS,
                ErrorCode.REV_MISMATCH);
    }

    private static Shape.Struct result() {
        Shape.Struct job =
                Shape.Struct.of(
                        required("id", ViewShape.POSITIVE, "its number"),
                        required("name", JobShape.NAME, "its name"),
                        optional("rev", ViewShape.POSITIVE, "its revision; absent: it is removed"),
                        optional("state", ViewShape.JOB_STATE, "what it is doing"),
                        optional("next", new Shape.OrNull(ViewShape.TIME), "when it is due next"));
        Shape.Struct run =
                Shape.Struct.of(
                        required("id", Shape.text(64), "job number and run number: 17/1"),
                        required("state", ViewShape.RUN_STATE, "where it stands"));
        return Shape.Struct.of(
                required("job", job, "the job, as it is after all of them"),
                optional("run", run, "the first run of a new job that is due"));
    }
}
