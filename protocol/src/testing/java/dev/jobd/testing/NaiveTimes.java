package dev.jobd.testing;

import dev.jobd.cron.CronExpression;
import dev.jobd.cron.CronFire;
import dev.jobd.model.Calendar;
import dev.jobd.model.Schedule;
import dev.jobd.model.TimeWindow;
import dev.jobd.model.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// The obvious way to find due times: each minute is looked at. Only for schedules that name whole
/// minutes.
///
/// @param schedule the times
/// @param timing what of them is left
/// @param days those on which nothing is due
/// @param fires when the expression of the schedule fires, if it has one
public record NaiveTimes(
        Schedule schedule, Timing timing, Set<LocalDate> days, Set<Instant> fires) {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final List<ZoneId> ZONES =
            List.of(
                    ZoneOffset.UTC,
                    ZoneId.of("Europe/Vienna"),
                    ZoneId.of("America/New_York"),
                    ZoneId.of("Australia/Lord_Howe"));
    private static final List<String> EXPRESSIONS =
            List.of(
                    "* * * * *",
                    "*/15 * * * *",
                    "7 */3 * * 1-5",
                    "30 2 * * *",
                    "0,30 1-3 * * *",
                    "0 12 * * mon,sun",
                    "59 23 * * *",
                    "0 0 L * *",
                    "15 9 1-7 * *");

    /// Returns the times from one instant until another.
    public static NaiveTimes of(
            Schedule schedule, Timing timing, List<Calendar> calendars, Instant from, Instant to) {
        Set<LocalDate> days = new HashSet<>();
        for (Calendar calendar : calendars) {
            if (timing.except().contains(calendar.name())) {
                calendar.days()
                        .forEach(it ->
                                it.first().datesUntil(it.last().plusDays(1)).forEach(days::add));
            }
        }
        Set<Instant> fires =
                schedule instanceof Schedule.Cron cron
                        ? cron.expression()
                                .fires(from.minusSeconds(1), cron.zone())
                                .map(CronFire::at)
                                .takeWhile(at -> !at.isAfter(to))
                                .collect(Collectors.toSet())
                        : Set.of();
        return new NaiveTimes(schedule, timing, days, fires);
    }

    /// Returns the due times after an instant until another, without the jitter.
    public List<Instant> between(Instant after, Instant last) {
        List<Instant> times = new ArrayList<>();
        if (schedule instanceof Schedule.FixedDelay(Duration every)) {
            Instant time = after.plus(every);
            if (timing.starts().filter(time::isBefore).isPresent()) {
                time = timing.starts().get();
            }
            while (!time.isAfter(last) && !isLeft(time)) {
                time = time.plus(every);
            }
            return time.isAfter(last) ? List.of() : List.of(time);
        }
        long first = Math.floorDiv(after.getEpochSecond(), 60L) * 60;
        for (Instant time = Instant.ofEpochSecond(first); !time.isAfter(last); ) {
            if (time.isAfter(after) && isNamed(time) && isLeft(time)) {
                times.add(time);
            }
            time = time.plus(MINUTE);
        }
        return times;
    }

    private boolean isNamed(Instant time) {
        return switch (schedule) {
            case Schedule.FixedRate(Duration every, Instant anchor) ->
                    Duration.between(anchor, time).toMillis() % every.toMillis() == 0;
            case Schedule.Cron _ -> fires.contains(time);
            case Schedule.Once(Instant at) -> at.equals(time);
            case Schedule.FixedDelay _,
                    Schedule.Now _,
                    Schedule.Start _,
                    Schedule.After _,
                    Schedule.Manual _ ->
                    false;
        };
    }

    private boolean isLeft(Instant time) {
        ZoneId zone =
                schedule instanceof Schedule.Cron cron
                        ? cron.zone()
                        : timing.zone().orElse(ZoneOffset.UTC);
        LocalDateTime local = LocalDateTime.ofInstant(time, zone);
        boolean isBegun = timing.starts().isEmpty() || !time.isBefore(timing.starts().get());
        boolean isOver = timing.ends().isPresent() && !time.isBefore(timing.ends().get());
        return isBegun
                && !isOver
                && !days.contains(local.toLocalDate())
                && timing.between().map(it -> isIn(it, local.toLocalTime())).orElse(true);
    }

    private static boolean isIn(TimeWindow window, LocalTime time) {
        int from = window.from().toSecondOfDay();
        int until = window.until().toSecondOfDay() == 0 ? 86_400 : window.until().toSecondOfDay();
        int now = time.toSecondOfDay();
        return from < until ? from <= now && now < until : from <= now || now < until;
    }

    /// Draws a schedule of whole minutes.
    ///
    /// @param start about when it is to begin
    public static Schedule drawSchedule(SplittableRandom random, Instant start) {
        Duration every =
                Duration.ofMinutes(
                        random.nextBoolean() ? random.nextInt(1, 90) : random.nextInt(90, 3000));
        Instant minute = Instant.ofEpochSecond(start.getEpochSecond() / 60 * 60);
        return switch (random.nextInt(8)) {
            case 0, 1, 2 ->
                    new Schedule.FixedRate(
                            every, minute.plus(MINUTE.multipliedBy(random.nextInt(10_000))));
            case 3, 4 -> new Schedule.FixedDelay(every);
            default ->
                    new Schedule.Cron(
                            CronExpression.parse(
                                    EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size()))),
                            ZONES.get(random.nextInt(ZONES.size())));
        };
    }

    /// Draws what is left of such a schedule; of calendars there are `a` and `b`.
    public static Timing drawTiming(SplittableRandom random, Schedule schedule, Instant start) {
        Instant minute = Instant.ofEpochSecond(start.getEpochSecond() / 60 * 60);
        Timing timing = Timing.NONE;
        if (random.nextInt(3) == 0) {
            timing = timing.withJitter(Duration.ofMillis(random.nextLong(1, 20_000_000)));
        }
        if (random.nextInt(4) == 0) {
            Instant begin = minute.plus(MINUTE.multipliedBy(random.nextInt(-2_000, 10_000)));
            timing = timing.withBounds(Optional.of(begin), Optional.empty());
        }
        if (random.nextInt(4) == 0) {
            Instant end = minute.plus(MINUTE.multipliedBy(random.nextInt(5_000, 40_000)));
            timing = timing.withBounds(timing.starts(), Optional.of(end));
        }
        if (random.nextInt(4) == 0) {
            timing = timing.withMaxRuns(OptionalLong.of(random.nextInt(1, 60)));
        }
        Optional<TimeWindow> window =
                random.nextBoolean() ? Optional.of(drawWindow(random)) : Optional.empty();
        List<String> except =
                switch (random.nextInt(4)) {
                    case 0 -> List.of("a");
                    case 1 -> List.of("a", "b");
                    default -> List.of();
                };
        boolean hasZone =
                schedule instanceof Schedule.Cron || (window.isEmpty() && except.isEmpty());
        return timing.withGaps(
                window,
                except,
                hasZone ? Optional.empty() : Optional.of(ZONES.get(random.nextInt(ZONES.size()))));
    }

    private static TimeWindow drawWindow(SplittableRandom random) {
        // Often about the hours in which clocks are changed.
        int from = random.nextBoolean() ? random.nextInt(1440) : random.nextInt(60, 200);
        int length = random.nextBoolean() ? random.nextInt(1, 60) : random.nextInt(1, 1440);
        LocalTime begin = LocalTime.MIN.plusMinutes(from);
        return new TimeWindow(begin, begin.plusMinutes(length));
    }

    /// Draws a calendar.
    public static Calendar drawCalendar(SplittableRandom random, String name, Instant start) {
        LocalDate day = LocalDate.ofInstant(start, ZoneOffset.UTC);
        List<Calendar.Days> days = new ArrayList<>();
        for (int left = random.nextInt(12); left > 0; left--) {
            LocalDate first = day.plusDays(random.nextInt(40));
            days.add(new Calendar.Days(first, first.plusDays(random.nextInt(4))));
        }
        return new Calendar(name, days);
    }

    /// Draws when to begin: often shortly before a clock is changed.
    public static Instant drawStart(SplittableRandom random) {
        Instant about =
                switch (random.nextInt(4)) {
                    case 0 -> Instant.parse("2026-03-20T10:07:13.250Z");
                    case 1 -> Instant.parse("2026-10-17T10:07:13.250Z");
                    case 2 -> Instant.parse("2026-03-01T05:00:00Z");
                    default -> Instant.parse("2027-12-20T00:00:00Z");
                };
        return about.plusSeconds(random.nextInt(500_000));
    }
}
