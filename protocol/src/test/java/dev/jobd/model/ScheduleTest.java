package dev.jobd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static final Instant ANCHOR = Instant.parse("2026-03-01T12:00:00.000500Z");
    private static final Schedule.FixedRate HOURLY =
            new Schedule.FixedRate(Duration.ofHours(1), ANCHOR);

    @Test
    void aPointOfTheGridIsFollowedByTheNextOne() {
        assertThat(HOURLY.nextAfter(ANCHOR)).contains(ANCHOR.plus(Duration.ofHours(1)));
    }

    @Test
    void theGridReachesBeforeItsAnchor() {
        assertThat(HOURLY.nextAfter(ANCHOR.minus(Duration.ofMinutes(150))))
                .contains(ANCHOR.minus(Duration.ofHours(2)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 499_999, 999_999, 1_000_000, 1_000_001})
    void justBeforeAPointOfTheGridThatPointIsNext(long nanos) {
        assertThat(HOURLY.nextAfter(ANCHOR.minusNanos(nanos))).as("the anchor").contains(ANCHOR);
        Instant before = ANCHOR.minus(Duration.ofHours(3));
        assertThat(HOURLY.nextAfter(before.minusNanos(nanos))).as("before it").contains(before);
        Instant after = ANCHOR.plus(Duration.ofHours(3));
        assertThat(HOURLY.nextAfter(after.minusNanos(nanos))).as("after it").contains(after);
    }

    @Test
    void anyNextTimeIsOnTheGridAfterNowAndNotMoreThanAnIntervalAway() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 10_000; i++) {
            Duration every = Duration.ofMillis(random.nextLong(100, 100_000_000));
            Instant anchor =
                    Instant.ofEpochSecond(0, random.nextLong(4_000_000_000L * 1_000_000_000));
            Instant now = Instant.ofEpochSecond(0, random.nextLong(4_000_000_000L * 1_000_000_000));
            Instant next = new Schedule.FixedRate(every, anchor).nextAfter(now).orElseThrow();
            String round = "every %s from %s after %s".formatted(every, anchor, now);
            assertThat(next).as(round).isAfter(now).isBeforeOrEqualTo(now.plus(every));
            assertThat(Duration.between(anchor, next).toNanos() % every.toNanos())
                    .as(round)
                    .isZero();
        }
    }

    @Test
    void aGridOfACenturyDoesNotDrift() {
        Schedule.FixedRate odd = new Schedule.FixedRate(Duration.ofMillis(333), Instant.EPOCH);
        Instant late = Instant.parse("2070-01-01T00:00:00Z");
        Instant next = odd.nextAfter(late).orElseThrow();
        assertThat(next.toEpochMilli() % 333).isZero();
    }

    @Test
    void anIntervalIsBetweenATenthOfASecondAndACentury() {
        assertThat(new Schedule.FixedDelay(Schedule.SHORTEST).every()).hasMillis(100);
        assertThat(new Schedule.FixedDelay(Schedule.LONGEST).every()).isEqualTo(Schedule.LONGEST);
        for (Duration wrong :
                new Duration[] {
                    Duration.ZERO,
                    Duration.ofSeconds(-1),
                    Duration.ofMillis(99),
                    Schedule.LONGEST.plusMillis(1),
                    Duration.ofNanos(100_000_001)
                }) {
            assertThatThrownBy(() -> new Schedule.FixedDelay(wrong))
                    .as("%s", wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("an interval is");
            assertThatThrownBy(() -> new Schedule.FixedRate(wrong, ANCHOR))
                    .as("%s", wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aTimeIsInTheYears1970To9999() {
        assertThat(new Schedule.Once(Instant.EPOCH).at()).isEqualTo(Instant.EPOCH);
        assertThat(new Schedule.Once(Schedule.LATEST).at()).isEqualTo(Schedule.LATEST);
        for (Instant wrong :
                new Instant[] {
                    Instant.MIN,
                    Instant.EPOCH.minusNanos(1),
                    Schedule.LATEST.plusNanos(1),
                    Instant.MAX
                }) {
            assertThatThrownBy(() -> new Schedule.Once(wrong))
                    .as("%s", wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a time is in the years 1970 to 9999");
            assertThatThrownBy(() -> new Schedule.FixedRate(Duration.ofHours(1), wrong))
                    .as("%s", wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void onceIsDueUntilItsTimeHasCome() {
        Schedule once = new Schedule.Once(ANCHOR);
        assertThat(once.nextAfter(ANCHOR.minusNanos(1))).contains(ANCHOR);
        assertThat(once.nextAfter(ANCHOR)).isEmpty();
    }

    @Test
    void aFixedDelayIsDueAnIntervalAfterTheEnd() {
        Schedule delay = new Schedule.FixedDelay(Duration.ofMinutes(5));
        assertThat(delay.nextAfter(ANCHOR)).contains(ANCHOR.plus(Duration.ofMinutes(5)));
    }

    @Test
    void nowAndByHandAreNeverDueByTimeAlone() {
        assertThat(new Schedule.Now().nextAfter(ANCHOR)).isEmpty();
        assertThat(new Schedule.Manual().nextAfter(ANCHOR)).isEmpty();
    }
}
