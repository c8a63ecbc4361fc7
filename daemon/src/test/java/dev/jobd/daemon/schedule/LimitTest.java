package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.time;
import static dev.jobd.daemon.schedule.TestJob.duration;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.Limits;
import dev.jobd.model.Outcome;
import dev.jobd.model.RunState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How long a run may take, from its due time and from its start.
class LimitTest {
    private final Bench bench = new Bench();

    private static Limits deadline(String limit) {
        return new Limits(
                Optional.empty(), Optional.of(duration(limit)), Optional.empty(), Optional.empty());
    }

    private static Limits startWithin(String limit) {
        return new Limits(
                Optional.empty(), Optional.empty(), Optional.of(duration(limit)), Optional.empty());
    }

    private static Limits warnAfter(String limit, String timeout) {
        return new Limits(
                Optional.of(duration(timeout)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(duration(limit)));
    }

    @Test
    void aRunIsStoppedAtItsDeadlineCountedFromItsDueTime() {
        bench.add(job("a").every("1h").retries(5, "1s").limits(deadline("10m")));
        bench.tickAt("01:00:30").started("1/1.1").takeActions();
        bench.tickAt("01:09:59.999");
        assertThat(bench.takeActions()).isEmpty();
        bench.tickAt("01:10:00");
        assertThat(bench.takeActions()).containsExactly("stop 1/1.1 TERM");
        bench.at("01:10:01").ended("1/1.1", new Outcome.Signalled(15));
        assertThat(bench.outcome("1/1")).as("no retry").isEqualTo(new Outcome.TimedOut());
    }

    @Test
    void aRetryThatWouldComeAtTheDeadlineOrLaterIsNotWaitedFor() {
        bench.add(job("a").every("1h").retries(5, "5m").limits(deadline("10m")));
        bench.tickAt("01:00:00").started("1/1.1").at("01:04:59").failed("1/1.1");
        assertThat(bench.runState("1/1")).isEqualTo(new RunState.RetryWait(2, time("01:09:59")));
        bench.tickAt("01:09:59").started("1/1.2").failed("1/1.2");
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Failed(1));
    }

    @Test
    void aRunThatStillWaitsAtItsDeadlineIsOver() {
        bench.group("one", 1);
        bench.add(job("other").group("one").now());
        bench.add(job("a").group("one").every("1h").limits(deadline("10m")));
        bench.tickAt("01:00:00").tickAt("01:10:00");
        assertThat(bench.outcome("2/1")).isEqualTo(new Outcome.TimedOut());
        bench.takeActions();
        bench.succeeded("1/1.1");
        assertThat(bench.takeActions()).isEmpty();
    }

    @Test
    void theTimeoutOfAnAttemptCountsBesideTheDeadline() {
        Limits both =
                new Limits(
                        Optional.of(duration("1m")),
                        Optional.of(duration("10m")),
                        Optional.empty(),
                        Optional.empty());
        bench.add(job("a").now().retries(1, "1s").limits(both));
        bench.started("1/1.1").takeActions();
        bench.tickAt("00:01:00");
        assertThat(bench.takeActions()).containsExactly("stop 1/1.1 TERM");
        bench.ended("1/1.1", new Outcome.Signalled(15));
        assertThat(bench.runState("1/1")).isInstanceOf(RunState.RetryWait.class);
    }

    @Test
    void aRunThatHasNotStartedInTimeIsSkipped() {
        bench.group("one", 1);
        bench.add(job("other").group("one").now());
        bench.add(job("a").group("one").every("1h").limits(startWithin("5m")));
        bench.tickAt("01:00:00").tickAt("01:04:59.999");
        assertThat(bench.words(2)).containsExactly("queued");
        bench.tickAt("01:05:00");
        assertThat(bench.outcome("2/1")).isEqualTo(new Outcome.Skipped("not started in time"));
    }

    @Test
    void whatHasStartedInTimeMayTakeLonger() {
        bench.add(job("a").every("1h").retries(1, "10m").limits(startWithin("5m")));
        bench.tickAt("01:00:00").started("1/1.1").tickAt("01:06:00").failed("1/1.1");
        bench.tickAt("01:16:00");
        assertThat(bench.runState("1/1")).isEqualTo(new RunState.Starting(2, time("01:16:00")));
    }

    @Test
    void aCatchUpOfATimeThatIsTooLongAgoIsSkipped() {
        bench.add(job("a").every("1h").limits(startWithin("5m")));
        bench.tickAt("01:06:00");
        assertThat(bench.takeActions()).isEmpty();
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Skipped("not started in time"));
    }

    @Test
    void aSlowAttemptIsSaidToBeSlowOnceAndGoesOn() {
        bench.add(job("a").now().limits(warnAfter("1m", "5m")));
        bench.started("1/1.1").takeActions();
        bench.tickAt("00:00:59.999");
        assertThat(bench.runState("1/1")).isEqualTo(new RunState.Running(1, Bench.START, 4000));
        bench.tickAt("00:01:00");
        assertThat(bench.runState("1/1"))
                .isEqualTo(new RunState.Running(1, Bench.START, 4000).slow());
        assertThat(bench.takeActions()).isEmpty();
        bench.tickAt("00:05:00");
        assertThat(bench.takeActions()).containsExactly("stop 1/1.1 TERM");
    }

    @Test
    void anEditGivesTheLimitsThatHoldNow() {
        bench.add(job("a").now().limits(warnAfter("1m", "5m")));
        bench.started("1/1.1").takeActions();
        bench.edit(1, job("a").now().limits(deadline("2m")));
        bench.tickAt("00:02:00");
        assertThat(bench.takeActions()).containsExactly("stop 1/1.1 TERM");
    }
}
