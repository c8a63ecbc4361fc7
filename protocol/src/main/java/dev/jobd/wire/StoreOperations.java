package dev.jobd.wire;

import static dev.jobd.wire.Field.optional;
import static dev.jobd.wire.Field.required;

import java.util.List;

/// The operations that are about the store as a whole.
final class StoreOperations {
    private StoreOperations() {}

    static List<Operation> table() {
        return List.of(backup(), verify());
    }

    private static Operation backup() {
        return Operations.read(
                "backup",
                "Writes all jobs, runs and settings into one file, and says in lines of its own how far it is.",
                Shape.Struct.of(
                        required("path", Shape.text(4_000), "the file, from the root on"),
                        optional(
                                "force",
                                new Shape.Flag(),
                                "replace a file that exists",
                                Json.of(false))),
                Shape.Struct.of(
                        RunOperations.SUB, required("path", ViewShape.LINE, "the file as written")),
                ErrorCode.ALREADY_EXISTS,
                ErrorCode.TOO_MANY);
    }

    private static Operation verify() {
        return Operations.read(
                "verify",
                "Reads all that is stored and says how it is, in lines of its own.",
                Shape.Struct.EMPTY,
                Shape.Struct.of(RunOperations.SUB),
                ErrorCode.TOO_MANY);
    }

    /// Returns the shapes of the lines that follow the replies, by kind.
    static List<Field> events() {
        Shape.Struct ended =
                Shape.Struct.of(
                        required("code", Shape.choice("saved", "failed"), "whether it is there"),
                        optional("seq", ViewShape.COUNT, "the newest commit in it"),
                        optional("rows", ViewShape.COUNT, "how many records it has"),
                        optional("bytes", ViewShape.COUNT, "how long it is"),
                        optional("message", ViewShape.LINE, "what failed"));
        Shape.Struct finding =
                Shape.Struct.of(
                        required("level", Shape.choice("ok", "warn", "bad"), "how bad it is"),
                        required("about", ViewShape.LINE, "what it is about, in a word"),
                        required("text", ViewShape.LINE, "a sentence for a person"),
                        optional("cure", ViewShape.LINE, "what to type about it"));
        Shape.Struct over =
                Shape.Struct.of(
                        required("code", Shape.choice("done", "failed"), "whether all was read"),
                        optional("message", ViewShape.LINE, "what failed"));
        return List.of(
                progress("backup.progress"),
                RunOperations.event(
                        "backup.ended", "The last line.", required("ended", ended, "how")),
                progress("verify.progress"),
                RunOperations.event(
                        "verify.finding",
                        "What was looked at, and how it is.",
                        required("finding", finding, "the finding")),
                RunOperations.event(
                        "verify.ended", "The last line.", required("ended", over, "how")));
    }

    private static Field progress(String name) {
        return RunOperations.event(
                name,
                "How far it is.",
                required("done", ViewShape.COUNT, "so many records are done"),
                required("total", ViewShape.COUNT, "of about so many"));
    }
}
