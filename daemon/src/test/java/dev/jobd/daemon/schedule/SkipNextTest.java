package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.time;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.JobId;
import dev.jobd.model.Outcome;
import dev.jobd.model.Trigger;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Leaving out the next due times of a job.
class SkipNextTest {
    private static final Outcome SKIPPED = new Outcome.Skipped("skip-next");

    private final Bench bench = new Bench();

    @Test
    void soManyOfTheNextTimesAreSkippedAndNoMore() {
        bench.add(job("a").every("10m"));
        bench.skipNext(1, 2);
        bench.tickAt("00:10:00");
        assertThat(bench.state(1).skipNext()).isEqualTo(1);
        bench.tickAt("00:20:00");
        assertThat(bench.takeActions()).isEmpty();
        assertThat(bench.outcome("1/1")).isEqualTo(SKIPPED);
        assertThat(bench.outcome("1/2")).isEqualTo(SKIPPED);
        bench.tickAt("00:30:00");
        assertThat(bench.takeActions()).containsExactly("launch 1/3.1");
        assertThat(bench.state(1).skipNext()).isZero();
    }

    @Test
    void anotherNumberTakesItsPlaceAndNoneTakesItBack() {
        bench.add(job("a").every("10m"));
        bench.skipNext(1, 5);
        bench.skipNext(1, 1);
        assertThat(bench.state(1).skipNext()).isEqualTo(1);
        bench.skipNext(1, 0);
        bench.tickAt("00:10:00");
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
    }

    @Test
    void aDaemonThatWasDownSkipsTheEarliestAndTreatsTheRestAsMissed() {
        bench.add(job("a").every("1h"));
        bench.skipNext(1, 2);
        bench.tickAt("04:30:00");
        assertThat(bench.words(1)).containsExactly("skipped", "skipped", "starting");
        assertThat(bench.run("1/2").dueAt()).isEqualTo(time("02:00:00"));
        assertThat(bench.run("1/3").dueAt()).isEqualTo(time("04:00:00"));
        assertThat(bench.run("1/3").trigger()).isEqualTo(Trigger.CATCHUP);
        assertThat(bench.next(1)).isEqualTo(time("05:00:00"));
    }

    @Test
    void whatAPauseSkipsDoesNotCount() {
        bench.add(job("a").every("1h"));
        bench.skipNext(1, 1);
        bench.pause(1, "01:30:00");
        bench.tickAt("01:00:00").tickAt("02:00:00");
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Skipped("paused"));
        assertThat(bench.outcome("1/2")).isEqualTo(SKIPPED);
        bench.tickAt("03:00:00");
        assertThat(bench.takeActions()).containsExactly("launch 1/3.1");
    }

    @Test
    void aRunByHandIsNotSkipped() {
        bench.add(job("a").every("1h"));
        bench.skipNext(1, 1);
        bench.trigger(1);
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
        assertThat(bench.state(1).skipNext()).isEqualTo(1);
    }

    @Test
    void aFixedDelayIsDueAnIntervalAfterTheSkip() {
        bench.add(job("a").everyFromFinish("5m"));
        bench.skipNext(1, 1);
        bench.tickAt("00:05:00");
        assertThat(bench.outcome("1/1")).isEqualTo(SKIPPED);
        assertThat(bench.next(1)).isEqualTo(time("00:10:00"));
    }

    @Test
    void whatIsDueAlreadyIsNotTheNextTime() {
        bench.add(job("a").every("1h"));
        // The command comes before the tick.
        bench.at("01:00:00").skipNext(1, 1);
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
        bench.started("1/1.1").succeeded("1/1.1").tickAt("02:00:00");
        assertThat(bench.outcome("1/2")).isEqualTo(SKIPPED);
    }

    @Test
    void aJobForOnceThatIsSkippedIsDoneWith() {
        bench.add(job("a").once(time("08:00:00")));
        bench.skipNext(1, 1);
        bench.tickAt("08:00:00");
        assertThat(bench.outcome("1/1")).isEqualTo(SKIPPED);
        assertThat(bench.next(1)).isNull();
    }

    @Test
    void aJobThatIsNeverDueHasNothingToSkip() {
        bench.add(job("a"));
        assertThat(bench.refusal(Bench.skipping(1, 1)))
                .isEqualTo(new Refusal.NeverDue(new JobId(1)));
        bench.skipNext(1, 0);
        assertThat(bench.state(1).skipNext()).isZero();
    }

    @Test
    void aSkipForAnOldRevisionIsRefused() {
        bench.add(job("a").every("1h"));
        bench.edit(1, job("b").every("1h"));
        Command.SkipNext skip = new Command.SkipNext(new JobId(1), OptionalLong.of(1), 1, "ann");
        assertThat(bench.refusal(skip)).isEqualTo(new Refusal.RevisionMismatch(new JobId(1), 1, 2));
    }
}
