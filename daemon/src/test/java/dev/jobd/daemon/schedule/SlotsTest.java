package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.time;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.Attempt;
import dev.jobd.model.Group;
import dev.jobd.model.JobId;
import dev.jobd.model.Outcome;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which of the runs that wait start, and in which order.
class SlotsTest {

    @Test
    void aGroupStartsNoMoreThanItHasSlots() {
        Bench bench = new Bench();
        bench.group("two", 2);
        for (String name : new String[] {"a", "b", "c", "d"}) {
            bench.add(job(name).group("two").now());
        }
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1", "launch 2/1.1");
        bench.started("2/1.1").succeeded("2/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 3/1.1");
    }

    @Test
    void groupsDoNotWaitForEachOther() {
        Bench bench = new Bench();
        bench.group("one", 1);
        bench.add(job("a").group("one").now());
        bench.add(job("b").group("one").now());
        bench.add(job("c").now());
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1", "launch 3/1.1");
    }

    @Test
    void theDaemonStartsNoMoreThanItsCapOverAllGroups() {
        Bench bench = new Bench(2);
        bench.group("other", 5);
        bench.add(job("a").now());
        bench.add(job("b").group("other").now());
        bench.add(job("c").now());
        bench.add(job("d").group("other").priority(1).now());
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1", "launch 2/1.1");
        bench.started("1/1.1").succeeded("1/1.1");
        assertThat(bench.takeActions())
                .as("the priority counts over all groups")
                .containsExactly("launch 4/1.1");
    }

    @Test
    void theHigherPriorityGoesFirstThenTheEarlierDueTimeThenTheFirstToWait() {
        Bench bench = new Bench(1);
        bench.add(job("first").now());
        bench.at("01:00:00");
        bench.add(job("low").priority(-1).now());
        bench.add(job("late").now());
        bench.add(job("late-too").now());
        bench.add(job("early").once(time("00:30:00")).lateAllowed());
        bench.add(job("high").priority(10).now());
        bench.takeActions();

        bench.succeeded("1/1.1").succeeded("6/1.1").succeeded("5/1.1").succeeded("3/1.1");
        bench.succeeded("4/1.1");

        assertThat(bench.takeActions())
                .containsExactly(
                        "launch 6/1.1",
                        "launch 5/1.1",
                        "launch 3/1.1",
                        "launch 4/1.1",
                        "launch 2/1.1");
    }

    @Test
    void jobsDueTogetherStartInTheOrderOfTheirPriorities() {
        Bench bench = new Bench();
        bench.add(job("a").every("1m"));
        bench.add(job("b").every("1m").priority(5));
        bench.tickAt("00:01:00");
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1", "launch 1/1.1");
    }

    @Test
    void fewerSlotsStopNothingAndMoreSlotsStartAtOnce() {
        Bench bench = new Bench();
        bench.group("g", 2);
        bench.add(job("a").group("g").now());
        bench.add(job("b").group("g").now());
        bench.add(job("c").group("g").now());
        bench.started("1/1.1").started("2/1.1").takeActions();

        bench.group("g", 1);
        bench.succeeded("1/1.1").tick();
        assertThat(bench.takeActions()).as("one runs, one may").isEmpty();
        bench.group("g", 2);
        bench.tick();
        assertThat(bench.takeActions()).containsExactly("launch 3/1.1");
    }

    @Test
    void aGroupWithoutLimitHasASlotForAnyNumber() {
        Bench bench = new Bench();
        bench.group("g", 1);
        bench.scheduler.define(new Group("g", OptionalInt.empty()));
        Admission admission = bench.scheduler.book.admission;
        assertThat(admission.group("g").orElseThrow().fits(1_000_000, 1_000)).isTrue();
        assertThat(admission.names()).containsExactly("default", "g");
    }

    @Test
    void anEditedPriorityCountsForWhatWaits() {
        Bench bench = new Bench(1);
        bench.add(job("a").now());
        bench.add(job("b").now());
        bench.add(job("c").now());
        bench.takeActions();
        bench.edit(3, job("c").now().priority(1));
        bench.succeeded("1/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 3/1.1");
    }

    @Test
    void anEditedGroupCountsForWhatWaits() {
        Bench bench = new Bench();
        bench.group("one", 1);
        bench.add(job("a").group("one").now());
        bench.add(job("b").group("one").now());
        bench.takeActions();
        bench.edit(2, job("b").now());
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1");
    }

    @Test
    void aRunThatRunsTakesItsSlotAlongToAnotherGroup() {
        Bench bench = new Bench();
        bench.group("one", 1);
        bench.group("other", 1);
        bench.add(job("a").group("one").now());
        bench.add(job("b").group("one").now());
        bench.add(job("c").group("other"));
        bench.started("1/1.1").takeActions();

        bench.edit(1, job("a").group("other").now());
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1");
        bench.trigger(3);
        assertThat(bench.takeActions()).isEmpty();
        bench.succeeded("1/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 3/1.1");
    }

    @Test
    void anEditThatConcernsNothingElseKeepsThePlaceInLine() {
        Bench bench = new Bench(1);
        bench.add(job("a").now());
        bench.add(job("b").now());
        bench.add(job("c").now());
        bench.edit(2, job("renamed").now());
        bench.takeActions();
        bench.succeeded("1/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1");
    }

    @Test
    void aReloadedJobKeepsItsOwnSlotAndTakesNobodyElsesPlace() {
        Bench bench = new Bench(1);
        bench.add(job("a").every("1m"));
        bench.add(job("b").every("1m"));
        bench.tickAt("00:01:00").started("1/1.1");
        // As after a restart: one runs, another one of the same due time waits.
        Scheduler scheduler = bench.reloaded();

        scheduler.reload(Set.of(new JobId(1)), bench.store.view(), bench.now());

        assertThat(scheduler.processes()).isEqualTo(1);
        Lifecycle.AttemptEnd end =
                new Lifecycle.AttemptEnd(
                        new Outcome.Succeeded(),
                        Attempt.Usage.UNKNOWN,
                        Optional.empty(),
                        time("00:01:00"));
        assertThat(scheduler.ended(Bench.attemptId("1/1.1"), end, bench.now()).actions())
                .extracting(Bench::line)
                .containsExactly("launch 2/1.1");
    }

    @Test
    void aRemovedJobsProcessKeepsTheSlotOfItsGroupThroughAReload() {
        Bench bench = new Bench();
        bench.group("one", 1);
        bench.add(job("a").group("one").now());
        bench.started("1/1.1").remove(1, true);
        bench.takeActions();

        bench.scheduler.reload(Set.of(new JobId(1)), bench.store.view(), bench.now());
        bench.add(job("b").group("one").now());

        assertThat(bench.takeActions()).isEmpty();
        bench.succeeded("1/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1");
    }

    @Test
    void ofOneJobOnlyOneRunHasAProcess() {
        Bench bench = new Bench();
        bench.add(job("a"));
        for (int i = 0; i < 3; i++) {
            bench.trigger(1);
        }
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
        bench.tick().started("1/1.1").tick();
        assertThat(bench.takeActions()).isEmpty();
        assertThat(bench.words(1)).containsExactly("running", "queued", "queued");
    }
}
