package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.process.Exit;
import dev.jobd.daemon.process.Launch;
import dev.jobd.model.Attempt;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.Outcome;
import dev.jobd.model.RunState;
import dev.jobd.model.Signal;
import dev.jobd.model.StopPolicy;
import dev.jobd.model.Trigger;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the launcher is told.
class ActorTest {
    private final TestDaemon daemon = TestDaemon.fresh();

    /// Returns what a launcher is told of an attempt nobody knows anything about.
    static Launch launch(String attempt) {
        return new Launch(
                Bench.attemptId(attempt),
                job("a").process(),
                StopPolicy.DEFAULT,
                new Launch.Occasion(
                        new JobName("a"),
                        1,
                        Bench.START,
                        Trigger.MANUAL,
                        "default",
                        OptionalInt.empty()));
    }

    private Launch launched(String attempt) {
        return daemon.processes.get(Bench.attemptId(attempt)).launch;
    }

    private void trigger() {
        daemon.ask(new Command.Trigger(new JobId(1), TestJob.BY)).join();
    }

    @Test
    void aProcessIsToldAllAboutItsOccasion() {
        TestJob job = job("a").running("/bin/date").every("1m").retries(2, "1s");
        daemon.ask(job.stop(Signal.INT, "3s").add()).join();
        daemon.passAndTurn("1m30s");
        assertThat(launched("1/1.1"))
                .isEqualTo(
                        new Launch(
                                Bench.attemptId("1/1.1"),
                                job.process(),
                                new StopPolicy(Signal.INT, Duration.ofSeconds(3)),
                                new Launch.Occasion(
                                        new JobName("a"),
                                        3,
                                        Bench.time("00:01:00"),
                                        Trigger.SCHEDULE,
                                        "default",
                                        OptionalInt.empty())));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "3, 3", "255, 255"})
    void theExitCodeOfTheRunBeforeIsTold(int code, int told) {
        daemon.ask(job("a").now().add()).join();
        daemon.begins("1/1.1");
        daemon.ends("1/1.1", code);
        daemon.turn();
        trigger();
        assertThat(launched("1/2.1").occasion().previousExit()).hasValue(told);
    }

    @Test
    void theExitCodeOfTheAttemptBeforeIsTold() {
        daemon.ask(job("a").now().retries(1, "0s").add()).join();
        daemon.ends("1/1.1", 7);
        daemon.turn().turn();
        assertThat(launched("1/1.2").occasion().previousExit()).hasValue(7);
    }

    @Test
    void aSignalIsToldAsAShellDoes() {
        daemon.ask(job("a").now().add()).join();
        daemon.launcher.ends(
                Bench.attemptId("1/1.1"),
                new Exit.Signalled(11, Attempt.Usage.UNKNOWN),
                daemon.wall());
        daemon.turn();
        trigger();
        assertThat(launched("1/2.1").occasion().previousExit()).hasValue(139);
    }

    @Test
    void aTimeoutIsToldAsTheTimeoutCommandDoes() {
        daemon.ask(job("a").now().timeout("1s").add()).join();
        daemon.begins("1/1.1");
        daemon.turn().passAndTurn("1s");
        daemon.ends("1/1.1", 0);
        daemon.turn();
        trigger();
        assertThat(launched("1/2.1").occasion().previousExit()).hasValue(124);
    }

    @Test
    void whatHasNoExitCodeIsToldAsNone() {
        daemon.ask(job("a").now().add()).join();
        daemon.launcher.ends(Bench.attemptId("1/1.1"), new Exit.Unknown("gone"), daemon.wall());
        daemon.turn();
        assertThat(daemon.word("1/1")).isEqualTo("lost");
        trigger();
        assertThat(launched("1/2.1").occasion().previousExit()).isEmpty();
    }

    @Test
    void anEditCountsForWhatStartsAfterIt() {
        daemon.ask(job("a").add()).join();
        daemon.ask(
                        new Command.Update(
                                daemon.store.view().job(new JobId(1)).orElseThrow(),
                                job("b").running("/bin/false").definition(),
                                TestJob.BY))
                .join();
        trigger();
        assertThat(launched("1/1.1").process()).isEqualTo(job("b").running("/bin/false").process());
        assertThat(launched("1/1.1").occasion().job().text()).isEqualTo("b");
    }

    @Test
    void aJobThatIsGoneByThenIsNotStarted() {
        daemon.ask(job("a").add()).join();
        daemon.store.hold();
        CompletableFuture<Applied> _ = daemon.ask(new Command.Trigger(new JobId(1), TestJob.BY));
        CompletableFuture<Applied> _ =
                daemon.ask(
                        new Command.Remove(new JobId(1), OptionalLong.empty(), true, TestJob.BY));
        // Both come to the disk before the first has its effect.
        Actor late =
                new Actor(daemon.store.reopen(), daemon.launcher, new Nobody(daemon), daemon::wall);
        daemon.launcher.takeLines();
        late.perform(new Action.Launch(Bench.attemptId("1/1.1")));
        assertThat(daemon.launcher.takeLines()).isEmpty();
        assertThat(daemon.told).last().isEqualTo("not started: its job was removed");
    }

    @Test
    void eachActionIsHandedOn() {
        Actor actor = new Actor(daemon.store, daemon.launcher, new Nobody(daemon), daemon::wall);
        actor.perform(new Action.Stop(Bench.attemptId("1/1.1"), Signal.HUP));
        actor.perform(new Action.Kill(Bench.attemptId("1/1.2")));
        actor.perform(new Action.Send(Bench.attemptId("1/1.3"), Signal.USR2));
        assertThat(daemon.launcher.takeLines())
                .containsExactly("stop 1/1.1 1", "kill 1/1.2", "signal 1/1.3 12");
    }

    @Test
    void aRunThatWasStoppedByThenIsStoppedOnceItRuns() {
        daemon.ask(job("a").add()).join();
        daemon.store.hold();
        CompletableFuture<Applied> _ = daemon.ask(new Command.Trigger(new JobId(1), TestJob.BY));
        CompletableFuture<Applied> _ =
                daemon.ask(new Command.Stop(Bench.runId("1/1"), Optional.empty(), TestJob.BY));
        daemon.store.release();
        assertThat(daemon.launcher.takeLines()).containsExactly("start 1/1.1");
        daemon.begins("1/1.1");
        daemon.turn();
        assertThat(daemon.launcher.takeLines()).containsExactly("stop 1/1.1 15");
        assertThat(daemon.run("1/1").state()).isInstanceOf(RunState.Stopping.class);
        daemon.ends("1/1.1", 0);
        assertThat(daemon.turn().run("1/1").state())
                .isEqualTo(new RunState.Ended(daemon.wall(), new Outcome.Killed(TestJob.BY)));
    }

    /// Hears of what could not be started.
    private record Nobody(TestDaemon daemon) implements dev.jobd.daemon.process.ProcessListener {
        @Override
        public void started(dev.jobd.model.AttemptId attempt, long pid, java.time.Instant at) {
            daemon.told.add("started");
        }

        @Override
        public void notStarted(
                dev.jobd.model.AttemptId attempt, String reason, java.time.Instant at) {
            daemon.told.add("not started: " + reason);
        }

        @Override
        public void ended(dev.jobd.model.AttemptId attempt, Exit exit, java.time.Instant at) {
            daemon.told.add("ended");
        }
    }
}
