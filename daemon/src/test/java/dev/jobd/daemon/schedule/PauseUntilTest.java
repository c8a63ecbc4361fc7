package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.time;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.MisfirePolicy;
import dev.jobd.model.Outcome;
import dev.jobd.model.Pause;
import dev.jobd.model.Trigger;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Pauses that end by themselves.
class PauseUntilTest {
    private static final Outcome PAUSED = new Outcome.Skipped("paused");

    private final Bench bench = new Bench();

    @Test
    void aPauseEndsByItselfAtItsTime() {
        bench.add(job("a").every("10m"));
        bench.pause(1, "00:25:00");
        assertThat(bench.state(1).pause()).contains(Pause.byHand(Optional.of(time("00:25:00"))));
        bench.tickAt("00:10:00").tickAt("00:20:00");
        assertThat(bench.scheduler.earliestDueMicros()).isEqualTo(Book.micros(time("00:25:00")));
        bench.tickAt("00:24:59.999");
        assertThat(bench.state(1).paused()).isTrue();
        bench.tickAt("00:25:00");
        assertThat(bench.state(1).paused()).isFalse();
        assertThat(bench.words(1)).containsExactly("skipped", "skipped");
        bench.tickAt("00:30:00");
        assertThat(bench.takeActions()).containsExactly("launch 1/3.1");
    }

    @Test
    void whatIsDueAtItsEndIsNotSkipped() {
        bench.add(job("a").every("10m"));
        bench.pause(1, "00:20:00");
        bench.tickAt("00:10:00").tickAt("00:20:00");
        assertThat(bench.outcome("1/1")).isEqualTo(PAUSED);
        assertThat(bench.takeActions()).containsExactly("launch 1/2.1");
        assertThat(bench.run("1/2").dueAt()).isEqualTo(time("00:20:00"));
    }

    @Test
    void aDaemonThatWasDownWhenItEndedSkipsWhatFellIntoItAndTreatsTheRestAsMissed() {
        bench.add(job("a").every("1h"));
        bench.pause(1, "02:30:00");
        bench.tickAt("05:30:00");
        assertThat(bench.words(1)).containsExactly("skipped", "starting");
        assertThat(bench.outcome("1/1")).isEqualTo(PAUSED);
        assertThat(bench.run("1/1").dueAt()).isEqualTo(time("02:00:00"));
        assertThat(bench.run("1/2").dueAt()).isEqualTo(time("05:00:00"));
        assertThat(bench.run("1/2").trigger()).isEqualTo(Trigger.CATCHUP);
        assertThat(bench.next(1)).isEqualTo(time("06:00:00"));
    }

    @Test
    void allThatWasMissedAfterItIsCaughtUpIfTheJobWantsThat() {
        bench.add(
                job("a").every("1h")
                        .misfire(new MisfirePolicy(MisfirePolicy.Kind.ALL, Duration.ofHours(24))));
        bench.pause(1, "02:30:00");
        bench.tickAt("05:30:00");
        assertThat(bench.words(1)).containsExactly("skipped", "starting", "queued", "queued");
        assertThat(bench.run("1/2").dueAt()).isEqualTo(time("03:00:00"));
    }

    @Test
    void aFixedDelayIsDueAnIntervalAfterThePauseThatNobodySawEnd() {
        bench.add(job("a").everyFromFinish("1h"));
        bench.pause(1, "02:30:00");
        bench.tickAt("02:40:00");
        assertThat(bench.words(1)).containsExactly("skipped");
        assertThat(bench.next(1)).isEqualTo(time("03:30:00"));
    }

    @Test
    void aJobForOnceAfterThePauseStillRuns() {
        bench.add(job("a").once(time("08:00:00")));
        bench.pause(1, "07:00:00");
        bench.tickAt("09:00:00");
        assertThat(bench.words(1)).containsExactly("starting");
    }

    @Test
    void aJobThatIsNeverDueIsPausedNoLongerThanItWasSaid() {
        bench.add(job("a"));
        bench.pause(1, "01:00:00");
        bench.tickAt("01:00:00");
        assertThat(bench.state(1).paused()).isFalse();
        assertThat(bench.words(1)).isEmpty();
    }

    @Test
    void aResumeEndsItEarly() {
        bench.add(job("a").every("1h"));
        bench.pause(1, "05:00:00");
        bench.at("00:30:00").resume(1);
        assertThat(bench.state(1).paused()).isFalse();
        assertThat(bench.scheduler.earliestDueMicros()).isEqualTo(Book.micros(time("01:00:00")));
        bench.tickAt("01:00:00");
        assertThat(bench.words(1)).containsExactly("starting");
    }

    @Test
    void aSecondPauseTakesItsPlace() {
        bench.add(job("a").every("1h"));
        bench.pause(1, "05:00:00");
        bench.pause(1, "02:30:00");
        bench.tickAt("02:30:00");
        assertThat(bench.state(1).paused()).isFalse();
        bench.pause(1, "05:00:00");
        bench.pause(1);
        assertThat(bench.state(1).pause()).contains(Pause.BY_HAND);
        bench.tickAt("05:00:00");
        assertThat(bench.state(1).paused()).isTrue();
    }

    @Test
    void aPauseThatIsOverIsNoneForTheCommandThatComesBeforeTheTick() {
        bench.add(job("a").every("1h"));
        bench.pause(1, "00:30:00");
        bench.at("01:00:00").pause(1);
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
        assertThat(bench.state(1).paused()).isTrue();
    }

    @Test
    void itsEndLetsFailuresCountAnew() {
        bench.add(job("a").every("1h"));
        bench.trigger(1);
        bench.started("1/1.1").failed("1/1.1");
        bench.pause(1, "00:30:00");
        bench.tickAt("00:30:00");
        assertThat(bench.state(1).failures()).isZero();
    }

    @Test
    void anEndThatHasPassedIsRefused() {
        bench.add(job("a").every("1h"));
        bench.at("00:30:00");
        assertThat(bench.refusal(Bench.pauseUntil(1, "00:30:00")))
                .isInstanceOfSatisfying(
                        Refusal.PastEnd.class,
                        refusal -> assertThat(refusal.message()).contains("2026-03-01T00:30:00Z"));
    }

    @Test
    void aRemovedJobIsNotWokenByTheEndOfItsPause() {
        bench.add(job("a").every("1h"));
        bench.pause(1, "00:30:00");
        bench.remove(1, false);
        assertThat(bench.scheduler.earliestDueMicros()).isEqualTo(Long.MAX_VALUE);
    }
}
