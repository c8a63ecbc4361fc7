package dev.jobd.daemon.schedule;

import dev.jobd.model.Schedule;
import dev.jobd.model.TimeWindow;
import dev.jobd.model.Timing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Refuses timings that cannot be, or that leave nothing of a schedule.
final class TimingRules {
    private final Calendars calendars;

    TimingRules(Calendars calendars) {
        this.calendars = calendars;
    }

    /// Checks the timing of a new job.
    void requireNew(Schedule schedule, Timing timing, Instant now) {
        if (schedule instanceof Schedule.Now && !timing.equals(Timing.NONE)) {
            throw refused(
                    "schedule.kind",
                    "a job that is due now has no other time to choose: leave out jitter, starts,"
                            + " ends, max runs, between and except, or give it a schedule");
        }
        requireCalendars(timing);
        requireFutureEnd(timing, now);
        require(schedule, timing, now);
    }

    /// Checks the timing that a job gets in place of another.
    void requireChanged(Schedule schedule, Timing timing, Timing before, Instant now) {
        requireCalendars(timing);
        if (!timing.ends().equals(before.ends())) {
            requireFutureEnd(timing, now);
        }
        boolean isOver = timing.ends().filter(end -> !end.isAfter(now)).isPresent();
        if (!isOver) {
            require(schedule, timing, now);
        }
    }

    private void requireCalendars(Timing timing) {
        for (String name : timing.except()) {
            if (calendars.find(name).isEmpty()) {
                throw new RefusedException(
                        new Refusal.NoSuchCalendar("except", name, calendars.names()));
            }
        }
    }

    private static void requireFutureEnd(Timing timing, Instant now) {
        timing.ends()
                .filter(end -> !end.isAfter(now))
                .ifPresent(end -> {
                    throw refused(
                            "ends",
                            "the end "
                                    + end
                                    + " is in the past (it is "
                                    + now
                                    + "); give a later one, or none");
                });
    }

    private void require(Schedule schedule, Timing timing, Instant now) {
        if (schedule instanceof Schedule.After && !timing.jitter().isZero()) {
            throw refused(
                    "jitter_ms",
                    "a job that runs after others has no times that jitter could move: leave it"
                            + " out");
        }
        if (timing.starts().isPresent()
                && timing.ends().filter(end -> !end.isAfter(timing.starts().get())).isPresent()) {
            throw refused(
                    "ends",
                    "the end "
                            + timing.ends().get()
                            + " is not after the begin "
                            + timing.starts().get()
                            + "; give a later one");
        }
        if (!isEverDue(schedule, timing, now) && isEverDue(schedule, Timing.NONE, now)) {
            throw neverDue(schedule, timing, now);
        }
    }

    private boolean isEverDue(Schedule schedule, Timing timing, Instant now) {
        return switch (schedule) {
            case Schedule.Once _, Schedule.FixedRate _, Schedule.FixedDelay _, Schedule.Cron _ ->
                    calendars.unmoved(schedule, timing).next(now).isPresent();
            case Schedule.Now _, Schedule.Start _, Schedule.After _, Schedule.Manual _ -> true;
        };
    }

    /// Names the first restriction without which there would be a time. A search that meets no gaps
    /// is over at once, so at most one is long.
    private RefusedException neverDue(Schedule schedule, Timing timing, Instant now) {
        Optional<TimeWindow> window = timing.between();
        Timing always = timing.withGaps(Optional.empty(), timing.except(), timing.zone());
        if (window.isPresent() && isEverDue(schedule, always, now)) {
            return refused(
                    "between",
                    "it would never be due: no time of its schedule is between "
                            + window.get()
                            + calendarsOf(timing)
                            + "; give another window or another schedule");
        }
        Timing everyDay = timing.withGaps(Optional.empty(), List.of(), timing.zone());
        if (!timing.except().isEmpty() && isEverDue(schedule, everyDay, now)) {
            return refused(
                    "except",
                    "it would never be due: all times of its schedule are on days of "
                            + String.join(", ", timing.except())
                            + "; leave one out");
        }
        if (isEverDue(schedule, everyDay.withBounds(timing.starts(), Optional.empty()), now)) {
            return refused(
                    "ends",
                    "it would never be due: no time of its schedule is left before the end "
                            + timing.ends().orElseThrow()
                            + "; give a later one");
        }
        return refused(
                "starts",
                "it would never be due: no time of its schedule is at the begin "
                        + timing.starts().map(Instant::toString).orElse("")
                        + " or later; give an earlier one");
    }

    private static String calendarsOf(Timing timing) {
        return timing.except().isEmpty()
                ? ""
                : " and on no day of " + String.join(", ", timing.except());
    }

    private static RefusedException refused(String field, String message) {
        return new RefusedException(new Refusal.WrongTiming(field, message));
    }
}
