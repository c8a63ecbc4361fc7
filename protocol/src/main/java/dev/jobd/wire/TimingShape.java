package dev.jobd.wire;

import static dev.jobd.wire.Field.optional;

import dev.jobd.model.Schedule;
import dev.jobd.model.TimeWindow;
import dev.jobd.model.Timing;
import java.time.Duration;
import java.util.List;

/// The shapes of what moves and restricts the due times of a schedule.
final class TimingShape {
    private TimingShape() {}

    static List<Field> fields() {
        return List.of(
                optional(
                        "jitter_ms",
                        Shape.millis(Duration.ZERO, Schedule.LONGEST),
                        "each due time comes later by less than this, by the same for a job however"
                                + " often it is due, and by another for another job",
                        Json.of(0)),
                optional(
                        "starts",
                        new Shape.OrNull(new Shape.Time()),
                        "no time of the schedule before this counts; null: all do",
                        Json.NULL),
                optional(
                        "ends",
                        new Shape.OrNull(new Shape.Time()),
                        "no time of the schedule from this one on counts; null: all do",
                        Json.NULL),
                optional(
                        "max_runs",
                        new Shape.OrNull(new Shape.Whole(1, Timing.RUNS_MAX)),
                        "the schedule makes so many runs and no more, runs_made among them; null:"
                                + " any number",
                        Json.NULL),
                optional(
                        "between",
                        new Shape.OrNull(
                                new Shape.Parsed(
                                        "time-window", 20, TimeWindow.RULE, TimeWindow::parse)),
                        "only times of the schedule in this part of the day count, from the first"
                                + " until just before the second; over midnight if the second is"
                                + " earlier; null: the whole day",
                        Json.NULL),
                optional(
                        "except",
                        Shape.list(JobShape.GROUP, Timing.CALENDARS_MAX),
                        "names of calendars: no time of the schedule on their days counts",
                        new Json.Arr(List.of())),
                optional(
                        "tz",
                        JobShape.ZONE,
                        "the zone of between, except, and a cron expression that names none;"
                                + " absent: that of the daemon"));
    }
}
