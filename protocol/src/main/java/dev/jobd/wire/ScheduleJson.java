package dev.jobd.wire;

import dev.jobd.cron.CronExpression;
import dev.jobd.model.DurationText;
import dev.jobd.model.JobName;
import dev.jobd.model.Parent;
import dev.jobd.model.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Schedules as JSON and in words.
public final class ScheduleJson {
    /// The member that has an expression of five fields.
    public static final String CRON = "cron";

    /// The member that has an expression of six fields.
    public static final String CRON_SECONDS = "cron_seconds";

    private ScheduleJson() {}

    /// Returns the schedule as it stands in a job.
    public static Json.Obj of(Schedule schedule) {
        return switch (schedule) {
            case Schedule.Now() -> kind("now").build();
            case Schedule.Once(Instant at) -> kind("once").put("at", at).build();
            case Schedule.FixedRate(Duration every, Instant anchor) ->
                    kind("fixed-rate")
                            .put("every_ms", every.toMillis())
                            .put("anchor", anchor)
                            .build();
            case Schedule.FixedDelay(Duration every) ->
                    kind("fixed-delay").put("every_ms", every.toMillis()).build();
            case Schedule.Cron(CronExpression cron, ZoneId zone) ->
                    kind("cron")
                            .put(cron.withSeconds() ? CRON_SECONDS : CRON, cron.text())
                            .put("tz", zone.getId())
                            .build();
            case Schedule.Start() -> kind("cron").put(CRON, Schedule.Start.TEXT).build();
            case Schedule.After after -> of(after);
            case Schedule.Manual() -> kind("manual").build();
        };
    }

    private static Json.Obj of(Schedule.After after) {
        return after(after.parents(), after.oneOf());
    }

    /// Returns the schedule of a job that runs after others.
    public static Json.Obj after(List<Parent> parents, boolean oneOf) {
        List<Json> all =
                parents.stream()
                        .<Json>map(it ->
                                Json.object()
                                        .put("job", it.job().text())
                                        .put("on", it.on().word())
                                        .build())
                        .toList();
        // Both are always said, so that a patch of the one kind is not read as the other.
        return kind("after").put("parents", new Json.Arr(all)).put("one_of", oneOf).build();
    }

    /// Returns the parents of a schedule that has been checked; none if it has none.
    public static List<Parent> parents(Json.Obj schedule) {
        return schedule.objects("parents").stream()
                .map(it ->
                        new Parent(
                                new JobName(it.text("job")),
                                Parent.On.parse(it.findText("on").orElse("ok")).orElseThrow()))
                .toList();
    }

    private static Json.Builder kind(String kind) {
        return Json.object().put("kind", kind);
    }

    /// Reads a schedule that has been checked against the table of operations.
    ///
    /// @param now the anchor of a grid that names none
    public static Schedule read(Json.Obj schedule, Instant now) {
        return read(schedule, now, Optional.empty());
    }

    /// @param zone that of an expression that names none; empty: that of this machine
    static Schedule read(Json.Obj schedule, Instant now, Optional<ZoneId> zone) {
        String kind = schedule.text("kind");
        return switch (kind) {
            case "now" -> new Schedule.Now();
            case "once" -> new Schedule.Once(millis(schedule.instant("at")));
            case "fixed-rate" ->
                    new Schedule.FixedRate(
                            every(schedule), millis(schedule.findInstant("anchor").orElse(now)));
            case "fixed-delay" -> new Schedule.FixedDelay(every(schedule));
            case "cron" -> cron(schedule, zone);
            case "after" -> after(schedule);
            case "manual" -> new Schedule.Manual();
            default -> throw new UnexpectedJsonException("no such schedule: " + kind);
        };
    }

    /// Tells whether the text stands for the start of the daemon, where an expression could be.
    public static boolean isStart(String cron) {
        return cron.strip().equalsIgnoreCase(Schedule.Start.TEXT);
    }

    /// Checks an expression of five fields, or what stands for one.
    ///
    /// @throws IllegalArgumentException if it is none, with a sentence
    public static void checkCron(String cron) {
        if (!isStart(cron)) {
            CronExpression.parse(cron);
        }
    }

    /// Tells whether a time in the past is welcome.
    public static boolean isLateOk(Json.Obj schedule) {
        return schedule.flag("late_ok");
    }

    /// Returns the schedule in words, such as `every 5s`.
    public static String text(Schedule schedule) {
        return switch (schedule) {
            case Schedule.Now() -> "once, at once";
            case Schedule.Once(Instant at) -> "once at " + InstantText.format(at);
            case Schedule.FixedRate(Duration every, Instant _) ->
                    "every " + DurationText.format(every);
            case Schedule.FixedDelay(Duration every) ->
                    "every " + DurationText.format(every) + " after the last run ended";
            case Schedule.Cron(CronExpression cron, ZoneId zone) -> cron + " (" + zone + ")";
            case Schedule.Start() -> Schedule.Start.TEXT;
            case Schedule.After after -> "after " + condition(after);
            case Schedule.Manual() -> "by hand";
        };
    }

    /// Returns when such a job is due, such as `build succeeds and lint ends`.
    public static String condition(Schedule.After after) {
        return after.parents().stream()
                .map(parent -> parent.job() + " " + parent.on().verb())
                .collect(Collectors.joining(after.oneOf() ? " or " : " and "));
    }

    private static Schedule after(Json.Obj schedule) {
        return new Schedule.After(parents(schedule), schedule.flag("one_of"));
    }

    /// The zone that is not named is that of this machine, and stays the job's when that changes.
    private static Schedule cron(Json.Obj schedule, Optional<ZoneId> otherwise) {
        if (schedule.findText(CRON).filter(ScheduleJson::isStart).isPresent()) {
            return new Schedule.Start();
        }
        CronExpression expression =
                schedule.findText(CRON)
                        .map(CronExpression::parse)
                        .orElseGet(
                                () -> CronExpression.parseWithSeconds(schedule.text(CRON_SECONDS)));
        ZoneId zone =
                schedule.findText("tz")
                        .map(ZoneId::of)
                        .or(() -> otherwise)
                        .orElseGet(ZoneId::systemDefault);
        return new Schedule.Cron(expression, zone);
    }

    private static Duration every(Json.Obj schedule) {
        return Duration.ofMillis(schedule.integer("every_ms"));
    }

    private static Instant millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
