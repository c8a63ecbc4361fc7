package dev.jobd.wire;

import static dev.jobd.wire.Field.optional;
import static dev.jobd.wire.Field.required;

import java.util.List;
import java.util.stream.Stream;

/// The shapes of what chooses among jobs and runs, sorts them, and says what is wanted of them.
public final class ListShape {
    /// What jobs can be sorted by.
    public static final List<String> SORT_KEYS =
            List.of("name", "id", "next", "state", "group", "priority", "last", "created");

    static final Shape.Choice SORT =
            new Shape.Choice(
                    Stream.concat(SORT_KEYS.stream(), SORT_KEYS.stream().map("-"::concat))
                            .toList());

    private static final Shape.Struct TIMES =
            Shape.Struct.of(
                    optional("before", ViewShape.TIME, "earlier than this"),
                    optional("after", ViewShape.TIME, "later than this"));

    static final Shape.Struct FILTER =
            Shape.Struct.of(
                    optional("state", Shape.list(ViewShape.JOB_STATE, 16), "any of these"),
                    optional(
                            "name",
                            Shape.Struct.of(
                                    required(
                                            "glob", Shape.text(128), "* and ? stand for anything")),
                            "the name"),
                    optional("group", Shape.list(JobShape.GROUP, 100), "any of these"),
                    optional(
                            "last",
                            Shape.list(ViewShape.OUTCOME, 16),
                            "how the last run ended: any of these"),
                    optional(
                            "next",
                            TIMES,
                            "when it is due next; a job that is not due is left out"),
                    optional("ended", TIMES, "when the last run ended"));

    private ListShape() {}

    /// Returns the argument that says which members of each item are wanted.
    static Field fields(Shape.Struct item) {
        return optional(
                "fields",
                Shape.list(new Shape.Choice(item.names()), 100),
                "only these members of each; absent: all");
    }

    /// Returns the item with any of its members.
    static Shape.Struct some(Shape.Struct item) {
        return new Shape.Struct(
                item.fields().stream()
                        .map(field -> optional(field.name(), field.shape(), field.summary()))
                        .toList(),
                List.of());
    }
}
