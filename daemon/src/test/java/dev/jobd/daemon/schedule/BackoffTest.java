package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.time;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.Backoff;
import dev.jobd.model.ExitCodes;
import dev.jobd.model.FailurePolicy;
import dev.jobd.model.Jitter;
import dev.jobd.model.OnRestart;
import dev.jobd.model.Outcome;
import dev.jobd.model.Pause;
import dev.jobd.model.RetryCases;
import dev.jobd.model.RetryPolicy;
import dev.jobd.model.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// When the next attempt comes, which ends have one, and what many failures mean.
class BackoffTest {
    private static final Outcome TEMPORARY = new Outcome.Failed(75);
    private final Bench bench = new Bench();

    private static RetryPolicy growing(int retries, Jitter jitter) {
        Backoff backoff =
                Backoff.of(Duration.ofSeconds(10), 2, Optional.of(Duration.ofSeconds(30)));
        return new RetryPolicy(retries, backoff, jitter, RetryCases.USUAL, RetryCases.NONE);
    }

    private static RetryPolicy cases(String on, String not) {
        return new RetryPolicy(
                5,
                new Backoff.Constant(Duration.ofSeconds(1)),
                Jitter.NONE,
                RetryCases.parse(on),
                RetryCases.parse(not));
    }

    private static FailurePolicy pausedAfter(int failures) {
        return new FailurePolicy(ExitCodes.NONE, ExitCodes.NONE, OptionalInt.of(failures));
    }

    @Test
    void eachPauseIsTwiceTheOneBeforeUpToTheLongest() {
        bench.add(job("a").now().retry(growing(9, Jitter.NONE)));
        String[] due = {"00:00:10", "00:00:30", "00:01:00", "00:01:30"};
        for (int attempt = 1; attempt <= due.length; attempt++) {
            bench.started("1/1." + attempt).failed("1/1." + attempt).takeActions();
            assertThat(bench.runState("1/1"))
                    .isEqualTo(new RunState.RetryWait(attempt + 1, time(due[attempt - 1])));
            bench.tickAt(due[attempt - 1]);
            assertThat(bench.takeActions()).containsExactly("launch 1/1." + (attempt + 1));
        }
    }

    @Test
    void aDrawnPauseIsStoredAndKeptAcrossAStart() {
        Set<Instant> drawn = new HashSet<>();
        for (int number = 1; number <= 20; number++) {
            bench.add(job("a" + number).now().retry(growing(1, Jitter.FULL)));
            bench.started(number + "/1.1").failed(number + "/1.1");
            RunState.RetryWait wait = (RunState.RetryWait) bench.runState(number + "/1");
            assertThat(wait.at()).isBetween(Bench.START, time("00:00:10"));
            drawn.add(wait.at());
            Moment now = bench.now();
            long left = Duration.between(now.wall(), wait.at()).toNanos();
            JobEntry known = bench.reloaded().book.find(bench.job(number).id());
            assertThat(known).isNotNull();
            assertThat(bench.scheduler.book.deadlines.timeOf(entry(number)))
                    .isEqualTo(now.nanos() + left);
        }
        assertThat(drawn.size()).isGreaterThan(15);
    }

    private RunEntry entry(long job) {
        JobEntry entry = bench.scheduler.book.find(bench.job(job).id());
        assertThat(entry).isNotNull();
        return entry.active.getFirst();
    }

    @Test
    void onlyTheNamedEndsAreTriedAgain() {
        bench.add(job("a").now().retry(cases("not-started,7", "none")));
        bench.ended("1/1.1", new Outcome.NotStarted("no such user"));
        assertThat(bench.runState("1/1")).isInstanceOf(RunState.RetryWait.class);
        bench.tickAt("00:00:01").started("1/1.2").ended("1/1.2", new Outcome.Failed(7));
        assertThat(bench.runState("1/1")).isInstanceOf(RunState.RetryWait.class);
        bench.tickAt("00:00:02").started("1/1.3").ended("1/1.3", new Outcome.Failed(8));
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Failed(8));
    }

    @Test
    void someCodesAreNotTriedAgainAllTheSame() {
        bench.add(job("a").now().retry(cases("fail", "2,64-78")));
        bench.started("1/1.1").ended("1/1.1", new Outcome.Failed(64));
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Failed(64));
    }

    @Test
    void aCodeThatIsSuccessEndsTheRunWell() {
        FailurePolicy three = new FailurePolicy(ExitCodes.of(3), ExitCodes.NONE, OptionalInt.of(1));
        bench.add(job("a").every("1h").retries(3, "1s").failure(three));
        bench.tickAt("01:00:00").started("1/1.1").ended("1/1.1", new Outcome.Failed(3));
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Succeeded(3));
        assertThat(bench.state(1).counts().succeeded()).isEqualTo(1);
        assertThat(bench.state(1).paused()).isFalse();
    }

    @Test
    void aStoppedProcessHasNotSucceededWhateverItsCode() {
        FailurePolicy three =
                new FailurePolicy(ExitCodes.of(3), ExitCodes.NONE, OptionalInt.empty());
        bench.add(job("a").now().failure(three).timeout("1m"));
        bench.started("1/1.1").tickAt("00:01:00").ended("1/1.1", new Outcome.Failed(3));
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.TimedOut());
    }

    @Test
    void temporaryFailureUsesNoAttemptUp() {
        bench.add(job("a").now().retry(growing(1, Jitter.NONE)));
        bench.started("1/1.1").ended("1/1.1", TEMPORARY).takeActions();
        assertThat(bench.runState("1/1")).isEqualTo(new RunState.RetryWait(2, time("00:00:10")));
        bench.tickAt("00:00:10").started("1/1.2").ended("1/1.2", TEMPORARY);
        assertThat(bench.runState("1/1"))
                .as("the pause does not grow")
                .isEqualTo(new RunState.RetryWait(3, time("00:00:20")));
        bench.tickAt("00:00:20").started("1/1.3").failed("1/1.3");
        assertThat(bench.runState("1/1"))
                .as("its first failure")
                .isEqualTo(new RunState.RetryWait(4, time("00:00:30")));
        bench.tickAt("00:00:30").started("1/1.4").failed("1/1.4");
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Failed(1));
        assertThat(bench.run("1/1").attempts()).hasSize(4);
        assertThat(bench.run("1/1").attemptsMax()).isEqualTo(4);
    }

    @Test
    void temporaryFailuresEndAtAThousandAttempts() {
        bench.add(job("a").now().retries(0, "0s"));
        for (int attempt = 1; attempt <= Retries.ATTEMPTS_MAX; attempt++) {
            bench.started("1/1." + attempt).ended("1/1." + attempt, TEMPORARY).tick();
        }
        assertThat(bench.outcome("1/1")).isEqualTo(TEMPORARY);
        assertThat(bench.run("1/1").attempts()).hasSize(1001);
    }

    @Test
    void aJobMayMeanFailureByThatCode() {
        bench.add(job("a").now().failure(FailurePolicy.PLAIN));
        bench.started("1/1.1").ended("1/1.1", TEMPORARY);
        assertThat(bench.outcome("1/1")).isEqualTo(TEMPORARY);
    }

    @Test
    void failuresInARowPauseTheScheduleWithTheirNumber() {
        bench.add(job("a").every("1h").failure(pausedAfter(2)));
        bench.tickAt("01:00:00").started("1/1.1").failed("1/1.1");
        assertThat(bench.state(1).failures()).isEqualTo(1);
        bench.tickAt("02:00:00").started("1/2.1").failed("1/2.1");
        assertThat(bench.state(1).pause()).contains(Pause.afterFailures(2));
        bench.tickAt("03:00:00");
        assertThat(bench.outcome("1/3"))
                .isEqualTo(new Outcome.Skipped("paused: 2 failed runs in a row"));
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1", "launch 1/2.1");
    }

    @Test
    void aSuccessBetweenCountsAnewAndASkipDoesNot() {
        bench.add(job("a").every("1h").failure(pausedAfter(2)));
        bench.tickAt("01:00:00").started("1/1.1").failed("1/1.1");
        bench.tickAt("02:00:00").started("1/2.1").succeeded("1/2.1");
        bench.tickAt("03:00:00").started("1/3.1").tickAt("04:00:00");
        assertThat(bench.words(1)).containsExactly("failed", "succeeded", "running", "skipped");
        bench.failed("1/3.1");
        assertThat(bench.state(1).failures()).isEqualTo(1);
        assertThat(bench.state(1).paused()).isFalse();
    }

    @Test
    void aResumeCountsAnew() {
        bench.add(job("a").every("1h").failure(pausedAfter(2)));
        bench.tickAt("01:00:00").started("1/1.1").failed("1/1.1");
        bench.resume(1);
        assertThat(bench.state(1).failures()).as("also of a schedule that runs").isZero();
        bench.tickAt("02:00:00").started("1/2.1").failed("1/2.1");
        bench.tickAt("03:00:00").started("1/3.1").failed("1/3.1");
        assertThat(bench.state(1).paused()).isTrue();
        bench.resume(1);
        assertThat(bench.state(1).failures()).isZero();
        bench.tickAt("04:00:00");
        assertThat(bench.runState("1/4")).isInstanceOf(RunState.Starting.class);
    }

    @Test
    void attemptsCountAsOneRun() {
        bench.add(job("a").every("1h").retries(1, "1s").failure(pausedAfter(2)));
        bench.tickAt("01:00:00").started("1/1.1").failed("1/1.1");
        bench.tickAt("01:00:01").started("1/1.2").failed("1/1.2");
        assertThat(bench.state(1).failures()).isEqualTo(1);
    }

    @Test
    void whatIsNeverDueIsNotPaused() {
        bench.add(job("a").failure(pausedAfter(1)));
        bench.trigger(1);
        bench.started("1/1.1").failed("1/1.1");
        assertThat(bench.state(1).failures()).isEqualTo(1);
        assertThat(bench.state(1).paused()).isFalse();
    }

    @Test
    void whatAPersonStopsIsNoFailure() {
        bench.add(job("a").every("1h").failure(pausedAfter(1)).onRestart(OnRestart.KILL));
        bench.tickAt("01:00:00").started("1/1.1").stop("1/1");
        bench.ended("1/1.1", new Outcome.Signalled(15));
        assertThat(bench.state(1).failures()).isZero();
    }
}
