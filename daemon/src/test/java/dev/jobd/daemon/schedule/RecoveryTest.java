package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.process.Exit;
import dev.jobd.daemon.process.Recovered;
import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.Change;
import dev.jobd.daemon.store.InMemoryStore;
import dev.jobd.model.Attempt;
import dev.jobd.model.Group;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import dev.jobd.model.Outcome;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import dev.jobd.model.Signal;
import dev.jobd.model.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a start makes of what the last daemon left.
class RecoveryTest {
    private static final Instant NOW = Bench.time("01:00:00");
    private static final Instant BEGUN = Bench.time("00:59:50");

    private final InMemoryStore store = new InMemoryStore();
    private final FakeProcesses processes = new FakeProcesses();

    private TestDaemon daemon() {
        return TestDaemon.prepare(store, processes, 100, new Moment(NOW, 500));
    }

    private TestDaemon started() {
        TestDaemon daemon = daemon();
        daemon.takeUp();
        return daemon.turn();
    }

    private void store(TestJob job, RunState... runs) {
        long number = store.view().nextJobNumber();
        JobId id = new JobId(number);
        Optional<Instant> next = job.schedule().nextAfter(Bench.START);
        JobState state =
                new JobState(
                        id,
                        next,
                        Optional.empty(),
                        runs.length,
                        JobState.Counts.NONE,
                        Optional.empty(),
                        0,
                        0,
                        0,
                        Set.of());
        store.commit(
                        Batch.of(
                                new Change.PutGroup(new Group("default", OptionalInt.of(9))),
                                new Change.PutGroup(new Group("one", OptionalInt.of(1))),
                                new Change.PutJob(
                                        new Job(id, 1, job.definition(), Bench.START, Bench.START),
                                        0),
                                new Change.PutState(state, Optional.empty())))
                .join();
        for (int i = 0; i < runs.length; i++) {
            Run run =
                    new Run(
                            Bench.runId(number + "/" + (i + 1)),
                            Trigger.SCHEDULE,
                            "",
                            Bench.START.plusSeconds(i),
                            Bench.START,
                            job.policies().retry().attemptsMax(),
                            List.of(),
                            runs[i]);
            store.commit(Batch.of(new Change.PutRun(run, Optional.empty()))).join();
        }
    }

    private static RunState state(String word) {
        RunState.Running running = new RunState.Running(1, BEGUN, 4711);
        RunState.Running unborn = new RunState.Running(1, BEGUN, 0);
        RunState.StopCause person = new RunState.StopCause.Person("ann");
        Instant since = Bench.time("00:59:55");
        return switch (word) {
            case "starting" -> new RunState.Starting(1, BEGUN);
            case "running" -> running;
            case "stopping" -> new RunState.Stopping(running, person, since);
            case "stopping-unborn" -> new RunState.Stopping(unborn, person, since);
            case "timing-out" ->
                    new RunState.Stopping(running, new RunState.StopCause.Timeout(), since);
            default -> throw new IllegalArgumentException(word);
        };
    }

    private static Recovered finding(String word) {
        Instant ended = Bench.time("00:59:58");
        return switch (word) {
            case "never" -> new Recovered.NeverStarted();
            case "runs" -> new Recovered.Running(4711, BEGUN);
            case "ended" ->
                    new Recovered.Ended(new Exit.Code(3, Attempt.Usage.UNKNOWN), BEGUN, ended);
            case "not-executable" -> new Recovered.Ended(new Exit.NotStarted("no"), BEGUN, ended);
            case "lost" -> new Recovered.Lost("gone");
            default -> throw new IllegalArgumentException(word);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "starting, never, starting, start 1/1.1",
        "starting, runs, running, ''",
        "starting, ended, failed, ''",
        "starting, not-executable, not-started, ''",
        "starting, lost, lost, ''",
        "running, never, lost, ''",
        "running, runs, running, ''",
        "running, ended, failed, ''",
        "running, not-executable, not-started, ''",
        "running, lost, lost, ''",
        "stopping, never, killed, ''",
        "stopping, runs, stopping, stop 1/1.1 15",
        "stopping, ended, killed, ''",
        "stopping, not-executable, not-started, ''",
        "stopping, lost, killed, ''",
        "stopping-unborn, never, killed, ''",
        "stopping-unborn, runs, stopping, stop 1/1.1 15",
        "stopping-unborn, ended, killed, ''",
        "stopping-unborn, not-executable, not-started, ''",
        "stopping-unborn, lost, killed, ''",
        "timing-out, never, timed-out, ''",
        "timing-out, runs, stopping, stop 1/1.1 15",
        "timing-out, ended, timed-out, ''",
        "timing-out, not-executable, not-started, ''",
        "timing-out, lost, timed-out, ''",
    })
    void aRunIsTakenUpAsItsProcessReallyIs(
            String stored, String found, String expected, String line) {
        store(job("a"), state(stored));
        TestDaemon daemon = daemon();
        daemon.launcher.find(Bench.attemptId("1/1.1"), finding(found));

        daemon.takeUp();
        daemon.turn();

        assertThat(daemon.word("1/1")).isEqualTo(expected);
        assertThat(String.join(", ", daemon.launcher.takeLines())).isEqualTo(line);
        boolean over = daemon.run("1/1").isEnded();
        assertThat(daemon.scheduler.processes()).isEqualTo(over ? 0 : 1);
        daemon.assertKnowsWhatIsStored("after the start");
    }

    @Test
    void anEndThatNobodySawIsRecordedWithItsTimes() {
        store(job("a"), state("starting"));
        TestDaemon daemon = daemon();
        daemon.launcher.find(Bench.attemptId("1/1.1"), finding("ended"));
        daemon.takeUp();
        assertThat(daemon.run("1/1").attempts())
                .containsExactly(
                        new Attempt(
                                1,
                                Optional.of(BEGUN),
                                Bench.time("00:59:58"),
                                new Outcome.Failed(3),
                                Attempt.Usage.UNKNOWN));
        assertThat(daemon.run("1/1").state())
                .isEqualTo(new RunState.Ended(Bench.time("00:59:58"), new Outcome.Failed(3)));
    }

    @Test
    void aFailureThatNobodySawIsRetriedFromItsEnd() {
        store(job("a").retries(1, "1m"), state("running"));
        TestDaemon daemon = daemon();
        daemon.launcher.find(Bench.attemptId("1/1.1"), finding("ended"));
        daemon.takeUp();
        assertThat(daemon.run("1/1").state())
                .isEqualTo(new RunState.RetryWait(2, Bench.time("01:00:58")));
        daemon.passAndTurn("57s");
        assertThat(daemon.launcher.takeLines()).isEmpty();
        daemon.passAndTurn("1s");
        assertThat(daemon.launcher.takeLines()).containsExactly("start 1/1.2");
    }

    @Test
    void aPauseBeforeARetryGoesOnAcrossTheRestart() {
        store(job("a").retries(1, "10m"), new RunState.RetryWait(2, Bench.time("01:00:05")));
        TestDaemon daemon = started();
        daemon.passAndTurn("4s999ms");
        assertThat(daemon.launcher.takeLines()).isEmpty();
        daemon.passAndTurn("1ms");
        assertThat(daemon.launcher.takeLines()).containsExactly("start 1/1.2");
    }

    @Test
    void aRetryThatCameDueMeanwhileStartsAtOnce() {
        store(job("a").retries(1, "1s"), new RunState.RetryWait(2, Bench.time("00:10:00")));
        assertThat(started().launcher.takeLines()).containsExactly("start 1/1.2");
    }

    @Test
    void aTimeoutGoesOnCountingAcrossTheRestart() {
        store(job("a").timeout("15s"), state("running"));
        TestDaemon daemon = daemon();
        daemon.launcher.find(Bench.attemptId("1/1.1"), finding("runs"));
        daemon.takeUp();
        daemon.passAndTurn("4s999ms");
        assertThat(daemon.launcher.takeLines()).isEmpty();
        daemon.passAndTurn("1ms");
        assertThat(daemon.launcher.takeLines()).containsExactly("stop 1/1.1 15");
    }

    @Test
    void theTimeoutOfAStartThatNobodySawCountsFromItsBegin() {
        store(job("a").timeout("15s"), state("starting"));
        TestDaemon daemon = daemon();
        daemon.launcher.find(Bench.attemptId("1/1.1"), finding("runs"));
        daemon.takeUp();
        daemon.passAndTurn("5s");
        assertThat(daemon.launcher.takeLines()).containsExactly("stop 1/1.1 15");
    }

    @Test
    void aTimeoutThatRanOutMeanwhileStopsAtOnce() {
        store(job("a").timeout("2s"), state("running"));
        TestDaemon daemon = daemon();
        daemon.launcher.find(Bench.attemptId("1/1.1"), finding("runs"));
        daemon.takeUp();
        assertThat(daemon.turn().launcher.takeLines()).containsExactly("stop 1/1.1 15");
    }

    @Test
    void theGraceOfAStopGoesOnCountingAcrossTheRestart() {
        store(job("a").stop(Signal.INT, "8s"), state("stopping"));
        TestDaemon daemon = daemon();
        daemon.launcher.find(Bench.attemptId("1/1.1"), finding("runs"));
        daemon.takeUp();
        daemon.turn();
        assertThat(daemon.launcher.takeLines()).containsExactly("stop 1/1.1 2");
        daemon.passAndTurn("3s");
        assertThat(daemon.launcher.takeLines()).containsExactly("kill 1/1.1");
    }

    @Test
    void dueTimesAreAsTheyWereStored() {
        store(job("a").every("40m"));
        store(job("b").every("2h"));
        TestDaemon daemon = started();
        assertThat(daemon.launcher.takeLines()).containsExactly("start 1/1.1");
        assertThat(daemon.run("1/1").trigger()).isEqualTo(Trigger.CATCHUP);
        assertThat(daemon.store.view().state(new JobId(2)).orElseThrow().nextDue())
                .as("neither restarted nor forgotten")
                .contains(Bench.time("02:00:00"));
    }

    @Test
    void whatIsActiveIsKnownBeforeAnythingIsDecided() {
        store(job("a").group("one").every("1h"), state("running"));
        store(job("b").group("one"), new RunState.Queued(1));
        TestDaemon daemon = daemon();
        daemon.launcher.find(Bench.attemptId("1/1.1"), finding("runs"));
        daemon.takeUp();
        daemon.turn();
        assertThat(daemon.launcher.takeLines()).as("the slot is taken").isEmpty();
        assertThat(daemon.run("1/2").state())
                .as("due again while it runs")
                .isEqualTo(
                        new RunState.Ended(NOW, new Outcome.Skipped("overlap: run 1 is running")));
    }

    @Test
    void theEndOfOneRunDoesNotStartAnotherBeforeAllAreTakenUp() {
        store(job("a").group("one"), state("running"));
        store(job("b").group("one"), state("running"));
        store(job("c").group("one"), new RunState.Queued(1));
        TestDaemon daemon = daemon();
        daemon.launcher.find(Bench.attemptId("1/1.1"), finding("ended"));
        daemon.launcher.find(Bench.attemptId("2/1.1"), finding("runs"));
        daemon.takeUp();
        daemon.turn();
        assertThat(daemon.launcher.takeLines()).isEmpty();
    }

    @Test
    void runsThatWaitedStartInTheirOrder() {
        store(job("low").group("one").priority(-1), new RunState.Queued(1));
        store(job("a").group("one"), new RunState.Queued(1), new RunState.Queued(1));
        TestDaemon daemon = started();
        assertThat(daemon.launcher.takeLines()).containsExactly("start 2/1.1");
        daemon.ends("2/1.1", 0);
        assertThat(daemon.turn().launcher.takeLines()).containsExactly("start 2/2.1");
        daemon.ends("2/2.1", 0);
        assertThat(daemon.turn().launcher.takeLines()).containsExactly("start 1/1.1");
    }

    @Test
    void aProcessThatOutlivedItsJobIsEndedAndRecorded() {
        store(job("a"), state("stopping"));
        store.commit(Batch.of(new Change.RemoveJob(new JobId(1), 1))).join();
        TestDaemon daemon = daemon();
        daemon.launcher.find(Bench.attemptId("1/1.1"), finding("runs"));
        processes.order(ActorTest.launch("1/1.1"));
        daemon.takeUp();
        assertThat(daemon.launcher.takeLines()).containsExactly("stop 1/1.1 15");
        daemon.passAndTurn("5s");
        assertThat(daemon.launcher.takeLines()).containsExactly("kill 1/1.1");
        daemon.ends("1/1.1", 0);
        assertThat(daemon.turn().word("1/1")).isEqualTo("killed");
        assertThat(daemon.scheduler.book.jobs()).isEmpty();
    }

    @Test
    void aStartOfARemovedJobIsNotMade() {
        store(job("a"), state("starting"));
        store.commit(Batch.of(new Change.RemoveJob(new JobId(1), 1))).join();
        TestDaemon daemon = started();
        assertThat(daemon.launcher.takeLines()).isEmpty();
        assertThat(daemon.word("1/1")).isEqualTo("not-started");
    }

    @Test
    void numbersGoOnWhereTheyWere() {
        store(job("a"), state("running"));
        store(job("gone"));
        store.commit(Batch.of(new Change.RemoveJob(new JobId(2), 1))).join();
        TestDaemon daemon = started();
        assertThat(daemon.ask(job("b").add()).join().job()).isEqualTo(new JobId(3));
        Command.Trigger trigger = new Command.Trigger(new JobId(1), TestJob.BY);
        assertThat(daemon.ask(trigger).join().run()).contains(Bench.runId("1/2"));
    }

    @Test
    void aStoreThatIsFullAtTheStartLosesNoNews() {
        store(job("a"), state("running"));
        store.fillDisk();
        TestDaemon daemon = daemon();
        daemon.launcher.find(Bench.attemptId("1/1.1"), finding("ended"));
        daemon.takeUp();
        daemon.turn();
        assertThat(daemon.word("1/1")).isEqualTo("running");
        daemon.passAndTurn("1s");
        assertThat(daemon.word("1/1")).isEqualTo("failed");
    }

    @Test
    void nothingIsStartedTwiceHoweverOftenTheDaemonCrashes() {
        TestDaemon daemon = TestDaemon.fresh();
        daemon.ask(job("a").every("1m").add()).join();
        daemon.ask(new Command.Pause(new JobId(1), OptionalLong.empty(), false, TestJob.BY)).join();
        daemon.passAndTurn("1m");
        for (int i = 0; i < 3; i++) {
            daemon = daemon.crash(Duration.ofSeconds(5)).turn();
            daemon.begins("1/1.1");
            daemon = daemon.crash(Duration.ofSeconds(5)).turn();
            daemon.ends("1/1.1", 0);
            daemon = daemon.crash(Duration.ofSeconds(5)).turn();
        }
        assertThat(daemon.word("1/1")).isEqualTo("succeeded");
        assertThat(daemon.processes.faults()).isEmpty();
    }
}
