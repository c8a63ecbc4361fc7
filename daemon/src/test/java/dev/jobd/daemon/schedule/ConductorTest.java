package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobd.daemon.log.DaemonLog;
import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.Change;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.model.JobId;
import dev.jobd.model.Outcome;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import dev.jobd.model.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Decide, save, act, tell: in this order, also when saving fails.
class ConductorTest {
    private final TestDaemon daemon = TestDaemon.fresh();

    private static Command.Pause pause(long job, boolean paused) {
        return new Command.Pause(new JobId(job), OptionalLong.empty(), paused, TestJob.BY);
    }

    private static Command.Stop stop(String run) {
        return new Command.Stop(Bench.runId(run), Optional.empty(), TestJob.BY);
    }

    private static Command.Trigger trigger(long job) {
        return new Command.Trigger(new JobId(job), TestJob.BY);
    }

    private void add(TestJob job) {
        daemon.ask(job.add()).join();
    }

    /// Changes the stored run behind the back of the scheduler.
    private void meddle(String run, long pid) {
        Run stored = daemon.run(run);
        RunState other = new RunState.Running(1, Bench.START, pid);
        Change change = new Change.PutRun(stored.withState(other), Optional.of(stored.state()));
        daemon.store.commit(Batch.of(change)).join();
    }

    private void assertFailedAsFull(CompletableFuture<Applied> answer) {
        assertThat(answer).isCompletedExceptionally();
        assertThatThrownBy(answer::join).hasCauseInstanceOf(StoreException.Full.class);
    }

    @Test
    void nothingIsLaunchedToldOrAnsweredBeforeItIsSaved() {
        daemon.store.hold();

        CompletableFuture<Applied> answer = daemon.ask(job("a").now().add());

        assertThat(daemon.launcher.takeLines()).isEmpty();
        assertThat(daemon.told).isEmpty();
        assertThat(answer).isNotDone();
        daemon.store.save(1);
        assertThat(daemon.launcher.takeLines()).containsExactly("start 1/1.1");
        assertThat(daemon.told).containsExactly("2: [PutJob, PutState, PutRun]");
        assertThat(answer)
                .isCompletedWithValue(
                        new Applied(new JobId(1), Optional.of(Bench.runId("1/1")), 2));
    }

    @Test
    void whatIsAnsweredIsInTheView() {
        CompletableFuture<Boolean> seen =
                daemon.ask(job("a").add())
                        .thenApply(applied ->
                                daemon.store.view().seq() >= applied.seq()
                                        && daemon.store.view().job(applied.job()).isPresent());
        assertThat(seen).isCompletedWithValue(true);
    }

    @Test
    void decidingGoesOnWhileBatchesAreOnTheirWay() {
        daemon.store.hold();
        CompletableFuture<Applied> one = daemon.ask(job("a").now().add());
        CompletableFuture<Applied> two = daemon.ask(stop("1/1"));
        CompletableFuture<Applied> three = daemon.ask(job("b").now().add());
        assertThat(daemon.store.held()).isEqualTo(3);

        daemon.store.save(2);

        assertThat(one).isDone();
        assertThat(two).isDone();
        assertThat(three).isNotDone();
        assertThat(daemon.word("1/1")).isEqualTo("stopping");
        daemon.store.release();
        assertThat(daemon.launcher.takeLines()).containsExactly("start 1/1.1", "start 2/1.1");
    }

    @Test
    void aRefusedCommandIsAnsweredAtOnceAndSavesNothing() {
        daemon.store.hold();
        CompletableFuture<Applied> answer = daemon.ask(trigger(7));
        assertThat(answer).isCompletedExceptionally();
        assertThatThrownBy(answer::join).hasCauseInstanceOf(RefusedException.class);
        assertThat(daemon.store.held()).isZero();
    }

    @Test
    void aCommandThatChangesNothingWaitsForWhatItRestsOn() {
        add(job("a"));
        daemon.store.hold();
        CompletableFuture<Applied> _ = daemon.ask(pause(1, true));
        CompletableFuture<Applied> again = daemon.ask(pause(1, true));

        assertThat(daemon.store.held()).isEqualTo(1);
        assertThat(again).isNotDone();
        daemon.store.save(1);
        assertThat(again.join().seq()).isEqualTo(daemon.store.view().seq());
    }

    @Test
    void aCommandThatChangesNothingFailsWithWhatItRestsOn() {
        add(job("a"));
        daemon.store.hold();
        CompletableFuture<Applied> _ = daemon.ask(pause(1, true));
        CompletableFuture<Applied> again = daemon.ask(pause(1, true));
        daemon.store.fillDisk();
        daemon.store.release();
        daemon.turn();
        assertFailedAsFull(again);
        assertThat(daemon.store.view().state(new JobId(1)).orElseThrow().paused()).isFalse();
        assertThat(daemon.ask(pause(1, false))).as("a later one does not").isCompleted();
    }

    @Test
    void theLogSaysWhatWasNotStoredAndWhyOnce() {
        add(job("a"));
        daemon.store.hold();
        CompletableFuture<Applied> _ = daemon.ask(pause(1, true));
        CompletableFuture<Applied> _ = daemon.ask(pause(1, false));
        daemon.store.fillDisk();
        daemon.store.release();
        DaemonLog log = (DaemonLog) LoggerFactory.getILoggerFactory();
        List<String> lines = new ArrayList<>();
        log.redirect(lines::add);
        try {
            daemon.turn();
        } finally {
            log.redirect(System.err::println);
        }
        assertThat(lines)
                .singleElement()
                .asString()
                .endsWith(
                        "not stored and undone: changes of jobs 1;"
                                + " no space left on device (2 times)");
    }

    @Test
    void aCommandThatCannotBeSavedIsAnsweredWithTheErrorAndNeverHappened() {
        add(job("a").every("1m"));
        daemon.store.fillDisk();

        CompletableFuture<Applied> answer = daemon.ask(job("b").now().add());
        daemon.turn();

        assertFailedAsFull(answer);
        assertThat(daemon.launcher.takeLines()).isEmpty();
        assertThat(daemon.told).hasSize(1);
        daemon.assertKnowsWhatIsStored("after the failure");
        assertThat(daemon.ask(job("b").now().add())).isCompleted();
    }

    @Test
    void everythingBehindAFailureNeverHappenedEither() {
        add(job("a").every("1m"));
        daemon.store.hold();
        List<CompletableFuture<Applied>> answers =
                List.of(
                        daemon.ask(job("b").now().add()),
                        daemon.ask(pause(1, true)),
                        daemon.ask(trigger(1)),
                        daemon.ask(
                                new Command.Remove(
                                        new JobId(1), OptionalLong.empty(), true, "ann")));
        daemon.store.fillDisk();
        daemon.store.release();
        daemon.turn();

        answers.forEach(this::assertFailedAsFull);
        assertThat(daemon.launcher.takeLines()).isEmpty();
        daemon.assertKnowsWhatIsStored("after the failure");
        daemon.passAndTurn("1m");
        assertThat(daemon.launcher.takeLines()).containsExactly("start 1/1.1");
    }

    @Test
    void newsOfProcessesAreKeptUntilTheyAreSaved() {
        add(job("a").now());
        daemon.begins("1/1.1");
        daemon.turn();
        Instant end = daemon.pass(TestJob.duration("5s")).wall();
        daemon.store.fillDisk();
        daemon.ends("1/1.1", 3);
        daemon.turn().turn();
        assertThat(daemon.word("1/1")).isEqualTo("running");
        assertThat(daemon.conductor.heldCount()).isEqualTo(1);

        daemon.passAndTurn("1s");

        assertThat(daemon.run("1/1").state())
                .isEqualTo(new RunState.Ended(end, new Outcome.Failed(3)));
        assertThat(daemon.conductor.heldCount()).isZero();
        daemon.assertKnowsWhatIsStored("at the end");
    }

    @Test
    void newsThatWereKeptStayInOrder() {
        add(job("a").now());
        daemon.store.fillDisk();
        daemon.begins("1/1.1");
        daemon.turn();
        daemon.ends("1/1.1", 0);
        daemon.turn();
        assertThat(daemon.conductor.heldCount()).isEqualTo(2);
        daemon.passAndTurn("1s");
        assertThat(daemon.word("1/1")).isEqualTo("succeeded");
        assertThat(daemon.run("1/1").attempts().getFirst().startedAt()).contains(Bench.START);
    }

    @Test
    void newsThatFailWhileTheFirstAreOnTheirWayAreKeptInOrderToo() {
        add(job("a").now());
        daemon.store.hold();
        daemon.begins("1/1.1");
        daemon.ends("1/1.1", 0);
        daemon.turn();
        daemon.store.fillDisk();
        daemon.store.release();
        daemon.turn().passAndTurn("1s");
        assertThat(daemon.word("1/1")).isEqualTo("succeeded");
    }

    @Test
    void whatIsDueIsTriedAgainAfterAPauseAndNotBefore() {
        add(job("a").every("1m"));
        daemon.store.fillDisk();
        daemon.passAndTurn("1m").turn();
        long retryAt = daemon.conductor.retryAtNanos(daemon.now()).orElseThrow();
        assertThat(retryAt - daemon.now().nanos()).isEqualTo(Conductor.RETRY_PAUSE.toNanos());

        daemon.store.hold();
        for (int i = 0; i < 100; i++) {
            daemon.turn();
        }
        assertThat(daemon.store.held()).as("no busy loop").isZero();
        daemon.passAndTurn("1s");
        assertThat(daemon.store.held()).isEqualTo(1);
        assertThat(daemon.conductor.retryAtNanos(daemon.now())).isEmpty();
        daemon.store.release();
        assertThat(daemon.launcher.takeLines()).containsExactly("start 1/1.1");
        assertThat(daemon.run("1/1").dueAt()).isEqualTo(Bench.time("00:01:00"));
    }

    @Test
    void aStoreThatStaysFullIsTriedOnceInAPause() {
        add(job("a").every("1m"));
        daemon.store.fillDisk();
        daemon.passAndTurn("1m").turn();
        for (int second = 0; second < 5; second++) {
            daemon.store.fillDisk();
            daemon.passAndTurn("1s").turn();
        }
        assertThat(daemon.launcher.takeLines()).isEmpty();
        daemon.passAndTurn("1s");
        assertThat(daemon.launcher.takeLines()).containsExactly("start 1/1.1");
        daemon.assertKnowsWhatIsStored("at the end");
    }

    @Test
    void commandsDoNotWaitForThePause() {
        daemon.store.fillDisk();
        CompletableFuture<Applied> _ = daemon.ask(job("a").add());
        daemon.turn();
        assertThat(daemon.conductor.retryAtNanos(daemon.now())).isPresent();
        assertThat(daemon.ask(job("a").now().add())).isCompleted();
        assertThat(daemon.launcher.takeLines()).hasSize(1);
    }

    @Test
    void aBatchThatIsRefusedConcernsNoOther() {
        add(job("a"));
        add(job("b").now());
        meddle("2/1", 1);
        CompletableFuture<Applied> refused = daemon.ask(stop("2/1"));
        CompletableFuture<Applied> other = daemon.ask(pause(1, true));
        daemon.turn();
        assertThatThrownBy(refused::join).hasCauseInstanceOf(StoreException.Refused.class);
        assertThat(other).isCompleted();
        daemon.assertKnowsWhatIsStored("what is stored counts");
        assertThat(daemon.ask(stop("2/1"))).isCompleted();
    }

    @Test
    void newsThatAreRefusedAreDecidedAgainFromWhatIsStored() {
        add(job("a").now());
        daemon.begins("1/1.1");
        daemon.turn();
        meddle("1/1", 1);
        daemon.ends("1/1.1", 0);
        daemon.turn().turn().passAndTurn("1s");
        assertThat(daemon.word("1/1")).isEqualTo("succeeded");
    }

    @Test
    void newsThatAreAlwaysRefusedAreDroppedInTheEnd() {
        add(job("a").now());
        daemon.begins("1/1.1");
        daemon.turn();
        daemon.ends("1/1.1", 0);
        for (int round = 1; round <= 3; round++) {
            assertThat(daemon.conductor.heldCount()).isEqualTo(round == 1 ? 0 : 1);
            meddle("1/1", round);
            daemon.turn().turn().pass(Conductor.RETRY_PAUSE);
        }
        assertThat(daemon.conductor.heldCount()).isZero();
        assertThat(daemon.turn().word("1/1")).isEqualTo("running");
    }

    @Test
    void aListenerThatFailsStopsNothing() {
        daemon.failListener();
        assertThat(daemon.ask(job("a").now().add())).isCompleted();
        assertThat(daemon.launcher.takeLines()).containsExactly("start 1/1.1");
    }

    @Test
    void aLauncherThatFailsLeavesNoRunWithoutAnEnd() {
        daemon.launcher.failStarts(new IllegalStateException("broken"));
        add(job("a").now());
        daemon.turn();
        assertThat(daemon.run("1/1").state())
                .extracting(state -> ((RunState.Ended) state).outcome())
                .isEqualTo(
                        new Outcome.NotStarted(
                                "jobd failed to start it: java.lang.IllegalStateException: broken"));
        assertThat(daemon.scheduler.processes()).isZero();
    }

    @Test
    void aFaultInADecisionIsAnswered() {
        daemon.setClock(Instant.MAX);
        CompletableFuture<Applied> answer = new CompletableFuture<>();
        Message.Ask ask = new Message.Ask(job("a").everyFromFinish("1m").add(), answer);
        assertThatThrownBy(() -> daemon.conductor.ask(ask, daemon.now()))
                .isInstanceOf(RuntimeException.class);
        assertThat(answer).isCompletedExceptionally();
    }

    @Test
    void aSignalIsSentAfterWhatCameBeforeIt() {
        add(job("a").now());
        daemon.begins("1/1.1");
        daemon.store.hold();
        daemon.turn();
        daemon.launcher.takeLines();
        CompletableFuture<Applied> answer = daemon.ask(Bench.signalling("1/1", Signal.USR1));
        assertThat(answer).isNotDone();
        daemon.store.release();
        assertThat(daemon.launcher.takeLines()).containsExactly("signal 1/1.1 10");
        assertThat(answer).isCompleted();
    }

    @Test
    void whatIsFoundOutAboutNoRunIsForgotten() {
        daemon.conductor.news(
                new Message.Started(Bench.attemptId("3/1.1"), 1, Bench.START), daemon.now());
        assertThat(daemon.told).isEmpty();
    }
}
