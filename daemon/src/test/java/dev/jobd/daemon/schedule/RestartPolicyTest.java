package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.process.Exit;
import dev.jobd.daemon.store.InMemoryStore;
import dev.jobd.model.Attempt;
import dev.jobd.model.JobId;
import dev.jobd.model.OnRestart;
import dev.jobd.model.Outcome;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import dev.jobd.model.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of runs that outlived their daemon, by the policies of their jobs, at exact times.
class RestartPolicyTest {
    private static final Duration DOWN = Duration.ofSeconds(5);
    private static final Outcome.Killed BY_RESTART = new Outcome.Killed("daemon restart");

    private TestDaemon daemon = TestDaemon.fresh();

    /// Run 1/1 lives, since the time at which tests begin.
    private void running(TestJob job) {
        daemon.ask(job.now().add()).join();
        daemon.turn();
        daemon.begins("1/1.1");
        daemon.turn();
    }

    private List<String> crash() {
        daemon = daemon.crash(DOWN).turn();
        return daemon.launcher.takeLines();
    }

    private void endsUnseen(Exit exit) {
        daemon.launcher.close();
        daemon.processes.end(Bench.attemptId("1/1.1"), exit, Bench.time("00:00:02"));
    }

    private List<String> after(String time) {
        return daemon.passAndTurn(time).launcher.takeLines();
    }

    private void endsStopped(String attempt) {
        daemon.launcher.ends(
                Bench.attemptId(attempt),
                new Exit.Signalled(15, Attempt.Usage.UNKNOWN),
                daemon.wall());
        daemon.turn();
    }

    private Run run() {
        return daemon.run("1/1");
    }

    @Test
    void anAdoptedRunGoesOn() {
        running(job("a").onRestart(OnRestart.ADOPT));
        assertThat(crash()).isEmpty();
        assertThat(after("1h")).isEmpty();
        daemon.ends("1/1.1", 0);
        daemon.turn();
        assertThat(run().state())
                .isEqualTo(new RunState.Ended(daemon.wall(), new Outcome.Succeeded()));
    }

    @Test
    void aRunToBeKilledIsStoppedByTheWholeSequenceAndNotRepeated() {
        running(job("a").onRestart(OnRestart.KILL).retries(3, "1s").stop(Signal.INT, "8s"));
        assertThat(crash()).containsExactly("stop 1/1.1 2");
        assertThat(run().state())
                .isInstanceOfSatisfying(
                        RunState.Stopping.class,
                        it -> assertThat(it.since()).isEqualTo(Bench.time("00:00:05")));
        assertThat(after("7s999ms")).isEmpty();
        assertThat(after("1ms")).containsExactly("kill 1/1.1");
        endsStopped("1/1.1");
        assertThat(run().state()).isEqualTo(new RunState.Ended(daemon.wall(), BY_RESTART));
        assertThat(after("1h")).isEmpty();
    }

    @Test
    void aRunToBeRequeuedStartsAgainWhenItIsOver() {
        running(job("a").onRestart(OnRestart.REQUEUE));
        assertThat(crash()).containsExactly("stop 1/1.1 15");
        assertThat(after("3s")).as("not before it is over").isEmpty();
        endsStopped("1/1.1");
        assertThat(daemon.launcher.takeLines()).containsExactly("start 1/1.2");
        assertThat(run().attempts())
                .containsExactly(
                        new Attempt(
                                1,
                                Optional.of(Bench.START),
                                Bench.time("00:00:08"),
                                BY_RESTART,
                                Attempt.Usage.UNKNOWN));
        daemon.begins("1/1.2");
        daemon.ends("1/1.2", 0);
        assertThat(daemon.turn().word("1/1")).isEqualTo("succeeded");
    }

    @Test
    void anAttemptThatARestartEndedUsesUpNoRetry() {
        running(job("a").onRestart(OnRestart.REQUEUE).retries(1, "10s"));
        crash();
        endsStopped("1/1.1");
        assertThat(daemon.launcher.takeLines()).containsExactly("start 1/1.2");
        daemon.begins("1/1.2");
        daemon.ends("1/1.2", 1);
        daemon.turn();
        assertThat(run().state()).isInstanceOf(RunState.RetryWait.class);
        assertThat(after("10s")).containsExactly("start 1/1.3");
        daemon.begins("1/1.3");
        daemon.ends("1/1.3", 1);
        assertThat(daemon.turn().word("1/1")).isEqualTo("failed");
    }

    @ParameterizedTest
    @CsvSource({"ADOPT, ''", "KILL, stop 1/1.1 15", "REQUEUE, stop 1/1.1 15"})
    void aStartThatNobodySawIsARunThatOutlivedTheDaemon(OnRestart what, String line) {
        daemon.ask(job("a").onRestart(what).now().add()).join();
        daemon.turn();
        daemon.launcher.close();
        daemon.begins("1/1.1");
        assertThat(String.join("", crash())).isEqualTo(line);
    }

    @ParameterizedTest
    @EnumSource
    void whatNeverStartedStartsNow(OnRestart what) {
        daemon.ask(job("a").onRestart(what).now().add()).join();
        daemon.turn();
        assertThat(crash()).containsExactly("start 1/1.1");
        assertThat(run().attemptsMax()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatEndedWhileNobodyLookedKeepsItsOutcome(OnRestart what) {
        running(job("a").onRestart(what));
        endsUnseen(new Exit.Code(3, Attempt.Usage.UNKNOWN));
        assertThat(crash()).isEmpty();
        assertThat(run().state())
                .isEqualTo(new RunState.Ended(Bench.time("00:00:02"), new Outcome.Failed(3)));
    }

    @ParameterizedTest
    @EnumSource(names = {"ADOPT", "KILL"})
    void whatIsLostIsRepeatedAsOftenAsItMayBeRetried(OnRestart what) {
        running(job("a").onRestart(what).retries(1, "10s"));
        endsUnseen(new Exit.Unknown("gone"));
        assertThat(crash()).isEmpty();
        assertThat(run().attempts().getLast().outcome()).isEqualTo(new Outcome.Lost("gone"));
        assertThat(after("9s999ms")).isEmpty();
        assertThat(after("1ms")).containsExactly("start 1/1.2");
        daemon.begins("1/1.2");
        daemon.processes.end(Bench.attemptId("1/1.2"), new Exit.Unknown("gone"), daemon.wall());
        assertThat(crash()).isEmpty();
        assertThat(run().state())
                .isEqualTo(new RunState.Ended(daemon.wall(), new Outcome.Lost("gone")));
    }

    @Test
    void whatIsLostAndToBeRequeuedStartsAgainAtOnceAndUsesUpNoRetry() {
        running(job("a").onRestart(OnRestart.REQUEUE));
        endsUnseen(new Exit.Unknown("gone"));
        assertThat(crash()).containsExactly("start 1/1.2");
        assertThat(run().attempts().getLast().outcome()).isEqualTo(new Outcome.Lost("gone"));
        daemon.begins("1/1.2");
        daemon.turn();
        daemon.launcher.close();
        daemon.processes.end(Bench.attemptId("1/1.2"), new Exit.Unknown("gone"), daemon.wall());
        assertThat(crash()).as("however often").containsExactly("start 1/1.3");
    }

    @Test
    void whatAPersonStopsMeanwhileIsNotRepeated() {
        running(job("a").onRestart(OnRestart.REQUEUE));
        crash();
        daemon.ask(new Command.Stop(Bench.runId("1/1"), Optional.empty(), "eve")).join();
        endsStopped("1/1.1");
        assertThat(run().state())
                .isEqualTo(new RunState.Ended(daemon.wall(), new Outcome.Killed("eve")));
    }

    @Test
    void whatAPersonHadStoppedIsNotRepeated() {
        running(job("a").onRestart(OnRestart.REQUEUE));
        daemon.ask(new Command.Stop(Bench.runId("1/1"), Optional.empty(), "eve")).join();
        endsUnseen(new Exit.Unknown("gone"));
        crash();
        assertThat(run().state()).isInstanceOf(RunState.Ended.class);
        assertThat(run().attempts().getLast().outcome()).isEqualTo(new Outcome.Killed("eve"));
    }

    @ParameterizedTest
    @EnumSource
    void aTimeoutThatRanOutMeanwhileIsATimeout(OnRestart what) {
        running(job("a").onRestart(what).timeout("5s"));
        assertThat(crash()).containsExactly("stop 1/1.1 15");
        endsStopped("1/1.1");
        assertThat(run().state())
                .isEqualTo(new RunState.Ended(daemon.wall(), new Outcome.TimedOut()));
    }

    @ParameterizedTest
    @CsvSource({"KILL", "REQUEUE"})
    void aTimeoutThatHasNotRunOutChangesNothing(OnRestart what) {
        running(job("a").onRestart(what).timeout("5s1ms"));
        crash();
        endsStopped("1/1.1");
        assertThat(run().attempts().getLast().outcome()).isEqualTo(BY_RESTART);
    }

    @Test
    void anotherCrashWhileItIsStoppedChangesNothing() {
        running(job("a").onRestart(OnRestart.REQUEUE).stop(Signal.TERM, "8s"));
        crash();
        assertThat(crash()).as("told again").containsExactly("stop 1/1.1 15");
        assertThat(after("2s999ms")).isEmpty();
        assertThat(after("1ms")).as("from the first stop on").containsExactly("kill 1/1.1");
        endsStopped("1/1.1");
        assertThat(daemon.launcher.takeLines()).containsExactly("start 1/1.2");
        daemon.assertKnowsWhatIsStored("after all");
    }

    @Test
    void whatWasDecidedAtTheStartStaysWhenTheJobIsEdited() {
        running(job("a").onRestart(OnRestart.REQUEUE));
        crash();
        daemon.ask(
                        new Command.Update(
                                daemon.store.view().job(new JobId(1)).orElseThrow(),
                                job("a").now().onRestart(OnRestart.KILL).definition(),
                                TestJob.BY))
                .join();
        endsStopped("1/1.1");
        assertThat(daemon.launcher.takeLines()).containsExactly("start 1/1.2");
    }

    @Test
    void aRemovedJobIsNotRepeated() {
        running(job("a").onRestart(OnRestart.REQUEUE));
        crash();
        daemon.ask(new Command.Remove(new JobId(1), OptionalLong.empty(), true, TestJob.BY)).join();
        endsStopped("1/1.1");
        assertThat(run().isEnded()).isTrue();
        assertThat(daemon.launcher.takeLines()).isEmpty();
    }

    @Test
    void aFullStoreAtTheStartOnlyDelaysIt() {
        running(job("a").onRestart(OnRestart.KILL));
        daemon.launcher.close();
        InMemoryStore store = daemon.store.crash();
        store.fillDisk();
        Moment start = new Moment(Bench.time("00:00:05"), 0);
        daemon = TestDaemon.start(store, daemon.processes, 100, start);
        assertThat(daemon.turn().launcher.takeLines()).isEmpty();
        Instant later = daemon.wall().plusSeconds(1);
        assertThat(after("1s")).containsExactly("stop 1/1.1 15");
        assertThat(run().state())
                .isInstanceOfSatisfying(
                        RunState.Stopping.class, it -> assertThat(it.since()).isEqualTo(later));
    }
}
