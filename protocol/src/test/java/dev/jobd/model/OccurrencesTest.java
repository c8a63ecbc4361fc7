package dev.jobd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.jobd.cron.CronExpression;
import dev.jobd.testing.NaiveTimes;
import dev.jobd.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OccurrencesTest {
    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    static LongStream seeds() {
        return Seeds.upTo(150, 20_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theyAreThoseThatAreFoundMinuteByMinute(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Instant start = NaiveTimes.drawStart(random);
        Instant end = start.plus(Duration.ofDays(45));
        Schedule schedule = NaiveTimes.drawSchedule(random, start);
        Timing timing = NaiveTimes.drawTiming(random, schedule, start);
        List<Calendar> calendars =
                List.of(
                        NaiveTimes.drawCalendar(random, "a", start),
                        NaiveTimes.drawCalendar(random, "b", start));
        JobId job = new JobId(random.nextLong(1, 1_000_000));
        Duration offset = timing.offset(job);
        Occurrences occurrences =
                Occurrences.of(
                        job,
                        schedule,
                        timing,
                        calendars.stream()
                                .filter(it -> timing.except().contains(it.name()))
                                .toList());
        boolean countsFromEnd = schedule instanceof Schedule.FixedDelay;
        List<Instant> expected =
                NaiveTimes.of(schedule, timing, calendars, start.minus(offset), end)
                        .between(countsFromEnd ? start : start.minus(offset), end)
                        .stream()
                        .map(it -> it.plus(offset))
                        .toList();
        List<Instant> found = new ArrayList<>();
        Instant last = end.plus(offset);
        for (Optional<Instant> next = occurrences.next(start, last);
                next.isPresent();
                next = countsFromEnd ? Optional.empty() : occurrences.next(next.get(), last)) {
            found.add(next.get());
        }
        assertThat(found)
                .as("seed %d: %s %s %s after %s", seed, schedule, timing, calendars, start)
                .isEqualTo(expected);
    }

    private static Timing between(String window, ZoneId zone) {
        return Timing.NONE.withGaps(
                Optional.of(TimeWindow.parse(window)), List.of(), Optional.of(zone));
    }

    private static Optional<Instant> next(Schedule schedule, Timing timing, Instant after) {
        return Occurrences.unmoved(schedule, timing, List.of()).next(after);
    }

    @Test
    void theSearchPassesSoManyGapsAndNoMore() {
        Timing minute =
                Timing.NONE.withGaps(
                        Optional.of(TimeWindow.parse("12:00-12:01")),
                        List.of(),
                        Optional.of(ZoneOffset.UTC));
        Schedule moving = new Schedule.FixedRate(Duration.ofMinutes(1441), NOON);
        assertThat(Occurrences.unmoved(moving, minute, List.of()).next(NOON))
                .as("an interval in minutes meets each minute of the day")
                .contains(NOON.plus(Duration.ofDays(1441)));

        Timing except =
                Timing.NONE.withGaps(Optional.empty(), List.of("a"), Optional.of(ZoneOffset.UTC));
        Schedule weekly = new Schedule.FixedRate(Duration.ofDays(7), NOON);
        assertThat(Occurrences.unmoved(weekly, except, List.of(weeks(2_000))).next(NOON))
                .contains(NOON.plus(Duration.ofDays(7 * 2_001L)));
        assertThat(Occurrences.unmoved(weekly, except, List.of(weeks(2_001))).next(NOON)).isEmpty();
    }

    /// The days of so many weeks after the first one.
    private static Calendar weeks(int count) {
        LocalDate first = LocalDate.ofInstant(NOON, ZoneOffset.UTC);
        return new Calendar(
                "a",
                IntStream.rangeClosed(1, count)
                        .mapToObj(first::plusWeeks)
                        .map(day -> new Calendar.Days(day, day))
                        .toList());
    }

    @Test
    void aWindowIsOverJustBeforeItsEnd() {
        Schedule hourly = new Schedule.FixedRate(Duration.ofHours(1), NOON);
        Timing day = between("08:00-18:00", ZoneOffset.UTC);
        assertThat(next(hourly, day, Instant.parse("2026-03-01T16:00:00Z")))
                .contains(Instant.parse("2026-03-01T17:00:00Z"));
        assertThat(next(hourly, day, Instant.parse("2026-03-01T17:00:00Z")))
                .as("18:00 is not in it, 08:00 is")
                .contains(Instant.parse("2026-03-02T08:00:00Z"));
    }

    @Test
    void aWindowFollowsTheClockOfItsZone() {
        Schedule hourly = new Schedule.FixedRate(Duration.ofHours(1), NOON);
        Timing morning = between("08:00-09:00", VIENNA);
        assertThat(next(hourly, morning, Instant.parse("2026-03-28T12:00:00Z")))
                .as("in summer")
                .contains(Instant.parse("2026-03-29T06:00:00Z"));
        assertThat(next(hourly, morning, Instant.parse("2026-03-27T12:00:00Z")))
                .as("in winter")
                .contains(Instant.parse("2026-03-28T07:00:00Z"));
    }

    @Test
    void whatNeverFitsIsFoundOutInBoundedWork() {
        Schedule nightly = new Schedule.Cron(CronExpression.parse("0 3 * * *"), VIENNA);
        assertThat(next(nightly, between("08:00-18:00", VIENNA), NOON)).isEmpty();
        Schedule daily = new Schedule.FixedRate(Duration.ofDays(1), NOON);
        assertThat(next(daily, between("13:00-12:00", ZoneOffset.UTC), NOON)).isEmpty();
        Calendar always =
                new Calendar("always", List.of(new Calendar.Days(Calendar.FIRST, Calendar.LAST)));
        Timing except =
                Timing.NONE.withGaps(
                        Optional.empty(), List.of("always"), Optional.of(ZoneOffset.UTC));
        Schedule often = new Schedule.FixedRate(Schedule.SHORTEST, NOON);
        assertThat(Occurrences.unmoved(often, except, List.of(always)).next(NOON)).isEmpty();
    }

    @Test
    void oneSecondOfYearsIsFound() {
        Schedule leap = new Schedule.Cron(CronExpression.parse("0 12 29 2 *"), ZoneOffset.UTC);
        assertThat(next(leap, between("12:00-12:01", ZoneOffset.UTC), NOON))
                .contains(Instant.parse("2028-02-29T12:00:00Z"));
        Schedule often = new Schedule.FixedRate(Schedule.SHORTEST, NOON);
        assertThat(next(often, between("23:59-24:00", ZoneOffset.UTC), NOON))
                .contains(Instant.parse("2026-03-01T23:59:00Z"));
    }

    @Test
    void anOffsetIsBelowTheJitterAndHasNothingToDoWithTheNumbersOrder() {
        Timing timing = Timing.NONE.withJitter(Duration.ofMinutes(10));
        long[] minutes = new long[10];
        for (long job = 1; job <= 10_000; job++) {
            Duration offset = timing.offset(new JobId(job));
            assertThat(offset).isBetween(Duration.ZERO, Duration.ofMillis(599_999));
            minutes[(int) offset.toMinutes()]++;
        }
        assertThat(Arrays.stream(minutes).min().orElseThrow())
                .as("each has its share")
                .isGreaterThan(900);
        assertThat(timing.offset(new JobId(1))).as("for ever").isEqualTo(Duration.ofMillis(ONE));
        assertThat(timing.offset(new JobId(2))).as("for ever").isEqualTo(Duration.ofMillis(TWO));
        assertThat(Timing.NONE.offset(new JobId(1))).isEqualTo(Duration.ZERO);
    }

    /// What the offsets of the jobs 1 and 2 have always been.
    private static final long ONE = 529_986;

    private static final long TWO = 258_916;

    @Test
    void windowsAndDaysAreReadAsTheyAreWritten() {
        for (String text : List.of("08:00-18:00", "22:00-06:30", "00:00-24:00", "18:00-24:00")) {
            if (!text.equals("00:00-24:00")) {
                assertThat(TimeWindow.parse(text)).hasToString(text);
            }
        }
        assertThat(TimeWindow.parse("8:00-9:05")).hasToString("08:00-09:05");
        assertThat(TimeWindow.parse("22:00-06:00").contains(LocalTime.of(5, 59))).isTrue();
        assertThat(TimeWindow.parse("22:00-06:00").contains(LocalTime.of(6, 0))).isFalse();
        for (String text :
                List.of(
                        "",
                        "8-18",
                        "08:00",
                        "08:00-25:00",
                        "24:00-08:00",
                        "9:00-9:00",
                        "00:00-24:00",
                        "08:60-09:00")) {
            assertThatIllegalArgumentException()
                    .as(text)
                    .isThrownBy(() -> TimeWindow.parse(text))
                    .withMessageContaining(text);
        }
        for (String text : List.of("2026-12-25", "2026-12-24..2026-12-26")) {
            assertThat(Calendar.Days.parse(text)).hasToString(text);
        }
        for (String text :
                List.of(
                        "",
                        "25.12.2026",
                        "2026-02-30",
                        "2026-12-26..2026-12-24",
                        "2026-12-24..",
                        "1969-12-31",
                        "2026-12-24...2026-12-26")) {
            assertThatIllegalArgumentException()
                    .as(text)
                    .isThrownBy(() -> Calendar.Days.parse(text));
        }
    }

    @Test
    void daysThatTouchAreOneEntry() {
        Calendar calendar =
                new Calendar(
                        "c",
                        List.of(
                                Calendar.Days.parse("2026-12-27"),
                                Calendar.Days.parse("2026-12-24..2026-12-25"),
                                Calendar.Days.parse("2026-12-25..2026-12-26"),
                                Calendar.Days.parse("2026-12-29")));
        assertThat(calendar.days())
                .extracting(Calendar.Days::toString)
                .containsExactly("2026-12-24..2026-12-27", "2026-12-29");
    }
}
