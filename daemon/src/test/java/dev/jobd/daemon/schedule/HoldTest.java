package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.runId;
import static dev.jobd.daemon.schedule.Bench.time;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.Limits;
import dev.jobd.model.Outcome;
import dev.jobd.model.OverlapPolicy;
import dev.jobd.model.RunState;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Runs that are kept from starting.
class HoldTest {
    private static final RunState.Hold HOLD = new RunState.Hold(TestJob.BY, time("00:00:00"));

    private final Bench bench = new Bench();

    /// Makes a group with one slot, which the first run has, and two runs that wait for it.
    private void three() {
        bench.group("one", 1);
        bench.add(job("a").group("one").now());
        bench.add(job("b").group("one").now());
        bench.add(job("c").group("one").now());
        bench.started("1/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
    }

    private void hold(String run) {
        bench.hold(run);
        assertThat(bench.runState(run)).isEqualTo(new RunState.Queued(1, Optional.of(HOLD)));
    }

    @Test
    void aRunThatIsHeldIsPassedAndStartsWhenItIsReleased() {
        three();
        hold("2/1");
        bench.succeeded("1/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 3/1.1");
        bench.started("3/1.1").succeeded("3/1.1");
        assertThat(bench.takeActions()).as("the slot is free").isEmpty();

        bench.release("2/1");
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1");
    }

    @Test
    void aRunThatIsReleasedIsBehindItsEquals() {
        three();
        hold("2/1");
        bench.release("2/1");
        bench.succeeded("1/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 3/1.1");
    }

    @Test
    void itIsHeldAfterAStartToo() {
        three();
        hold("2/1");
        bench.succeeded("1/1.1").started("3/1.1").succeeded("3/1.1");

        assertThat(bench.reloaded().tick(bench.now()).actions()).isEmpty();
    }

    @Test
    void itCountsAsActive() {
        bench.group("one", 1);
        bench.add(job("a").group("one").now());
        bench.add(job("b").group("one").every("10m"));
        bench.started("1/1.1").tickAt("00:10:00");
        bench.hold("2/1");
        bench.tickAt("00:20:00");
        assertThat(bench.words(2)).containsExactly("queued", "skipped");
    }

    @Test
    void laterRunsOfItsJobWaitForIt() {
        bench.group("one", 1);
        bench.add(job("a").group("one").now());
        bench.add(job("b").group("one").every("10m").overlap(new OverlapPolicy.Queue()));
        bench.started("1/1.1").tickAt("00:10:00");
        bench.hold("2/1");
        bench.tickAt("00:20:00").succeeded("1/1.1").takeActions();
        assertThat(bench.words(2)).containsExactly("queued", "queued");

        WaitFinder finder = new WaitFinder(bench.scheduler.book);
        assertThat(finder.find(Set.of(runId("2/1"))).get(runId("2/1")))
                .isEqualTo(new Wait.ForRelease(new RunState.Hold(TestJob.BY, time("00:10:00"))));
        assertThat(finder.find(Set.of(runId("2/2"))).get(runId("2/2")))
                .isEqualTo(new Wait.ForJob(new Wait.Named("b/1", Optional.empty())));
        bench.release("2/1");
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1");
    }

    @Test
    void itsDeadlinesGoOnCounting() {
        bench.group("one", 1);
        bench.add(job("a").group("one").now());
        Limits limits =
                new Limits(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Duration.ofMinutes(5)),
                        Optional.empty());
        bench.add(job("b").group("one").now().limits(limits));
        hold("2/1");
        bench.tickAt("00:05:00");
        assertThat(bench.outcome("2/1")).isEqualTo(new Outcome.Skipped("not started in time"));
    }

    @Test
    void aRunThatWaitsForItsNextAttemptIsHeldToo() {
        bench.add(job("a").now().retries(1, "10s"));
        bench.started("1/1.1").failed("1/1.1");
        bench.hold("1/1");
        bench.tickAt("00:01:00").takeActions();
        assertThat(bench.runState("1/1")).isEqualTo(new RunState.Queued(2, Optional.of(HOLD)));
        bench.release("1/1");
        assertThat(bench.takeActions()).containsExactly("launch 1/1.2");
    }

    @Test
    void itIsStoppedLikeOneThatWaits() {
        three();
        hold("2/1");
        bench.stop("2/1");
        assertThat(bench.outcome("2/1")).isEqualTo(new Outcome.Killed(TestJob.BY));
    }

    @Test
    void itKeepsWhoHeldItFirst() {
        three();
        hold("2/1");
        bench.at("00:01:00");
        hold("2/1");
    }

    @Test
    void whatDoesNotWaitCannotBeHeldAndWhatIsNotHeldNotReleased() {
        three();
        assertThat(bench.refusal(new Command.Hold(runId("1/1"), true, TestJob.BY)))
                .isEqualTo(new Refusal.NotWaiting(runId("1/1"), "running"));
        assertThat(bench.refusal(new Command.Hold(runId("2/1"), false, TestJob.BY)))
                .isEqualTo(new Refusal.NotHeld(runId("2/1"), "queued"));
        assertThat(bench.refusal(new Command.Hold(runId("2/7"), true, TestJob.BY)))
                .isEqualTo(new Refusal.NoSuchRun(runId("2/7")));
    }
}
