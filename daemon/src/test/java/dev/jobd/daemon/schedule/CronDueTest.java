package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.time;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.cron.CronExpression;
import dev.jobd.model.Schedule;
import dev.jobd.model.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/// When jobs with a cron expression are due.
class CronDueTest {
    private static final Instant START = Bench.START;

    private final Bench bench = new Bench();

    @Test
    void itIsDueWhenItsExpressionFires() {
        bench.add(job("a").cron("*/15 9-17 * * *"));

        assertThat(bench.next(1)).isEqualTo(time("09:00:00"));
        bench.tickAt("08:59:59.999");
        assertThat(bench.takeActions()).isEmpty();
        bench.tickAt("09:00:00");
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
        assertThat(bench.next(1)).isEqualTo(time("09:15:00"));
    }

    @Test
    void manyMissesMakeOneRunThatStandsForTheNewest() {
        bench.add(job("minutely").cron("* * * * *"));
        bench.add(job("daily").cron("30 2 * * *"));

        bench.at("02:30:00").pass(Duration.ofDays(9)).tick();

        assertThat(bench.run("1/1").dueAt()).isEqualTo(time("02:30:00").plus(Duration.ofDays(9)));
        assertThat(bench.run("1/1").trigger()).isEqualTo(Trigger.CATCHUP);
        assertThat(bench.next(1)).isEqualTo(time("02:31:00").plus(Duration.ofDays(9)));
        assertThat(bench.run("2/1").dueAt()).isEqualTo(time("02:30:00").plus(Duration.ofDays(9)));
        assertThat(bench.next(2)).isEqualTo(time("02:30:00").plus(Duration.ofDays(10)));
        assertThat(bench.words(1)).hasSize(1);
    }

    @Test
    void aLittleStepBackFiresNothingTwice() {
        bench.at("02:29:00");
        bench.add(job("daily").cron("30 2 * * *"));
        bench.tickAt("02:30:00").started("1/1.1").succeeded("1/1.1");
        Instant tomorrow = time("02:30:00").plus(Duration.ofDays(1));
        assertThat(bench.next(1)).isEqualTo(tomorrow);

        bench.setClock("02:00:00").tick();

        assertThat(bench.next(1)).isEqualTo(tomorrow);
    }

    @Test
    void aLongStepBackIsFollowed() {
        bench.at("12:00:00");
        bench.add(job("hourly").cron("@hourly"));
        bench.tick();

        bench.setClock("03:30:00").tick();

        assertThat(bench.words(1)).as("nothing fires at once").isEmpty();
        assertThat(bench.next(1)).isEqualTo(time("04:00:00"));
    }

    @Test
    void inTheGapOfItsZoneAFixedTimeIsDueAtTheEndOfIt() {
        ZoneId vienna = ZoneId.of("Europe/Vienna");
        Schedule schedule = new Schedule.Cron(CronExpression.parse("30 2 * * *"), vienna);
        bench.at("00:00:00").pass(Duration.between(START, Instant.parse("2026-03-28T12:00:00Z")));
        bench.add(job("a").scheduled(schedule));

        assertThat(bench.next(1)).isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
    }
}
