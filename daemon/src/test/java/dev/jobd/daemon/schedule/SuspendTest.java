package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.runId;
import static dev.jobd.daemon.schedule.Bench.time;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.Limits;
import dev.jobd.model.OnRestart;
import dev.jobd.model.Outcome;
import dev.jobd.model.RunState;
import dev.jobd.model.Signal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Runs whose processes are stopped where they are.
class SuspendTest {
    private final Bench bench = new Bench();

    private void running(TestJob job) {
        bench.add(job);
        bench.started("1/1.1").takeActions();
    }

    private static Limits limits(String timeout, String deadline, String warnAfter) {
        return new Limits(
                duration(timeout), duration(deadline), Optional.empty(), duration(warnAfter));
    }

    private static Optional<Duration> duration(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Duration.parse("PT" + text));
    }

    private RunState.Running state() {
        return (RunState.Running) bench.runState("1/1");
    }

    @Test
    void itsProcessesAreStoppedAndGoOn() {
        running(job("a").now());
        bench.at("00:01:00").suspend("1/1");
        assertThat(bench.takeActions()).containsExactly("suspend 1/1.1");
        assertThat(bench.words(1)).containsExactly("suspended");
        assertThat(state().suspension())
                .contains(new RunState.Suspension(TestJob.BY, time("00:01:00")));

        bench.at("00:03:00").cont("1/1");
        assertThat(bench.takeActions()).containsExactly("cont 1/1.1");
        assertThat(state().isSuspended()).isFalse();
        assertThat(state().stood()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void theSecondWordChangesNothing() {
        running(job("a").now());
        bench.suspend("1/1");
        bench.at("00:01:00").takeActions();
        bench.suspend("1/1");
        assertThat(bench.takeActions()).isEmpty();
        assertThat(state().suspension().orElseThrow().since()).isEqualTo(time("00:00:00"));
    }

    @Test
    void itsTimeoutDoesNotCountMeanwhile() {
        running(job("a").now().limits(limits("10M", "", "5M")));
        bench.at("00:04:00").suspend("1/1");
        bench.tickAt("01:00:00").cont("1/1");
        assertThat(state().isSlow()).isFalse();
        bench.tickAt("01:00:59");
        assertThat(state().isSlow()).isFalse();
        bench.tickAt("01:01:00");
        assertThat(state().isSlow()).isTrue();
        bench.at("01:02:00").suspend("1/1");
        bench.at("02:02:00").cont("1/1");
        bench.tickAt("02:05:59");
        assertThat(bench.words(1)).containsExactly("running");
        bench.takeActions();
        bench.tickAt("02:06:00");
        assertThat(bench.words(1)).containsExactly("stopping");
        assertThat(bench.takeActions()).containsExactly("stop 1/1.1 TERM");
    }

    @Test
    void itsDeadlineCounts() {
        running(job("a").now().limits(limits("", "10M", "")));
        bench.suspend("1/1");
        bench.tickAt("00:10:00");
        assertThat(bench.words(1)).containsExactly("stopping");
    }

    @Test
    void itKeepsItsSlotAndCountsAsActive() {
        bench.group("one", 1);
        running(job("a").group("one").every("10m"));
        bench.tickAt("00:10:00").started("1/1.1").suspend("1/1");
        bench.add(job("b").group("one").now());
        bench.takeActions();
        bench.tickAt("00:20:00");
        assertThat(bench.takeActions()).isEmpty();
        assertThat(bench.words(1)).containsExactly("suspended", "skipped");
        assertThat(bench.outcome("1/2"))
                .isEqualTo(new Outcome.Skipped("overlap: run 1 is suspended"));
    }

    @Test
    void aStopEndsItAsItIs() {
        running(job("a").now());
        bench.suspend("1/1");
        bench.at("00:01:00").stop("1/1");
        assertThat(bench.takeActions()).containsExactly("suspend 1/1.1", "stop 1/1.1 TERM");
        assertThat(bench.words(1)).containsExactly("stopping");
    }

    @Test
    void aKillEndsIt() {
        running(job("a").now());
        bench.suspend("1/1");
        bench.signal("1/1", Signal.KILL);
        bench.ended("1/1.1", new Outcome.Signalled(9));
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Killed(TestJob.BY));
    }

    @Test
    void theSignalsThemselvesDoTheSame() {
        running(job("a").now());
        bench.signal("1/1", Signal.STOP);
        assertThat(bench.words(1)).containsExactly("suspended");
        bench.signal("1/1", Signal.CONT);
        assertThat(bench.words(1)).containsExactly("running");
        bench.signal("1/1", Signal.CONT);
        assertThat(bench.takeActions())
                .containsExactly("suspend 1/1.1", "cont 1/1.1", "send 1/1.1 CONT");
    }

    @Test
    void anotherDaemonSaysItAgainSinceNobodyKnowsWhetherItWasHeard() {
        running(job("a").now());
        bench.outlived("1/1.1");
        assertThat(bench.takeActions()).isEmpty();
        bench.suspend("1/1");
        bench.outlived("1/1.1");
        bench.pass(Duration.ofSeconds(1)).cont("1/1");
        bench.outlived("1/1.1");
        assertThat(bench.takeActions())
                .containsExactly("suspend 1/1.1", "suspend 1/1.1", "cont 1/1.1", "cont 1/1.1");
    }

    @Test
    void whatItStoodDoesNotCountForItsTimeoutAtAStartEither() {
        running(job("a").now().limits(limits("10M", "", "")).onRestart(OnRestart.KILL));
        bench.suspend("1/1");
        bench.at("01:00:00").outlived("1/1.1");
        assertThat(((RunState.Stopping) bench.runState("1/1")).cause())
                .isEqualTo(new RunState.StopCause.Restart(false));
    }

    @Test
    void aClockThatWentBackMakesNoTimeUp() {
        running(job("a").now().limits(limits("10M", "", "")));
        bench.at("00:05:00").suspend("1/1");
        bench.setClock("00:01:00").cont("1/1");
        assertThat(state().stood()).isEqualTo(Duration.ZERO);
    }

    @Test
    void whatHasNoProcessCannotBeSuspendedAndWhatIsNotSuspendedNotContinued() {
        bench.add(job("a").now());
        assertThat(bench.refusal(new Command.Suspend(runId("1/1"), true, TestJob.BY)))
                .isEqualTo(new Refusal.NoProcess(runId("1/1"), "starting"));
        bench.started("1/1.1");
        assertThat(bench.refusal(new Command.Suspend(runId("1/1"), false, TestJob.BY)))
                .isEqualTo(new Refusal.NotSuspended(runId("1/1"), "running"));
    }
}
