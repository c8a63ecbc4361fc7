package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.time;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.JobId;
import dev.jobd.model.OnRestart;
import dev.jobd.model.Outcome;
import dev.jobd.model.OverlapPolicy;
import dev.jobd.model.RunState;
import dev.jobd.model.Signal;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What happens when a job is due while runs of it are active, as its policy says.
class OverlapPolicyTest {
    private final Bench bench = new Bench();

    private static TestJob minutely(String overlap) {
        return job("a").every("1m").overlap(OverlapPolicy.parse(overlap));
    }

    private Bench firstRunStarted(TestJob job) {
        bench.add(job);
        bench.tickAt("00:01:00").started("1/1.1").takeActions();
        return bench;
    }

    @Test
    void queueLetsOneWaitAndSkipsOthers() {
        firstRunStarted(minutely("queue")).tickAt("00:02:00").tickAt("00:03:00");
        assertThat(bench.words(1)).containsExactly("running", "queued", "skipped");
        assertThat(bench.outcome("1/3"))
                .isEqualTo(new Outcome.Skipped("overlap: 1 run is waiting"));
        assertThat(bench.takeActions()).isEmpty();
        bench.at("00:03:30").succeeded("1/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 1/2.1");
        assertThat(bench.run("1/2").dueAt()).isEqualTo(time("00:02:00"));
    }

    @Test
    void queueWaitsForTheRetriesOfTheActiveRun() {
        firstRunStarted(minutely("queue").retries(1, "90s"));
        bench.failed("1/1.1").tickAt("00:02:00");
        assertThat(bench.words(1)).containsExactly("retry-wait", "queued");
        bench.tickAt("00:02:30");
        assertThat(bench.takeActions()).containsExactly("launch 1/1.2");
    }

    @Test
    void queueAllLetsSoManyWaitInOrder() {
        firstRunStarted(minutely("queue-all:2"));
        bench.tickAt("00:02:00").tickAt("00:03:00").tickAt("00:04:00");
        assertThat(bench.words(1)).containsExactly("running", "queued", "queued", "skipped");
        assertThat(bench.outcome("1/4"))
                .isEqualTo(new Outcome.Skipped("overlap: 2 runs are waiting"));
        bench.at("00:04:10").succeeded("1/1.1").started("1/2.1").succeeded("1/2.1");
        assertThat(bench.takeActions()).containsExactly("launch 1/2.1", "launch 1/3.1");
    }

    @Test
    void allowRunsSoManyAtOnce() {
        firstRunStarted(minutely("allow:2"));
        bench.tickAt("00:02:00").tickAt("00:03:00");
        assertThat(bench.takeActions()).containsExactly("launch 1/2.1");
        assertThat(bench.words(1)).containsExactly("running", "starting", "skipped");
        assertThat(bench.outcome("1/3"))
                .isEqualTo(new Outcome.Skipped("overlap: 2 runs are active"));
        assertThat(bench.scheduler.processes()).isEqualTo(2);
        bench.started("1/2.1").succeeded("1/2.1").tickAt("00:04:00");
        assertThat(bench.takeActions()).containsExactly("launch 1/4.1");
    }

    @Test
    void allowedRunsHaveTimeoutsAndRetriesOfTheirOwn() {
        firstRunStarted(minutely("allow:3").timeout("90s").retries(1, "10s"));
        bench.tickAt("00:02:00").started("1/2.1").takeActions();
        bench.tickAt("00:02:30");
        assertThat(bench.takeActions()).containsExactly("stop 1/1.1 TERM");
        bench.at("00:02:31").ended("1/1.1", new Outcome.Signalled(15));
        bench.tickAt("00:02:41");
        assertThat(bench.takeActions()).containsExactly("launch 1/1.2");
        bench.started("1/1.2").tickAt("00:03:30");
        assertThat(bench.takeActions()).containsExactly("stop 1/2.1 TERM", "launch 1/3.1");
    }

    @Test
    void aRunByHandGoesBesideWhileThereIsRoomAndElseWaits() {
        firstRunStarted(minutely("allow:2"));
        bench.trigger(1);
        bench.trigger(1);
        assertThat(bench.takeActions()).containsExactly("launch 1/2.1");
        bench.succeeded("1/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 1/3.1");
    }

    @Test
    void replaceStopsTheOldRunInFullAndThenStartsTheNew() {
        firstRunStarted(minutely("replace").stop(Signal.INT, "5s"));
        bench.tickAt("00:02:00");
        assertThat(bench.takeActions()).containsExactly("stop 1/1.1 INT");
        assertThat(bench.words(1)).containsExactly("stopping", "queued");
        bench.tickAt("00:02:05");
        assertThat(bench.takeActions()).containsExactly("kill 1/1.1");
        bench.at("00:02:06").ended("1/1.1", new Outcome.Signalled(9));
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Killed("overlap: run 2"));
        assertThat(bench.takeActions()).containsExactly("launch 1/2.1");
    }

    @Test
    void whatIsReplacedIsNotTriedAgain() {
        firstRunStarted(minutely("replace").retries(5, "1s").timeout("59s"));
        bench.tickAt("00:01:59");
        assertThat(bench.runState("1/1")).isInstanceOf(RunState.Stopping.class);
        bench.tickAt("00:02:00").ended("1/1.1", new Outcome.Signalled(15));
        assertThat(bench.outcome("1/1"))
                .as("also where its timeout had come")
                .isEqualTo(new Outcome.Killed("overlap: run 2"));
    }

    @Test
    void aRunThatWaitsIsReplacedAtOnce() {
        bench.group("one", 1);
        bench.add(job("other").group("one").now());
        bench.add(minutely("replace").group("one"));
        bench.tickAt("00:01:00").tickAt("00:02:00");
        assertThat(bench.words(2)).containsExactly("skipped", "queued");
        assertThat(bench.outcome("2/1"))
                .isEqualTo(new Outcome.Skipped("overlap: replaced by run 2"));
        bench.succeeded("1/1.1");
        assertThat(bench.takeActions()).contains("launch 2/2.1");
    }

    @Test
    void aRunThatWaitsForARetryIsReplacedAtOnce() {
        firstRunStarted(minutely("replace").retries(1, "10m")).failed("1/1.1");
        bench.tickAt("00:02:00");
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Killed("overlap: run 2"));
        assertThat(bench.takeActions()).containsExactly("launch 1/2.1");
    }

    @Test
    void theReplacementThatStillWaitsIsReplacedToo() {
        firstRunStarted(minutely("replace")).tickAt("00:02:00").tickAt("00:03:00");
        assertThat(bench.words(1)).containsExactly("stopping", "skipped", "queued");
        bench.ended("1/1.1", new Outcome.Signalled(15));
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Killed("overlap: run 2"));
        assertThat(bench.runState("1/3")).isInstanceOf(RunState.Starting.class);
    }

    @Test
    void aRunWhoseProcessIsBeingMadeIsReplacedOnceItLives() {
        bench.add(minutely("replace"));
        bench.tickAt("00:01:00").tickAt("00:02:00").takeActions();
        assertThat(bench.words(1)).containsExactly("stopping", "queued");
        bench.started("1/1.1");
        assertThat(bench.takeActions()).containsExactly("stop 1/1.1 TERM");
    }

    @Test
    void whatAPersonHasStoppedStaysStoppedByThePerson() {
        firstRunStarted(minutely("replace")).stop("1/1");
        bench.tickAt("00:02:00").ended("1/1.1", new Outcome.Signalled(15));
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Killed(TestJob.BY));
    }

    @Test
    void aRestartThatWouldRepeatARunDoesNotOnceItIsReplaced() {
        bench.add(minutely("replace").onRestart(OnRestart.REQUEUE));
        bench.tickAt("00:01:00");
        bench.outlived("1/1.1");
        bench.tickAt("00:02:00").ended("1/1.1", new Outcome.Signalled(15));
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Killed("overlap: run 2"));
    }

    @Test
    void fewerThatMayRunStopNothingAndStartNoMore() {
        firstRunStarted(minutely("allow:3")).tickAt("00:02:00").started("1/2.1");
        bench.trigger(1);
        bench.started("1/3.1").takeActions();
        bench.edit(1, minutely("skip").retries(0, "1s"));
        bench.trigger(1);
        assertThat(bench.scheduler.processes()).isEqualTo(3);
        bench.succeeded("1/2.1").succeeded("1/3.1");
        assertThat(bench.takeActions()).isEmpty();
        bench.succeeded("1/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 1/4.1");
    }

    @Test
    void moreThatMayRunStartWhatWaits() {
        firstRunStarted(minutely("queue-all:5")).tickAt("00:02:00").tickAt("00:03:00");
        bench.edit(1, minutely("allow:2"));
        assertThat(bench.takeActions()).containsExactly("launch 1/2.1");
        bench.edit(1, minutely("allow:3"));
        assertThat(bench.takeActions()).containsExactly("launch 1/3.1");
    }

    @Test
    void aRemovalEndsAllRuns() {
        firstRunStarted(minutely("allow:2")).tickAt("00:02:00").started("1/2.1").takeActions();
        assertThat(
                        bench.refusal(
                                new Command.Remove(
                                        new JobId(1), OptionalLong.empty(), false, TestJob.BY)))
                .isEqualTo(new Refusal.StillRunning(new JobId(1), Bench.runId("1/1")));
        bench.remove(1, true);
        assertThat(bench.takeActions())
                .containsExactlyInAnyOrder("stop 1/1.1 TERM", "stop 1/2.1 TERM");
    }

    @Test
    void slotsBoundWhatIsAllowed() {
        bench.group("one", 1);
        firstRunStarted(minutely("allow:5").group("one")).tickAt("00:02:00");
        assertThat(bench.words(1)).containsExactly("running", "queued");
        assertThat(bench.takeActions()).isEmpty();
    }
}
