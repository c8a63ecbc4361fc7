package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.time;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.Outcome;
import dev.jobd.model.RunState;
import dev.jobd.model.Schedule;
import dev.jobd.model.Trigger;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// When jobs are due, and what becomes of times that were missed.
class DueTest {
    private final Bench bench = new Bench();

    @Test
    void aJobThatIsDueNowStartsInTheDecisionThatMakesIt() {
        Decision.Answer answer = bench.apply(job("a").now().add());

        assertThat(answer.run()).contains(Bench.runId("1/1"));
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
        assertThat(bench.runState("1/1")).isEqualTo(new RunState.Starting(1, Bench.START));
        assertThat(bench.run("1/1").dueAt()).isEqualTo(Bench.START);
        assertThat(bench.run("1/1").trigger()).isEqualTo(Trigger.SCHEDULE);
        assertThat(bench.next(1)).isNull();
    }

    @Test
    void anIntervalCountsFromTheMaking() {
        bench.add(job("a").every("5m"));

        assertThat(bench.takeActions()).isEmpty();
        assertThat(bench.next(1)).isEqualTo(time("00:05:00"));
        bench.tickAt("00:04:59.999");
        assertThat(bench.takeActions()).isEmpty();
        bench.tickAt("00:05:00");
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
        assertThat(bench.run("1/1").dueAt()).isEqualTo(time("00:05:00"));
        assertThat(bench.next(1)).isEqualTo(time("00:10:00"));
    }

    @Test
    void aDueTimeBetweenTwoMicrosecondsIsNotEarly() {
        bench.add(job("a").once(time("00:05:00.000000001")));

        bench.tickAt("00:05:00");
        assertThat(bench.takeActions()).isEmpty();
        bench.tickAt("00:05:00.000001");
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
    }

    @Test
    void aFixedRateNeverDriftsHoweverLateEachTickIs() {
        bench.add(job("a").every("5m"));
        for (int run = 1; run <= 9; run++) {
            String late = "00:%02d:0%d".formatted(5 * run, run);
            bench.tickAt(late).started("1/" + run + ".1").succeeded("1/" + run + ".1");
            Instant due = Bench.START.plus(Duration.ofMinutes(5L * run));
            assertThat(bench.run("1/" + run).dueAt()).isEqualTo(due);
        }
        assertThat(bench.next(1)).isEqualTo(time("00:50:00"));
    }

    @Test
    void aLateTickStartsAFixedRateJobOnceAndGoesBackOnTheGrid() {
        bench.add(job("a").every("10s"));

        bench.tickAt("00:00:47");

        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
        assertThat(bench.run("1/1").dueAt())
                .as("the newest of the misses")
                .isEqualTo(time("00:00:40"));
        assertThat(bench.run("1/1").trigger()).isEqualTo(Trigger.SCHEDULE);
        assertThat(bench.next(1)).isEqualTo(time("00:00:50"));
    }

    @Test
    void upToAMinuteIsOnlyLate() {
        bench.add(job("a").every("1h"));
        bench.tickAt("01:01:00");
        assertThat(bench.run("1/1").trigger()).isEqualTo(Trigger.SCHEDULE);
    }

    @Test
    void moreThanAMinuteIsAMissAndIsCaughtUp() {
        bench.add(job("a").every("1h"));
        bench.tickAt("01:01:00.001");
        assertThat(bench.run("1/1").trigger()).isEqualTo(Trigger.CATCHUP);
        assertThat(bench.run("1/1").dueAt()).isEqualTo(time("01:00:00"));
    }

    @Test
    void whatIsOlderThanADayIsRecordedAndNotRun() {
        bench.add(job("a").every("2d"));

        bench.pass(Duration.ofDays(3)).pass(Duration.ofMillis(1)).tick();

        assertThat(bench.takeActions()).isEmpty();
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Missed());
        assertThat(bench.run("1/1").dueAt()).isEqualTo(Bench.START.plus(Duration.ofDays(2)));
        assertThat(bench.next(1)).isEqualTo(Bench.START.plus(Duration.ofDays(4)));
        assertThat(bench.state(1).counts().skipped()).isEqualTo(1);
        assertThat(bench.state(1).lastEnd()).as("nothing ran").isEmpty();
    }

    @Test
    void whatIsADayOldIsStillCaughtUp() {
        bench.add(job("a").every("2d"));
        bench.pass(Duration.ofDays(3)).tick();
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
        assertThat(bench.run("1/1").trigger()).isEqualTo(Trigger.CATCHUP);
    }

    @Test
    void daysOfMissesOfAShortIntervalAreOneRun() {
        bench.add(job("a").every("5s"));
        bench.pass(Duration.ofDays(10)).pass(Duration.ofSeconds(2)).tick();
        assertThat(bench.words(1)).containsExactly("starting");
        assertThat(bench.run("1/1").dueAt()).isEqualTo(Bench.START.plus(Duration.ofDays(10)));
    }

    @Test
    void aGridCanBeAnchoredAnywhere() {
        Instant anchor = time("00:17:30.250");
        bench.add(job("a").scheduled(new Schedule.FixedRate(Duration.ofHours(1), anchor)));
        assertThat(bench.next(1)).isEqualTo(anchor);
        bench.edit(1, job("a").scheduled(new Schedule.FixedRate(Duration.ofMinutes(1), anchor)));
        assertThat(bench.next(1)).as("the grid has no begin").isEqualTo(time("00:00:30.250"));
    }

    @Test
    void aFixedDelayCountsFromTheEndOfTheLastRun() {
        bench.add(job("a").everyFromFinish("10m"));
        assertThat(bench.next(1)).as("first").isEqualTo(time("00:10:00"));

        bench.tickAt("00:10:00").started("1/1.1");
        assertThat(bench.next(1)).as("while it runs").isNull();
        bench.at("00:13:30").succeeded("1/1.1");

        assertThat(bench.next(1)).isEqualTo(time("00:23:30"));
    }

    @Test
    void aFixedDelayCountsFromTheLastAttempt() {
        bench.add(job("a").everyFromFinish("10m").retries(1, "1m"));
        bench.tickAt("00:10:00").started("1/1.1").failed("1/1.1");
        assertThat(bench.next(1)).isNull();
        bench.tickAt("00:11:00").started("1/1.2").failed("1/1.2");
        assertThat(bench.next(1)).isEqualTo(time("00:21:00"));
    }

    @Test
    void aFixedDelayCountsFromARunByHandToo() {
        bench.add(job("a").everyFromFinish("10m"));
        bench.at("00:04:00").trigger(1);
        bench.started("1/1.1").at("00:06:00").succeeded("1/1.1");
        assertThat(bench.next(1)).isEqualTo(time("00:16:00"));
    }

    @Test
    void aFixedDelayWaitsForTheLastOfTheRunsByHand() {
        bench.add(job("a").everyFromFinish("10m"));
        bench.trigger(1);
        bench.trigger(1);
        bench.started("1/1.1").at("00:01:00").succeeded("1/1.1");
        bench.started("1/2.1").at("00:02:00").succeeded("1/2.1");
        assertThat(bench.next(1)).isEqualTo(time("00:12:00"));
    }

    @Test
    void aMissedFixedDelayOlderThanADayIsDueAnIntervalFromNow() {
        bench.add(job("a").everyFromFinish("10m"));
        bench.pass(Duration.ofDays(2)).tick();
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Missed());
        assertThat(bench.next(1)).isEqualTo(Bench.START.plus(Duration.ofDays(2).plusMinutes(10)));
    }

    @Test
    void aJobForOnceRunsOnceAtItsTime() {
        bench.add(job("a").once(time("08:00:00")));
        assertThat(bench.next(1)).isEqualTo(time("08:00:00"));
        bench.tickAt("08:00:00").started("1/1.1").succeeded("1/1.1");
        assertThat(bench.next(1)).isNull();
        bench.pass(Duration.ofDays(400)).tick();
        assertThat(bench.words(1)).containsExactly("succeeded");
    }

    @Test
    void aTimeInThePastIsRefused() {
        bench.at("09:00:00");
        assertThat(bench.refusal(job("a").once(time("08:00:00")).add()))
                .isInstanceOf(Refusal.PastTime.class)
                .extracting(Refusal::message)
                .asString()
                .contains("2026-03-01T08:00:00Z is in the past");
        assertThat(bench.refusal(job("a").once(time("09:00:00")).add()))
                .as("now is not in the future")
                .isInstanceOf(Refusal.PastTime.class);
    }

    @Test
    void aTimeInThePastThatIsAllowedRunsAtOnce() {
        bench.at("09:00:00");
        bench.add(job("a").once(time("08:00:00")).lateAllowed());
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
        assertThat(bench.run("1/1").dueAt()).isEqualTo(time("08:00:00"));
        assertThat(bench.next(1)).isNull();
    }

    @Test
    void aTimeInTheFutureWaitsAlsoIfLateWereAllowed() {
        bench.add(job("a").once(time("08:00:00")).lateAllowed());
        assertThat(bench.takeActions()).isEmpty();
        assertThat(bench.next(1)).isEqualTo(time("08:00:00"));
    }

    @Test
    void aTimeAsFarAwayAsTimesGoIsOnlyFarAway() {
        bench.add(job("a").once(Schedule.LATEST));
        bench.tickAt("08:00:00");
        assertThat(bench.takeActions()).isEmpty();
        assertThat(bench.next(1)).isEqualTo(Schedule.LATEST);
    }

    @Test
    void aJobByHandIsNeverDue() {
        bench.add(job("a"));
        bench.pass(Duration.ofDays(1000)).tick();
        assertThat(bench.words(1)).isEmpty();
        assertThat(bench.trigger(1)).isEqualTo("1/1");
        assertThat(bench.run("1/1").trigger()).isEqualTo(Trigger.MANUAL);
        assertThat(bench.run("1/1").by()).isEqualTo(TestJob.BY);
    }

    @Test
    void runsAreNumberedFromOneWithoutGaps() {
        bench.add(job("a").every("1m"));
        bench.tickAt("00:01:00").started("1/1.1");
        bench.tickAt("00:02:00");
        assertThat(bench.trigger(1)).isEqualTo("1/3");
        assertThat(bench.words(1)).containsExactly("running", "skipped", "queued");
        assertThat(bench.state(1).lastRun()).isEqualTo(3);
    }

    @Test
    void thousandsOfJobsDueAtOnceTakeAFewTicks() {
        for (int i = 0; i < 600; i++) {
            bench.add(job("job-" + i).every("1h"));
        }
        bench.at("01:00:00");
        Decision first = bench.scheduler.tick(bench.now());
        assertThat(first.actions()).as("what is heard of in between").hasSizeLessThan(300);
    }

    @Test
    void aDrainingSchedulerStartsNothingAndForgetsNothing() {
        bench.add(job("a").every("1m"));
        bench.add(job("b"));
        bench.scheduler.startNothing();

        assertThat(bench.scheduler.earliestDueMicros()).isEqualTo(Long.MAX_VALUE);
        bench.at("00:05:00");
        assertThat(bench.scheduler.tick(bench.now()).isEmpty()).isTrue();
        bench.trigger(2);

        assertThat(bench.takeActions()).isEmpty();
        assertThat(bench.next(1)).as("for the next start").isEqualTo(time("00:01:00"));
        assertThat(bench.words(2)).containsExactly("queued");
    }
}
