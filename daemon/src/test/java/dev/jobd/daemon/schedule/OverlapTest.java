package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.time;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.JobId;
import dev.jobd.model.Outcome;
import dev.jobd.model.RunState;
import org.junit.jupiter.api.Test;

/// What happens when a job is due, or triggered, while a run of it is active.
class OverlapTest {
    private final Bench bench = new Bench();

    @Test
    void dueAgainWhileRunningIsSkippedAndRecordedWithItsReason() {
        bench.add(job("a").every("1m"));
        bench.tickAt("00:01:00").started("1/1.1").takeActions();

        bench.tickAt("00:02:00");

        assertThat(bench.takeActions()).isEmpty();
        assertThat(bench.outcome("1/2"))
                .isEqualTo(new Outcome.Skipped("overlap: run 1 is running"));
        assertThat(bench.run("1/2").dueAt()).isEqualTo(time("00:02:00"));
        assertThat(bench.run("1/2").attempts()).isEmpty();
        assertThat(bench.next(1)).isEqualTo(time("00:03:00"));
        assertThat(bench.state(1).counts().skipped()).isEqualTo(1);
    }

    @Test
    void aRunThatWaitsForARetryIsActive() {
        bench.add(job("a").every("1m").retries(1, "5m"));
        bench.tickAt("00:01:00").started("1/1.1").failed("1/1.1");
        bench.tickAt("00:02:00");
        assertThat(bench.outcome("1/2"))
                .isEqualTo(new Outcome.Skipped("overlap: run 1 is retry-wait"));
    }

    @Test
    void aRunThatWaitsForASlotIsActive() {
        bench.group("one", 1);
        bench.add(job("other").group("one").now());
        bench.add(job("a").group("one").every("1m"));
        bench.tickAt("00:01:00").tickAt("00:02:00");
        assertThat(bench.outcome("2/2")).isEqualTo(new Outcome.Skipped("overlap: run 1 is queued"));
    }

    @Test
    void aRunThatIsBeingStoppedIsActive() {
        bench.add(job("a").every("1m"));
        bench.tickAt("00:01:00").started("1/1.1");
        bench.stop("1/1");
        bench.tickAt("00:02:00");
        assertThat(bench.outcome("1/2"))
                .isEqualTo(new Outcome.Skipped("overlap: run 1 is stopping"));
    }

    @Test
    void aSkipLeavesTheLastRealEnd() {
        bench.add(job("a").every("1m"));
        bench.tickAt("00:01:00").started("1/1.1").failed("1/1.1");
        bench.tickAt("00:02:00").started("1/2.1");
        bench.tickAt("00:03:00");
        assertThat(bench.words(1)).containsExactly("failed", "running", "skipped");
        assertThat(bench.state(1).lastEnd().orElseThrow().run()).isEqualTo(1);
    }

    @Test
    void afterTheEndTheNextTimeOnTheGridCounts() {
        bench.add(job("a").every("1m"));
        bench.tickAt("00:01:00").started("1/1.1").tickAt("00:02:00");
        bench.at("00:02:30").succeeded("1/1.1").tick();
        assertThat(bench.words(1)).containsExactly("succeeded", "skipped");
        bench.tickAt("00:03:00");
        assertThat(bench.runState("1/3")).isInstanceOf(RunState.Starting.class);
    }

    @Test
    void aRunByHandWaitsBehindTheActiveRun() {
        bench.add(job("a").every("1h"));
        bench.tickAt("01:00:00").started("1/1.1").takeActions();

        assertThat(bench.trigger(1)).isEqualTo("1/2");

        assertThat(bench.takeActions()).isEmpty();
        assertThat(bench.runState("1/2")).isEqualTo(new RunState.Queued(1));
        bench.succeeded("1/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 1/2.1");
    }

    @Test
    void aRunByHandWaitsAlsoForTheRetriesOfTheActiveRun() {
        bench.add(job("a").retries(1, "1m"));
        bench.trigger(1);
        bench.trigger(1);
        bench.started("1/1.1").failed("1/1.1").takeActions();

        bench.tick();
        assertThat(bench.takeActions()).isEmpty();
        bench.tickAt("00:01:00");
        assertThat(bench.takeActions()).containsExactly("launch 1/1.2");
        bench.started("1/1.2").failed("1/1.2");
        assertThat(bench.takeActions()).containsExactly("launch 1/2.1");
    }

    @Test
    void aStopOfARunThatWaitsBehindLeavesTheOthersInOrder() {
        bench.add(job("a"));
        for (int i = 0; i < 4; i++) {
            bench.trigger(1);
        }
        bench.started("1/1.1").stop("1/2");
        bench.takeActions();
        bench.succeeded("1/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 1/3.1");
        bench.started("1/3.1").succeeded("1/3.1");
        assertThat(bench.takeActions()).containsExactly("launch 1/4.1");
    }

    @Test
    void moreThanAThousandWaitingRunsAreRefused() {
        bench.add(job("a"));
        Command.Trigger trigger = new Command.Trigger(new JobId(1), TestJob.BY);
        for (int i = 0; i < Lifecycle.WAITING_MAX; i++) {
            bench.scheduler.apply(trigger, bench.now());
        }
        assertThat(bench.refusal(trigger))
                .isEqualTo(new Refusal.TooMuch("1000 runs of job a are waiting already"));
    }

    @Test
    void aTriggerOfNoJobIsRefused() {
        assertThat(bench.refusal(new Command.Trigger(new JobId(7), TestJob.BY)))
                .isEqualTo(new Refusal.NoSuchJob(new JobId(7)));
    }
}
