package dev.jobd.cron;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// Against a slow model that goes through the days, seconds and minutes one by one.
final class CronModelTest {
    private static final LocalDate FIRST = LocalDate.of(2023, 12, 1);
    private static final LocalDate LAST = LocalDate.of(2033, 1, 1);
    private static final List<String> ZONES =
            ZoneId.getAvailableZoneIds().stream().sorted().toList();

    private final long seed = Seeds.any();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final RandomCron draw = new RandomCron(random);

    @Test
    void theDaysAreThoseOfTheCalendar() {
        forExpressions(
                Seeds.bound(400, 40_000),
                "0 0 12 ",
                (expression, slow) -> {
                    List<LocalDate> expected =
                            FIRST.plusDays(1).datesUntil(LAST).filter(slow::fits).toList();
                    List<LocalDate> found =
                            expression
                                    .fires(
                                            FIRST.atTime(13, 0).toInstant(ZoneOffset.UTC),
                                            ZoneOffset.UTC)
                                    .map(fire -> fire.named().toLocalDate())
                                    .takeWhile(LAST::isAfter)
                                    .toList();
                    assertThat(found).isEqualTo(expected);
                });
    }

    @Test
    void theSecondsAreThoseOfTheDay() {
        for (int i = 0; i < Seeds.bound(40, 4_000); i++) {
            String text = draw.list(0, 59, List.of()) + " " + draw.time() + " * * *";
            SlowCron slow = new SlowCron(text);
            LocalDateTime begin = LocalDateTime.of(2026, 2, 27, 23, 59, 59);
            List<LocalDateTime> expected = new ArrayList<>();
            for (int second = 1; second <= 86_400; second++) {
                if (slow.fits(begin.plusSeconds(second))) {
                    expected.add(begin.plusSeconds(second));
                }
            }
            List<LocalDateTime> found =
                    CronExpression.parseWithSeconds(text)
                            .fires(begin.toInstant(ZoneOffset.UTC), ZoneOffset.UTC)
                            .map(CronFire::named)
                            .takeWhile(at -> !at.isAfter(begin.plusDays(1)))
                            .toList();
            assertThat(found).as("%s, seed %d", text, seed).isEqualTo(expected);
        }
    }

    /// The model is the main loop of cronie, driven minute by minute.
    @Test
    void aClockThatIsChangedIsTreatedAsCronieDoes() {
        int changes = 0;
        while (changes < Seeds.bound(300, 30_000)) {
            ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            Instant from = Instant.ofEpochSecond(random.nextLong(1_000_000_000L, 1_900_000_000L));
            Optional<ZoneOffsetTransition> change =
                    Optional.ofNullable(zone.getRules().nextTransition(from))
                            .filter(it -> it.getDuration().toSeconds() % 60 == 0);
            if (change.isPresent()) {
                changes++;
                checkAround(change.get().getInstant(), zone);
            }
        }
    }

    private void checkAround(Instant change, ZoneId zone) {
        String text = "0 " + draw.time() + " * * *";
        SlowCron slow = new SlowCron(text);
        Instant begin = change.minus(Duration.ofHours(30));
        Instant end = change.plus(Duration.ofHours(30));
        List<Instant> expected = new ArrayList<>();
        long virtual = minute(begin, zone);
        for (Instant at = begin.plusSeconds(60); at.isBefore(end); at = at.plusSeconds(60)) {
            long local = minute(at, zone);
            long ahead = local - virtual;
            if (ahead > 0 && ahead <= 180) {
                for (long missed = virtual + 1; missed <= local; missed++) {
                    addIf(
                            slow.fits(moment(missed)) && (missed == local || !slow.isWild()),
                            at,
                            expected);
                }
                virtual = local;
            } else if (ahead >= -180 && ahead <= 0) {
                addIf(slow.isWild() && slow.fits(moment(local)), at, expected);
            } else {
                addIf(slow.fits(moment(local)), at, expected);
                virtual = local;
            }
        }
        List<Instant> found =
                CronExpression.parseWithSeconds(text)
                        .fires(begin, zone)
                        .map(CronFire::at)
                        .takeWhile(end::isAfter)
                        .toList();
        assertThat(found)
                .as("%s in %s at %s, seed %d", text, zone, change, seed)
                .isEqualTo(expected);
    }

    private static void addIf(boolean fires, Instant at, List<Instant> fired) {
        if (fires) {
            fired.add(at);
        }
    }

    private static long minute(Instant at, ZoneId zone) {
        return at.atZone(zone).toLocalDateTime().toEpochSecond(ZoneOffset.UTC) / 60;
    }

    private static LocalDateTime moment(long minute) {
        return LocalDateTime.ofEpochSecond(minute * 60, 0, ZoneOffset.UTC);
    }

    private void forExpressions(
            int count, String time, BiConsumer<CronExpression, SlowCron> check) {
        int done = 0;
        while (done < count) {
            String text = time + draw.date();
            CronExpression expression;
            try {
                expression = CronExpression.parseWithSeconds(text);
            } catch (CronSyntaxException never) {
                assertThat(never).as(text).hasMessageContaining("never fires");
                continue;
            }
            try {
                check.accept(expression, new SlowCron(text));
            } catch (AssertionError failure) {
                throw new AssertionError(text + ", seed " + seed, failure);
            }
            done++;
        }
    }
}
