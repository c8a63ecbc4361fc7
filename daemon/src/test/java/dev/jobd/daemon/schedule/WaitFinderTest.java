package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.runId;
import static dev.jobd.daemon.schedule.TestJob.BY;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.Group;
import dev.jobd.model.OverlapPolicy;
import dev.jobd.model.RunId;
import dev.jobd.model.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Why runs wait, as the scheduler tells it.
class WaitFinderTest {
    private final Bench bench = new Bench();

    private Wait wait(String run) {
        Map<RunId, Wait> found = new WaitFinder(bench.scheduler.book).find(Set.of(runId(run)));
        assertThat(found).as(run).containsOnlyKeys(runId(run));
        return found.values().iterator().next();
    }

    private Wait.Named starting(String name) {
        return new Wait.Named(name, Optional.of(bench.now().wall()));
    }

    private static Wait.Named queued(String name) {
        return new Wait.Named(name, Optional.empty());
    }

    @Test
    void aRunThatWaitsForSlotsSaysOfHowManyAndWhoIsBeforeIt() {
        bench.group("g", 3);
        bench.add(job("a").group("g").weight(2).now());
        bench.add(job("b").group("g").weight(2).now());
        bench.add(job("c").group("g").now());
        assertThat(wait("2/1"))
                .isEqualTo(
                        new Wait.ForSlot(
                                "g",
                                OptionalInt.of(3),
                                2,
                                2,
                                false,
                                OptionalLong.of(0),
                                Optional.empty()));
        assertThat(wait("3/1"))
                .isEqualTo(
                        new Wait.ForSlot(
                                "g",
                                OptionalInt.of(3),
                                2,
                                1,
                                false,
                                OptionalLong.of(1),
                                Optional.of(queued("b/1"))));
    }

    @Test
    void aRunThatWaitsForALockSaysWhoHoldsItSinceWhen() {
        bench.add(job("a").lock("db").now());
        Instant since = bench.now().wall();
        bench.pass(Duration.ofMinutes(4));
        bench.started("1/1.1");
        bench.add(job("b").lock("db").now());
        bench.add(job("c").lock("db").now());
        assertThat(wait("3/1"))
                .isEqualTo(
                        new Wait.ForLock(
                                "db",
                                Optional.of(
                                        new Wait.Named("a/1", Optional.of(since.plusSeconds(240)))),
                                OptionalLong.of(1),
                                Optional.of(queued("b/1"))));
        assertThat(new WaitFinder(bench.scheduler.book).locks())
                .singleElement()
                .satisfies(lock -> {
                    assertThat(lock.name()).isEqualTo("db");
                    assertThat(lock.holder().orElseThrow().name()).isEqualTo("a/1");
                    assertThat(lock.waiting()).containsExactly(queued("b/1"), queued("c/1"));
                });
    }

    @Test
    void aLockIsHeldOverARestart() {
        bench.add(job("a").lock("db").now());
        bench.add(job("b").lock("db").now());
        bench.started("1/1.1");
        RunId waiting = runId("2/1");
        Map<RunId, Wait> found = new WaitFinder(bench.reloaded().book).find(Set.of(waiting));
        assertThat(found.get(waiting))
                .isInstanceOfSatisfying(
                        Wait.ForLock.class,
                        lock -> assertThat(lock.holder().orElseThrow().name()).isEqualTo("a/1"));
    }

    @Test
    void theOtherReasonsAreTold() {
        bench.load(7);
        bench.add(job("busy").maxLoad(2).now());
        assertThat(wait("1/1")).isEqualTo(new Wait.ForLoad(2, Optional.of(7.0)));

        bench.add(job("serial"));
        bench.trigger(2);
        bench.trigger(2);
        assertThat(wait("2/2")).isEqualTo(new Wait.ForJob(starting("serial/1")));

        bench.group("g", 1);
        bench.apply(new Command.PauseGroup("g", true, Optional.empty(), BY));
        bench.add(job("held").group("g").now());
        Group.Pause pause = new Group.Pause(bench.now().wall(), Optional.empty());
        assertThat(wait("3/1")).isEqualTo(new Wait.ForPause("g", pause));

        bench.apply(new Command.Set(new Settings(OptionalInt.of(1)), BY));
        bench.add(job("capped").now());
        assertThat(wait("4/1")).isEqualTo(new Wait.ForCap(1));
    }

    @Test
    void manyAreToldWithoutWhoIsBeforeThemAndOthersNotAtAll() {
        bench.group("g", 1);
        bench.add(job("a").group("g").overlap(new OverlapPolicy.Allow(20)));
        Set<RunId> all = new LinkedHashSet<>();
        for (int i = 0; i < 12; i++) {
            all.add(runId(bench.trigger(1)));
        }
        Map<RunId, Wait> found = new WaitFinder(bench.scheduler.book).find(all);
        assertThat(found).hasSize(11).doesNotContainKey(runId("1/1"));
        assertThat(found.values())
                .allMatch(wait -> wait instanceof Wait.ForSlot slot && slot.before().isEmpty());
    }
}
