package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.time;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.Outcome;
import dev.jobd.model.RunState;
import dev.jobd.model.Signal;
import org.junit.jupiter.api.Test;

/// Time limits, stopping and signals.
class StopTest {
    private static final RunState.StopCause PERSON = new RunState.StopCause.Person(TestJob.BY);

    private final Bench bench = new Bench();

    @Test
    void anAttemptOverItsTimeoutIsStoppedThenKilledAndHasTimedOut() {
        bench.add(job("a").now().timeout("1m").stop(Signal.INT, "5s"));
        bench.at("00:00:02").started("1/1.1").takeActions();

        bench.tickAt("00:01:01.999");
        assertThat(bench.takeActions()).isEmpty();
        bench.tickAt("00:01:02");
        assertThat(bench.takeActions()).containsExactly("stop 1/1.1 INT");
        bench.tickAt("00:01:06.999");
        assertThat(bench.takeActions()).isEmpty();
        bench.tickAt("00:01:07");
        assertThat(bench.takeActions()).containsExactly("kill 1/1.1");
        bench.ended("1/1.1", new Outcome.Signalled(9));

        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.TimedOut());
        assertThat(bench.state(1).counts().failed()).isEqualTo(1);
    }

    @Test
    void aTimeoutCountsFromTheStartOfTheProcessHoweverLateItIsHeardOf() {
        bench.add(job("a").now().timeout("1m"));
        bench.at("00:00:30");
        Decision heard =
                bench.scheduler.started(Bench.attemptId("1/1.1"), 1, time("00:00:01"), bench.now());
        assertThat(heard.changes()).hasSize(1);
        bench.store.commit(new dev.jobd.daemon.store.Batch(heard.changes())).join();
        bench.takeActions();
        bench.tickAt("00:01:01");
        assertThat(bench.takeActions()).containsExactly("stop 1/1.1 TERM");
    }

    @Test
    void anAttemptThatEndsWithinItsTimeoutIsLeftAlone() {
        bench.add(job("a").now().timeout("1m"));
        bench.started("1/1.1").at("00:00:59").succeeded("1/1.1").takeActions();
        bench.tickAt("02:00:00");
        assertThat(bench.takeActions()).isEmpty();
        assertThat(bench.scheduler.earliestDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aTimedOutAttemptIsRepeatedAndEachHasItsOwnTimeout() {
        bench.add(job("a").now().timeout("1m").retries(1, "10s"));
        bench.started("1/1.1").tickAt("00:01:00").ended("1/1.1", new Outcome.Signalled(15));
        assertThat(bench.runState("1/1")).isEqualTo(new RunState.RetryWait(2, time("00:01:10")));
        bench.tickAt("00:01:10").started("1/1.2").takeActions();
        bench.tickAt("00:02:09.999");
        assertThat(bench.takeActions()).isEmpty();
        bench.tickAt("00:02:10");
        assertThat(bench.takeActions()).containsExactly("stop 1/1.2 TERM");
    }

    @Test
    void aProcessThatEndsWellAfterItsTimeoutHasTimedOutAllTheSame() {
        bench.add(job("a").now().timeout("1m"));
        bench.started("1/1.1").tickAt("00:01:00").succeeded("1/1.1");
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.TimedOut());
    }

    @Test
    void theStopOfAQueuedRunEndsItAtOnce() {
        bench.group("one", 1);
        bench.add(job("a").group("one").now());
        bench.add(job("b").group("one").now());
        bench.takeActions();

        bench.at("00:00:03").stop("2/1");

        assertThat(bench.runState("2/1"))
                .isEqualTo(new RunState.Ended(time("00:00:03"), new Outcome.Killed(TestJob.BY)));
        bench.started("1/1.1").succeeded("1/1.1");
        assertThat(bench.takeActions()).as("it never starts").isEmpty();
    }

    @Test
    void theStopOfARunThatWaitsForARetryEndsItAtOnce() {
        bench.add(job("a").now().retries(3, "1m"));
        bench.started("1/1.1").failed("1/1.1").takeActions();
        bench.stop("1/1");
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Killed(TestJob.BY));
        bench.tickAt("01:00:00");
        assertThat(bench.takeActions()).isEmpty();
    }

    @Test
    void theStopOfAStartingRunWaitsForItsProcess() {
        bench.add(job("a").now().stop(Signal.HUP, "5s"));
        bench.takeActions();

        bench.stop("1/1");
        assertThat(bench.takeActions()).as("nobody there to tell").isEmpty();
        assertThat(bench.runState("1/1").word()).isEqualTo("stopping");

        bench.at("00:00:01").started("1/1.1");
        assertThat(bench.takeActions()).containsExactly("stop 1/1.1 HUP");
        RunState.Running running = new RunState.Running(1, time("00:00:01"), 4000);
        assertThat(bench.runState("1/1"))
                .isEqualTo(new RunState.Stopping(running, PERSON, time("00:00:01")));
        bench.tickAt("00:00:06");
        assertThat(bench.takeActions()).containsExactly("kill 1/1.1");
        bench.ended("1/1.1", new Outcome.Signalled(9));
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Killed(TestJob.BY));
        assertThat(bench.run("1/1").attempts().getLast().startedAt()).contains(time("00:00:01"));
    }

    @Test
    void aStoppedStartThatFailsSaysWhy() {
        bench.add(job("a").now());
        bench.stop("1/1");
        bench.ended("1/1.1", new Outcome.NotStarted("no such directory: /nowhere"));
        assertThat(bench.outcome("1/1"))
                .isEqualTo(new Outcome.NotStarted("no such directory: /nowhere"));
    }

    @Test
    void theStopOfARunningRunTakesTheStopSequence() {
        bench.add(job("a").now().stop(Signal.INT, "3s"));
        bench.started("1/1.1").takeActions();

        bench.at("00:00:10").stop("1/1");
        assertThat(bench.takeActions()).containsExactly("stop 1/1.1 INT");
        bench.tickAt("00:00:13");
        assertThat(bench.takeActions()).containsExactly("kill 1/1.1");
        bench.tickAt("00:10:00");
        assertThat(bench.takeActions()).as("once is enough").isEmpty();
        bench.succeeded("1/1.1");
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Killed(TestJob.BY));
    }

    @Test
    void aGracefulEndIsNotKilled() {
        bench.add(job("a").now());
        bench.started("1/1.1").stop("1/1");
        bench.succeeded("1/1.1").takeActions();
        bench.tickAt("01:00:00");
        assertThat(bench.takeActions()).isEmpty();
    }

    @Test
    void aSecondStopChangesNothing() {
        bench.add(job("a").now());
        bench.started("1/1.1").stop("1/1");
        RunState before = bench.runState("1/1");
        bench.takeActions();
        bench.at("00:00:05").stop("1/1");
        assertThat(bench.takeActions()).isEmpty();
        assertThat(bench.runState("1/1")).isEqualTo(before);
        bench.tickAt("00:00:10");
        assertThat(bench.takeActions()).as("the first grace counts").containsExactly("kill 1/1.1");
    }

    @Test
    void aPersonWhoStopsATimedOutAttemptEndsTheRun() {
        bench.add(job("a").now().timeout("1m").retries(3, "1s"));
        bench.started("1/1.1").tickAt("00:01:00").takeActions();
        bench.at("00:01:02").stop("1/1");
        assertThat(bench.takeActions()).as("it has been told already").isEmpty();
        bench.ended("1/1.1", new Outcome.Signalled(15));
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Killed(TestJob.BY));
    }

    @Test
    void aPersonWhoKillsATimedOutAttemptEndsTheRun() {
        bench.add(job("a").now().timeout("1m").retries(3, "1s"));
        bench.started("1/1.1").tickAt("00:01:00").takeActions();
        bench.at("00:01:02").signal("1/1", Signal.KILL);
        assertThat(bench.takeActions()).containsExactly("kill 1/1.1");
        bench.ended("1/1.1", new Outcome.Signalled(9));
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Killed(TestJob.BY));
    }

    @Test
    void killEndsAllProcessesAtOnce() {
        bench.add(job("a").now().retries(2, "1s"));
        bench.started("1/1.1").takeActions();
        bench.signal("1/1", Signal.KILL);
        assertThat(bench.takeActions()).containsExactly("kill 1/1.1");
        assertThat(bench.runState("1/1").word()).isEqualTo("stopping");
        bench.tickAt("01:00:00");
        assertThat(bench.takeActions()).as("there is no grace to wait for").isEmpty();
        bench.ended("1/1.1", new Outcome.Signalled(9));
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Killed(TestJob.BY));
    }

    @Test
    void killDuringTheGraceDoesNotWaitForItsEnd() {
        bench.add(job("a").now());
        bench.started("1/1.1").stop("1/1");
        bench.takeActions();
        bench.signal("1/1", Signal.KILL);
        assertThat(bench.takeActions()).containsExactly("kill 1/1.1");
    }

    @Test
    void oneSignalIsSentAndTheRunGoesOn() {
        bench.add(job("a").now());
        bench.started("1/1.1").takeActions();
        bench.signal("1/1", Signal.USR1);
        assertThat(bench.takeActions()).containsExactly("send 1/1.1 USR1");
        assertThat(bench.runState("1/1").word()).isEqualTo("running");
        bench.stop("1/1");
        bench.takeActions();
        bench.signal("1/1", Signal.USR2);
        assertThat(bench.takeActions()).containsExactly("send 1/1.1 USR2");
    }

    @Test
    void aSignalNeedsAProcess() {
        bench.group("one", 1);
        bench.add(job("a").group("one").now());
        bench.add(job("b").group("one").now());
        assertThat(bench.refusal(Bench.signalling("1/1", Signal.HUP)))
                .isEqualTo(new Refusal.NoProcess(Bench.runId("1/1"), "starting"));
        assertThat(bench.refusal(Bench.signalling("2/1", Signal.KILL)))
                .isEqualTo(new Refusal.NoProcess(Bench.runId("2/1"), "queued"));
        bench.stop("1/1");
        assertThat(bench.refusal(Bench.signalling("1/1", Signal.HUP)))
                .isEqualTo(new Refusal.NoProcess(Bench.runId("1/1"), "stopping"));
    }

    @Test
    void aRunThatIsOverCannotBeStopped() {
        bench.add(job("a").now());
        bench.started("1/1.1").succeeded("1/1.1");
        assertThat(
                        bench.refusal(
                                new Command.Stop(
                                        Bench.runId("1/1"), java.util.Optional.empty(), "ann")))
                .isEqualTo(new Refusal.NoSuchRun(Bench.runId("1/1")));
    }

    @Test
    void theEndOfAStoppedRunLetsTheNextOneStart() {
        bench.group("one", 1);
        bench.add(job("a").group("one").now());
        bench.add(job("b").group("one").now());
        bench.started("1/1.1").stop("1/1");
        bench.takeActions();
        bench.ended("1/1.1", new Outcome.Signalled(15));
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1");
    }

    @Test
    void anEditOfTheTimeoutCountsForTheAttemptThatRuns() {
        bench.add(job("a").now().timeout("1h"));
        bench.started("1/1.1").takeActions();
        bench.at("00:05:00").edit(1, job("a").now().timeout("10m"));
        bench.tickAt("00:10:00");
        assertThat(bench.takeActions()).containsExactly("stop 1/1.1 TERM");
    }

    @Test
    void anEditCanTakeATimeoutAway() {
        bench.add(job("a").now().timeout("1h"));
        bench.started("1/1.1").takeActions();
        bench.edit(1, job("a").now());
        bench.tickAt("02:00:00");
        assertThat(bench.takeActions()).isEmpty();
    }
}
