package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.MisfirePolicy;
import dev.jobd.model.OverlapPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Weights, locks and loads: what a run needs beside a free slot.
class NeedsTest {

    @Test
    void aRunTakesAsManySlotsAsItIsHeavy() {
        Bench bench = new Bench();
        bench.group("g", 4);
        bench.add(job("a").group("g").weight(3).now());
        bench.add(job("b").group("g").weight(2).now());
        bench.add(job("c").group("g").now());
        assertThat(bench.takeActions())
                .as("the heavy one is waited for")
                .containsExactly("launch 1/1.1");
        bench.succeeded("1/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1", "launch 3/1.1");
    }

    @Test
    void lighterRunsDoNotPassAHeavyOneForEver() {
        Bench bench = new Bench();
        bench.group("g", 2);
        bench.add(job("light").group("g").overlap(new OverlapPolicy.Allow(9)));
        bench.add(job("heavy").group("g").weight(2));
        bench.trigger(1);
        bench.pass(Duration.ofSeconds(1)).trigger(2);
        for (int i = 0; i < 5; i++) {
            bench.pass(Duration.ofSeconds(1)).trigger(1);
        }
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
        bench.succeeded("1/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1");
        bench.succeeded("2/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 1/2.1", "launch 1/3.1");
    }

    @Test
    void aRunThatIsHeavierThanItsGroupRunsAlone() {
        Bench bench = new Bench();
        bench.group("g", 2);
        bench.add(job("a").group("g").now());
        bench.add(job("huge").group("g").weight(100).now());
        bench.add(job("c").group("g").now());
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
        bench.succeeded("1/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1");
        bench.succeeded("2/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 3/1.1");
    }

    @Test
    void twoHoldersOfOneLockNeverRunTogetherWhateverTheirGroups() {
        Bench bench = new Bench();
        bench.group("g", 9);
        bench.add(job("a").lock("db").now());
        bench.add(job("b").group("g").lock("db").now());
        bench.add(job("c").group("g").now());
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1", "launch 3/1.1");
        bench.succeeded("1/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1");
    }

    @Test
    void whoNeedsTwoLocksIsNotPassedForEverByThoseWhoNeedOne() {
        Bench bench = new Bench();
        bench.add(job("a").lock("x").overlap(new OverlapPolicy.Allow(9)));
        bench.add(job("b").lock("y").overlap(new OverlapPolicy.Allow(9)));
        bench.add(job("both").lock("y", "x"));
        bench.trigger(1);
        bench.pass(Duration.ofSeconds(1)).trigger(3);
        bench.pass(Duration.ofSeconds(1)).trigger(2);
        bench.trigger(1);
        assertThat(bench.takeActions())
                .as("y is kept for who waits for x")
                .containsExactly("launch 1/1.1");
        bench.succeeded("1/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 3/1.1");
        bench.succeeded("3/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1", "launch 1/2.1");
    }

    @Test
    void whoWaitsForALockTakesNoSlotMeanwhile() {
        Bench bench = new Bench();
        bench.group("g", 1);
        bench.add(job("holder").lock("db").now());
        bench.add(job("waits").group("g").lock("db").now());
        bench.add(job("free").group("g").now());
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1", "launch 3/1.1");
    }

    @Test
    void aLockIsHeldWhileARunIsBeingStoppedAndFreeBetweenAttempts() {
        Bench bench = new Bench();
        bench.add(job("a").lock("db").retries(1, "1m").now());
        bench.add(job("b").lock("db").overlap(new OverlapPolicy.Queue()));
        bench.started("1/1.1");
        bench.trigger(2);
        bench.takeActions();
        bench.failed("1/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1");
        bench.started("2/1.1").stop("2/1");
        bench.pass(Duration.ofMinutes(1)).tick();
        assertThat(bench.takeActions())
                .as("it is not over yet")
                .containsExactly("stop 2/1.1 TERM", "kill 2/1.1");
        bench.succeeded("2/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 1/1.2");
    }

    @Test
    void whatRunsHoldsTheLocksThatItsJobNamesNow() {
        Bench bench = new Bench();
        bench.add(job("a").lock("x").now());
        bench.add(job("b").lock("x").now());
        bench.add(job("c").lock("y"));
        bench.started("1/1.1").takeActions();
        bench.edit(1, job("a").lock("y").now());
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1");
        bench.trigger(3);
        assertThat(bench.takeActions()).isEmpty();
        bench.succeeded("1/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 3/1.1");
    }

    @Test
    void whatWaitsForALowLoadStartsOneByOneAndKeepsNobodyBack() {
        Bench bench = new Bench();
        bench.load(3);
        bench.add(job("a").maxLoad(2).now());
        bench.add(job("b").maxLoad(2).now());
        bench.add(job("other").now());
        assertThat(bench.takeActions()).containsExactly("launch 3/1.1");
        bench.load(1);
        bench.tick();
        assertThat(bench.takeActions()).as("nobody has looked again").isEmpty();
        bench.pass(LoadGate.PAUSE).tick();
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
        bench.pass(LoadGate.PAUSE).tick();
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1");
    }

    @Test
    void theLoadIsLookedAtOnlyWhileSomebodyWaitsForIt() {
        Bench bench = new Bench();
        bench.load(3);
        bench.add(job("a").maxLoad(2).now());
        assertThat(bench.scheduler.earliestDeadlineNanos())
                .isEqualTo(bench.now().nanos() + LoadGate.PAUSE.toNanos());
        bench.load(1);
        bench.pass(LoadGate.PAUSE).tick();
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
        assertThat(bench.scheduler.earliestDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anOldLookDoesNotCount() {
        Bench bench = new Bench();
        bench.load(1);
        bench.group("g", 1);
        bench.add(job("first").group("g").now());
        bench.add(job("a").group("g").maxLoad(2).now());
        bench.takeActions();
        bench.load(5);
        bench.pass(Duration.ofHours(1)).succeeded("1/1.1");
        assertThat(bench.takeActions()).isEmpty();
    }

    @Test
    void aDrainingDaemonDoesNotLookAtTheLoad() {
        Bench bench = new Bench();
        bench.load(3);
        bench.add(job("a").maxLoad(2).now());
        bench.scheduler.startNothing();
        assertThat(bench.scheduler.earliestDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatIsCaughtUpTakesHalfOfTheSlots() {
        Bench bench = new Bench();
        bench.group("g", 4);
        MisfirePolicy all = new MisfirePolicy(MisfirePolicy.Kind.ALL, Duration.ofDays(1));
        for (String name : new String[] {"a", "b", "c"}) {
            bench.add(job(name).group("g").every("1h").misfire(all));
        }
        bench.add(job("on-time").group("g"));
        bench.pass(Duration.ofMinutes(90)).tick();
        bench.trigger(4);
        assertThat(bench.takeActions())
                .as("two of those that were missed, and the one that is due now")
                .containsExactly("launch 1/1.1", "launch 2/1.1", "launch 4/1.1");
        bench.succeeded("1/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 3/1.1");
    }
}
