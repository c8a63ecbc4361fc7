package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.time;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.JobId;
import dev.jobd.model.Outcome;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Pausing and resuming the schedule of a job.
class PauseTest {
    private static final Outcome PAUSED = new Outcome.Skipped("paused");

    private final Bench bench = new Bench();

    @Test
    void whatIsDueInAPauseIsRecordedAndNotRun() {
        bench.add(job("a").every("1m"));
        bench.pause(1);
        bench.tickAt("00:01:00").tickAt("00:02:00");
        assertThat(bench.takeActions()).isEmpty();
        assertThat(bench.outcome("1/1")).isEqualTo(PAUSED);
        assertThat(bench.outcome("1/2")).isEqualTo(PAUSED);
        assertThat(bench.next(1)).as("it stays on the grid").isEqualTo(time("00:03:00"));
    }

    @Test
    void resumingFiresNothingAtOnceAndCatchesNothingUp() {
        bench.add(job("a").every("10m"));
        bench.pause(1);
        bench.tickAt("00:10:00");
        bench.at("00:15:00").resume(1);
        bench.tick();
        assertThat(bench.words(1)).containsExactly("skipped");
        bench.tickAt("00:20:00");
        assertThat(bench.words(1)).containsExactly("skipped", "starting");
    }

    @Test
    void whatWasDueBeforeThePauseStillRuns() {
        bench.add(job("a").every("1m"));
        // The pause comes before the tick.
        bench.at("00:01:00").pause(1);
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
        assertThat(bench.next(1)).isEqualTo(time("00:02:00"));
    }

    @Test
    void whatWasDueInThePauseIsNotRunByTheResume() {
        bench.add(job("a").every("1m"));
        bench.pause(1);
        // The resume comes before the tick.
        bench.at("00:01:00").resume(1);
        bench.tick();
        assertThat(bench.takeActions()).isEmpty();
        assertThat(bench.outcome("1/1")).isEqualTo(PAUSED);
    }

    @Test
    void aJobForOnceThatFallsIntoAPauseIsDoneWith() {
        bench.add(job("a").once(time("08:00:00")));
        bench.pause(1);
        bench.tickAt("08:00:00");
        assertThat(bench.outcome("1/1")).isEqualTo(PAUSED);
        assertThat(bench.next(1)).isNull();
    }

    @Test
    void aPausedFixedDelayIsDueAnIntervalAfterEachSkip() {
        bench.add(job("a").everyFromFinish("5m"));
        bench.pause(1);
        bench.tickAt("00:05:00");
        assertThat(bench.outcome("1/1")).isEqualTo(PAUSED);
        assertThat(bench.next(1)).isEqualTo(time("00:10:00"));
    }

    @Test
    void aRunByHandStartsAlsoInAPause() {
        bench.add(job("a").every("1h"));
        bench.pause(1);
        bench.trigger(1);
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
    }

    @Test
    void aPauseLeavesTheActiveRunAndItsRetriesAlone() {
        bench.add(job("a").now().retries(1, "1s"));
        bench.started("1/1.1").pause(1);
        bench.failed("1/1.1").takeActions();
        bench.tickAt("00:00:01");
        assertThat(bench.takeActions()).containsExactly("launch 1/1.2");
    }

    @Test
    void aSecondPauseChangesNothing() {
        bench.add(job("a").every("1h"));
        bench.pause(1);
        long seq = bench.store.view().seq();
        bench.pause(1);
        assertThat(bench.store.view().seq()).isEqualTo(seq);
        assertThat(bench.state(1).paused()).isTrue();
    }

    @Test
    void aPauseOfAnOldRevisionIsRefused() {
        bench.add(job("a"));
        bench.edit(1, job("b"));
        Command.Pause pause = new Command.Pause(new JobId(1), OptionalLong.of(1), true, "ann");
        assertThat(bench.refusal(pause))
                .isEqualTo(new Refusal.RevisionMismatch(new JobId(1), 1, 2));
    }

    @Test
    void anEditedScheduleIsStillPaused() {
        bench.add(job("a").every("1h"));
        bench.pause(1);
        bench.edit(1, job("a").every("1m"));
        bench.tickAt("00:01:00");
        assertThat(bench.outcome("1/1")).isEqualTo(PAUSED);
    }
}
