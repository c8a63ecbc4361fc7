package dev.jobd.wire;

import static dev.jobd.wire.Field.optional;
import static dev.jobd.wire.Field.required;

import dev.jobd.model.Calendar;
import java.util.List;

/// The operations that are about calendars.
final class CalendarOperations {
    private static final Field NAME = required("calendar", JobShape.GROUP, "its name");
    private static final Shape.ListOf DAYS =
            Shape.list(
                    new Shape.Parsed("calendar-days", 24, Calendar.RULE, Calendar.Days::parse),
                    Calendar.ENTRIES_MAX);

    /// A calendar with its days.
    static final Shape.Struct CALENDAR =
            Shape.Struct.of(
                    required("name", JobShape.GROUP, "its name"),
                    required("days", DAYS, "its days in order; those that touch are one entry"));

    private CalendarOperations() {}

    static List<Operation> table() {
        return List.of(
                calendars(),
                Operations.read(
                        "calendar",
                        "Returns one calendar with its days.",
                        Shape.Struct.of(NAME),
                        Shape.Struct.of(
                                required("calendar", CALENDAR, "the calendar"), ViewShape.SEQ),
                        ErrorCode.NOT_FOUND),
                Operations.change(
                        "calendar_set",
                        "Makes a calendar, or gives it other days in place of those it had; the"
                                + " next times of the jobs that use it are computed from now.",
                        Shape.Struct.of(NAME, required("days", DAYS, "all its days, in any order")),
                        Shape.Struct.of(
                                required("calendar", CALENDAR, "the calendar"), ViewShape.SEQ)),
                Operations.change(
                        "calendar_remove",
                        "Removes a calendar that no job uses.",
                        Shape.Struct.of(NAME),
                        Shape.Struct.of(
                                required("calendar", JobShape.GROUP, "what was removed"),
                                ViewShape.SEQ),
                        ErrorCode.NOT_FOUND));
    }

    private static Operation calendars() {
        Shape.Text date = Shape.text(10);
        Shape.Struct item =
                Shape.Struct.of(
                        required("name", JobShape.GROUP, "its name"),
                        required("entries", ViewShape.COUNT, "days, or days in a row"),
                        optional("first", date, "its first day"),
                        optional("last", date, "its last day"));
        return Operations.read(
                "calendars",
                "Returns all calendars, by name, without their days.",
                Shape.Struct.EMPTY,
                Shape.Struct.of(
                        required("items", Shape.list(item, Integer.MAX_VALUE), "the calendars"),
                        ViewShape.SEQ));
    }
}
