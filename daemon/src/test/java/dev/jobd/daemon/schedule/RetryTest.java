package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.time;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.Attempt;
import dev.jobd.model.Outcome;
import dev.jobd.model.RunState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What follows a failed attempt.
class RetryTest {
    private final Bench bench = new Bench();

    @Test
    void aFailedAttemptIsRepeatedAfterItsDelay() {
        bench.add(job("a").now().retries(2, "10s"));
        bench.started("1/1.1").at("00:00:05").failed("1/1.1").takeActions();

        assertThat(bench.runState("1/1")).isEqualTo(new RunState.RetryWait(2, time("00:00:15")));
        assertThat(bench.scheduler.processes()).as("no slot meanwhile").isZero();
        bench.tickAt("00:00:14.999");
        assertThat(bench.takeActions()).isEmpty();
        bench.tickAt("00:00:15");
        assertThat(bench.takeActions()).containsExactly("launch 1/1.2");
        assertThat(bench.runState("1/1")).isEqualTo(new RunState.Starting(2, time("00:00:15")));
    }

    @Test
    void aRetryIsNotEarlyByAFractionOfAMillisecond() {
        bench.add(job("a").now().retries(1, "10s"));
        bench.started("1/1.1").at("00:00:05.000900").failed("1/1.1").takeActions();
        bench.tickAt("00:00:15.000899");
        assertThat(bench.takeActions()).isEmpty();
        bench.tickAt("00:00:15.000900");
        assertThat(bench.takeActions()).containsExactly("launch 1/1.2");
    }

    @Test
    void eachAttemptIsRecorded() {
        bench.add(job("a").now().retries(1, "1s"));
        bench.at("00:00:01").started("1/1.1").at("00:00:03").failed("1/1.1");
        bench.tickAt("00:00:04").started("1/1.2").at("00:00:09").succeeded("1/1.2");

        assertThat(bench.run("1/1").attempts())
                .containsExactly(
                        new Attempt(
                                1,
                                Optional.of(time("00:00:01")),
                                time("00:00:03"),
                                new Outcome.Failed(1),
                                Attempt.Usage.UNKNOWN),
                        new Attempt(
                                2,
                                Optional.of(time("00:00:04")),
                                time("00:00:09"),
                                new Outcome.Succeeded(),
                                Attempt.Usage.UNKNOWN));
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Succeeded());
        assertThat(bench.state(1).counts().succeeded()).as("a run, not attempts").isEqualTo(1);
        assertThat(bench.state(1).counts().failed()).isZero();
        assertThat(bench.state(1).lastEnd().orElseThrow().startedAt()).contains(time("00:00:04"));
    }

    @Test
    void theLastAttemptEndsTheRun() {
        bench.add(job("a").now().retries(1, "1s"));
        bench.started("1/1.1").failed("1/1.1").tickAt("00:00:01").started("1/1.2");
        bench.ended("1/1.2", new Outcome.Failed(9));
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Failed(9));
        assertThat(bench.state(1).counts().failed()).isEqualTo(1);
    }

    @Test
    void aSignalFromElsewhereIsAFailure() {
        bench.add(job("a").now().retries(1, "1s"));
        bench.started("1/1.1").ended("1/1.1", new Outcome.Signalled(11));
        assertThat(bench.runState("1/1")).isInstanceOf(RunState.RetryWait.class);
    }

    @Test
    void whatAPersonStoppedIsNotRepeated() {
        bench.add(job("a").now().retries(5, "1s"));
        bench.started("1/1.1").stop("1/1");
        bench.ended("1/1.1", new Outcome.Signalled(15));
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Killed(TestJob.BY));
    }

    @Test
    void whatCouldNotStartIsNotRepeated() {
        bench.add(job("a").now().retries(5, "1s"));
        bench.ended("1/1.1", new Outcome.NotStarted("command not found: frob"));
        assertThat(bench.outcome("1/1"))
                .isEqualTo(new Outcome.NotStarted("command not found: frob"));
        assertThat(bench.run("1/1").attempts().getLast().startedAt()).isEmpty();
    }

    @Test
    void whatWasLostIsRepeatedLikeAFailure() {
        bench.add(job("a").now().retries(5, "1s"));
        bench.started("1/1.1").ended("1/1.1", new Outcome.Lost("gone"));
        assertThat(bench.runState("1/1")).isEqualTo(new RunState.RetryWait(2, time("00:00:01")));
    }

    @Test
    void aRetryWaitsForASlotLikeAnyRun() {
        bench.group("one", 1);
        bench.add(job("a").group("one").now().retries(1, "1s"));
        bench.add(job("b").group("one").now());
        bench.started("1/1.1").failed("1/1.1");
        bench.started("2/1.1").takeActions();
        bench.tickAt("00:00:01");
        assertThat(bench.runState("1/1")).isEqualTo(new RunState.Queued(2));
        assertThat(bench.takeActions()).isEmpty();
        bench.succeeded("2/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 1/1.2");
    }

    @Test
    void anEditLeavesARunTheAttemptsItWasMadeWith() {
        bench.add(job("a").now().retries(1, "1s"));
        bench.started("1/1.1");
        bench.edit(1, job("a").now().retries(5, "1s"));
        bench.failed("1/1.1").tickAt("00:00:01").started("1/1.2").failed("1/1.2");
        assertThat(bench.run("1/1").attemptsMax()).isEqualTo(2);
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Failed(1));
    }

    @Test
    void aRetryWithoutDelayStartsInTheNextTick() {
        bench.add(job("a").now().retries(1, "0s"));
        bench.started("1/1.1").failed("1/1.1").takeActions();
        bench.tick();
        assertThat(bench.takeActions()).containsExactly("launch 1/1.2");
    }

    @Test
    void newsOfAFormerAttemptChangeNothing() {
        bench.add(job("a").now().retries(1, "1s"));
        bench.started("1/1.1").failed("1/1.1").tickAt("00:00:01").started("1/1.2");
        bench.failed("1/1.1").started("1/1.1");
        assertThat(bench.runState("1/1"))
                .isEqualTo(new RunState.Running(2, time("00:00:01"), 4000));
    }

    @Test
    void anEndThatIsToldTwiceCountsOnce() {
        bench.add(job("a").now());
        bench.started("1/1.1").failed("1/1.1").failed("1/1.1");
        assertThat(bench.state(1).counts().failed()).isEqualTo(1);
        assertThat(bench.scheduler.processes()).isZero();
    }

    @Test
    void newsOfNoRunChangeNothing() {
        bench.started("9/1.1").failed("9/1.1");
        assertThat(bench.scheduler.processes()).isZero();
    }
}
