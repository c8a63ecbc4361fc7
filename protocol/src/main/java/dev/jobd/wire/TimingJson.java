package dev.jobd.wire;

import dev.jobd.model.Calendar;
import dev.jobd.model.Schedule;
import dev.jobd.model.TimeWindow;
import dev.jobd.model.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// What moves and restricts due times as JSON, left out while it does nothing; and calendars.
public final class TimingJson {
    private TimingJson() {}

    static void put(Json.Builder job, Timing timing) {
        if (!timing.jitter().isZero()) {
            job.put("jitter_ms", timing.jitter().toMillis());
        }
        job.putIf("starts", timing.starts().map(Json::of))
                .putIf("ends", timing.ends().map(Json::of));
        timing.maxRuns().ifPresent(runs -> job.put("max_runs", runs));
        job.putIf("between", timing.between().map(it -> Json.of(it.toString())));
        if (!timing.except().isEmpty()) {
            job.put("except", Json.strings(timing.except()));
        }
        job.putIf("tz", timing.zone().map(it -> Json.of(it.getId())));
    }

    /// Reads that of a job that has been checked. The zone that is not named is that of this
    /// machine, and stays the job's when that changes.
    static Timing read(Json.Obj job, Schedule schedule) {
        Timing timing =
                new Timing(
                        Duration.ofMillis(job.findInteger("jitter_ms").orElse(0)),
                        starts(job),
                        instant(job, "ends"),
                        job.findInteger("max_runs"),
                        job.findText("between").map(TimeWindow::parse),
                        job.texts("except"),
                        Optional.empty());
        if (!timing.hasGaps() || schedule instanceof Schedule.Cron) {
            return timing;
        }
        ZoneId zone =
                zone(job).or(() -> zone(job.object("schedule"))).orElseGet(ZoneId::systemDefault);
        return timing.withGaps(timing.between(), timing.except(), Optional.of(zone));
    }

    /// Returns when the schedule of a job that has been checked begins.
    static Optional<Instant> starts(Json.Obj job) {
        return instant(job, "starts");
    }

    /// Returns the zone that a job names beside its schedule.
    static Optional<ZoneId> zone(Json.Obj job) {
        return job.findText("tz").map(ZoneId::of);
    }

    private static Optional<Instant> instant(Json.Obj job, String name) {
        return job.findInstant(name).map(it -> it.truncatedTo(ChronoUnit.MILLIS));
    }

    /// Returns a calendar with all its days.
    public static Json.Obj of(Calendar calendar) {
        List<String> days = calendar.days().stream().map(Calendar.Days::toString).toList();
        return Json.object().put("name", calendar.name()).put("days", Json.strings(days)).build();
    }

    /// Returns what lists show of a calendar.
    public static Json.Obj item(Calendar calendar) {
        Json.Builder item =
                Json.object().put("name", calendar.name()).put("entries", calendar.days().size());
        if (!calendar.days().isEmpty()) {
            item.put("first", calendar.days().getFirst().first().toString());
            item.put("last", calendar.days().getLast().last().toString());
        }
        return item.build();
    }

    /// Reads a calendar from arguments that have been checked.
    public static Calendar readCalendar(Json.Obj args) {
        return new Calendar(
                args.text("calendar"),
                args.texts("days").stream().map(Calendar.Days::parse).toList());
    }
}
