package dev.jobd.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a job is really due: the times of its schedule, without those that its timing leaves out,
/// moved by its jitter. All that asks for due times asks here: what fires, what is caught up and
/// what is foretold cannot differ.
///
/// How many runs a schedule makes at most is not known here; who counts them looks at it first.
///
/// @param schedule the times
/// @param timing what of them is left
/// @param offset by how much they come later
/// @param excepted the days on which nothing is due, in order, none touching another
public record Occurrences(
        Schedule schedule, Timing timing, Duration offset, List<Calendar.Days> excepted) {
    /// After so many times of the schedule, one after the other and each in another gap, that were
    /// left out there is none: a schedule once a day is looked at for five years, and an interval
    /// in whole minutes meets each minute of the day. It is searched by the thread that schedules
    /// all.
    private static final int LEFT_OUT_MAX = 2_000;

    /// Returns those of a job.
    ///
    /// @param calendars those that the timing names
    public static Occurrences of(
            JobId job, Schedule schedule, Timing timing, List<Calendar> calendars) {
        return new Occurrences(schedule, timing, timing.offset(job), Calendar.union(calendars));
    }

    /// Returns those of a job that has no number yet, and so no jitter.
    public static Occurrences unmoved(Schedule schedule, Timing timing, List<Calendar> calendars) {
        return new Occurrences(schedule, timing, Duration.ZERO, Calendar.union(calendars));
    }

    /// Returns the zone whose clock counts for a window and for days.
    public ZoneId zone() {
        return schedule instanceof Schedule.Cron cron
                ? cron.zone()
                : timing.zone().orElse(ZoneOffset.UTC);
    }

    /// Returns the first due time after an instant; for an interval that counts from the end of a
    /// run that instant is the end. Empty if time alone makes the job due no more.
    public Optional<Instant> next(Instant after) {
        return next(after, Instant.MAX);
    }

    /// Returns the first due time after an instant; empty if that is later than the latest that is
    /// wanted.
    public Optional<Instant> next(Instant after, Instant latest) {
        Instant unmovedLatest = latest.equals(Instant.MAX) ? latest : latest.minus(offset);
        Schedule grid = schedule;
        Optional<Instant> time;
        if (schedule instanceof Schedule.FixedDelay(Duration every)) {
            // It has no grid but the one that the end of the run begins.
            Instant first = later(after.plus(every), timing.starts().orElse(Instant.MIN));
            if (first.isAfter(Schedule.LATEST)) {
                return Optional.empty();
            }
            grid = new Schedule.FixedRate(every, first);
            time = Optional.of(first);
        } else {
            Instant from = after.minus(offset);
            time =
                    schedule.nextAfter(
                            timing.starts().map(it -> later(from, it.minusNanos(1))).orElse(from));
        }
        for (int leftOut = 0; leftOut <= LEFT_OUT_MAX; leftOut++) {
            if (time.isEmpty() || time.get().isAfter(unmovedLatest) || isOver(time.get())) {
                return Optional.empty();
            }
            Optional<Instant> open = open(time.get());
            if (open.isEmpty() || open.equals(time)) {
                return open.map(it -> it.plus(offset));
            }
            time = grid.nextAfter(open.get().minusNanos(1));
        }
        return Optional.empty();
    }

    /// Returns when a job is due that is due at each start of the daemon; empty if this one is left
    /// out.
    public Optional<Instant> at(Instant start) {
        boolean isBegun = timing.starts().isEmpty() || !start.isBefore(timing.starts().get());
        return isBegun && !isOver(start) && open(start).equals(Optional.of(start))
                ? Optional.of(start.plus(offset))
                : Optional.empty();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private boolean isOver(Instant time) {
        return time.isAfter(Schedule.LATEST)
                || (timing.ends().isPresent() && !time.isBefore(timing.ends().get()));
    }

    /// Returns the first instant from one on that is in the window and on no excepted day. Between
    /// two changes of its zone's clock that is arithmetic on local time.
    private Optional<Instant> open(Instant time) {
        if (timing.between().isEmpty() && excepted.isEmpty()) {
            return Optional.of(time);
        }
        ZoneRules rules = zone().getRules();
        Instant from = time;
        while (true) {
            ZoneOffset clock = rules.getOffset(from);
            Optional<LocalDateTime> open = openOnClock(LocalDateTime.ofInstant(from, clock));
            if (open.isEmpty()) {
                return Optional.empty();
            }
            Instant found = open.get().toInstant(clock);
            @Nullable ZoneOffsetTransition change = rules.nextTransition(from);
            if (change == null || found.isBefore(change.getInstant())) {
                return Optional.of(found);
            }
            from = change.getInstant();
        }
    }

    /// Passes each excepted day once at most.
    private Optional<LocalDateTime> openOnClock(LocalDateTime from) {
        LocalDateTime at = from;
        while (true) {
            Optional<Calendar.Days> days = Calendar.find(excepted, at.toLocalDate());
            if (days.isPresent()) {
                if (!days.get().last().isBefore(Calendar.LAST)) {
                    return Optional.empty();
                }
                at = days.get().last().plusDays(1).atStartOfDay();
            }
            Optional<TimeWindow> window = timing.between();
            if (window.isEmpty() || window.get().contains(at.toLocalTime())) {
                return Optional.of(at);
            }
            at = begin(window.get(), at);
        }
    }

    private static LocalDateTime begin(TimeWindow window, LocalDateTime closed) {
        LocalDate day = closed.toLocalDate();
        LocalTime begin = window.from();
        return closed.toLocalTime().isBefore(begin)
                ? day.atTime(begin)
                : day.plusDays(1).atTime(begin);
    }
}
