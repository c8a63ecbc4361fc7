package dev.jobd.daemon.store;

import static dev.jobd.daemon.store.Samples.NOON;
import static dev.jobd.daemon.store.Samples.dueAt;
import static dev.jobd.daemon.store.Samples.ended;
import static dev.jobd.daemon.store.Samples.group;
import static dev.jobd.daemon.store.Samples.job;
import static dev.jobd.daemon.store.Samples.make;
import static dev.jobd.daemon.store.Samples.queued;
import static dev.jobd.daemon.store.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.Calendar;
import dev.jobd.model.Group;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Outcome;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every store does, so that the one for tests cannot drift from the real one.
@Timeout(60)
public interface StoreContract {

    /// Returns the store under test; the same one until [#reopen()].
    Store store();

    /// Restarts the store as the next start of the daemon would find it, and returns it.
    Store reopen();

    /// Lets the next batch fail.
    void failNext();

    /// Saves a batch and returns its number.
    default long save(Change... changes) {
        return store().commit(Batch.of(changes)).join().seq();
    }

    /// Returns why a batch was not saved.
    default StoreException failure(Change... changes) {
        return failure(store().commit(Batch.of(changes)));
    }

    /// Returns why a future failed, as a callback sees it.
    static StoreException failure(CompletableFuture<Committed> future) {
        return future.handle(
                        (done, failure) -> {
                            assertThat(done).isNull();
                            assertThat(failure).isInstanceOf(StoreException.class);
                            return (StoreException) failure;
                        })
                .join();
    }

    /// Says that a batch is refused because of its last change and leaves nothing behind.
    default void assertRefused(Change... changes) {
        long seq = store().view().seq();
        StoreException failure = failure(changes);
        assertThat(failure).isInstanceOf(StoreException.Refused.class);
        Change last = changes[changes.length - 1];
        assertThat(((StoreException.Refused) failure).change()).isEqualTo(last);
        assertThat(store().view().seq()).isEqualTo(seq);
    }

    @Test
    default void aNewStoreIsEmpty() {
        try (StoreView view = store().view()) {
            assertThat(view.seq()).isZero();
            assertThat(view.jobs(Optional.empty(), 10)).isEmpty();
            assertThat(view.jobsByName("", 10)).isEmpty();
            assertThat(view.activeRuns()).isEmpty();
            assertThat(view.endedRuns(Optional.empty(), 10)).isEmpty();
            assertThat(view.groups()).isEmpty();
            assertThat(view.calendars()).isEmpty();
            assertThat(view.nextJobNumber()).isEqualTo(1);
            assertThat(view.counts()).isEqualTo(new StoreView.Counts(0, 0, 0));
        }
        assertThat(store().identity().epoch()).isEqualTo(1);
    }

    @Test
    default void whatWasSavedIsThereAfterARestart() {
        Job job = job(1, "tick");
        JobState state = dueAt(1, NOON);
        Run active = queued(1, 2);
        Run ended = ended(1, 1, Duration.ofSeconds(1));
        save(make(job), new Change.PutState(state, Optional.empty()), make(active), make(ended));
        save(new Change.PutGroup(group("nightly", 3)));
        Identity before = store().identity();

        Store reopened = reopen();

        try (StoreView view = reopened.view()) {
            assertThat(view.job(new JobId(1))).contains(job);
            assertThat(view.job(new JobName("tick"))).contains(job);
            assertThat(view.state(new JobId(1))).contains(state);
            assertThat(view.run(active.id())).contains(active);
            assertThat(view.run(ended.id())).contains(ended);
            assertThat(view.groups()).containsExactly(group("nightly", 3));
            assertThat(view.counts()).isEqualTo(new StoreView.Counts(1, 1, 1));
            assertThat(view.seq()).isEqualTo(2);
        }
        assertThat(reopened.identity()).isEqualTo(new Identity(before.store(), before.epoch() + 1));
    }

    @Test
    default void batchesAreNumberedAndAnsweredInOrder() {
        List<Long> seen = new ArrayList<>();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            all.add(
                    store().commit(Batch.of(make(job(i, "job-" + i))))
                            .thenAccept(done -> seen.add(done.seq())));
        }
        all.forEach(CompletableFuture::join);
        assertThat(seen).hasSize(100).isSorted().doesNotHaveDuplicates();
        assertThat(store().view().seq()).isEqualTo(seen.getLast());
    }

    @Test
    default void aViewStaysAsItIs() {
        save(make(job(1, "one")));
        try (StoreView old = store().view()) {
            save(make(job(2, "two")), new Change.RemoveJob(new JobId(1), 1));
            assertThat(old.jobs(Optional.empty(), 10)).containsExactly(job(1, "one"));
            assertThat(old.counts().jobs()).isEqualTo(1);
            assertThat(store().view().jobs(Optional.empty(), 10)).containsExactly(job(2, "two"));
        }
    }

    @Test
    default void aJobChangesOnlyFromTheRevisionItHas() {
        Job first = job(1, "tick");
        Job second = first.withDefinition(first.definition(), NOON.plusSeconds(1));
        save(make(first));
        assertRefused(make(first));
        assertRefused(new Change.PutJob(second, 2));
        save(new Change.PutJob(second, 1));
        assertRefused(new Change.RemoveJob(first.id(), 1));
        assertThat(store().view().job(first.id())).contains(second);
        assertRefused(new Change.RemoveJob(new JobId(9), 0));
    }

    @Test
    default void aRefusedBatchLeavesNothing() {
        save(make(job(1, "tick")));
        assertRefused(make(job(2, "tock")), make(queued(2, 1)), make(job(1, "again")));
        assertThat(store().view().job(new JobId(2))).isEmpty();
        assertThat(store().view().nextJobNumber()).isEqualTo(2);
        save(make(job(2, "tock")));
    }

    @Test
    default void aNameBelongsToOneJob() {
        Job one = job(1, "one");
        save(make(one));
        assertRefused(make(job(2, "one")));
        Job renamed = one.withDefinition(one.definition().withName(new JobName("uno")), NOON);
        save(new Change.PutJob(renamed, 1));
        assertThat(store().view().job(new JobName("one"))).isEmpty();
        assertThat(store().view().job(new JobName("uno"))).contains(renamed);
        save(make(job(2, "one")));
        save(new Change.RemoveJob(one.id(), 2));
        save(make(job(3, "uno")));
    }

    @Test
    default void aJobNumberIsNeverGivenTwice() {
        save(make(job(7, "seven")));
        save(new Change.RemoveJob(new JobId(7), 1));
        assertThat(store().view().nextJobNumber()).isEqualTo(8);
        assertThat(reopen().view().nextJobNumber()).isEqualTo(8);
    }

    @Test
    default void aDueTimeAdvancesOnlyFromWhereItIs() {
        Instant later = NOON.plusSeconds(5);
        assertRefused(new Change.PutState(dueAt(1, NOON), Optional.empty()));
        save(make(job(1, "tick")), new Change.PutState(dueAt(1, NOON), Optional.empty()));
        assertRefused(new Change.PutState(dueAt(1, later), Optional.empty()));
        assertRefused(new Change.PutState(dueAt(1, later), Optional.of(later)));
        save(new Change.PutState(dueAt(1, later), Optional.of(NOON)));
        assertThat(store().view().state(new JobId(1))).contains(dueAt(1, later));
    }

    @Test
    default void aRunMovesOnlyFromTheStateItHas() {
        Run queued = queued(1, 1);
        Run running = queued.withState(new RunState.Running(1, NOON, 4711));
        Run ended = running.withState(new RunState.Ended(NOON, new Outcome.Failed(3)));
        assertRefused(make(queued));
        save(make(job(1, "tick")), make(queued));
        assertRefused(make(queued));
        assertRefused(new Change.PutRun(ended, Optional.of(running.state())));
        save(new Change.PutRun(running, Optional.of(queued.state())));
        save(new Change.PutRun(ended, Optional.of(running.state())));
        assertThat(store().view().activeRuns()).isEmpty();
        assertThat(store().view().run(queued.id())).contains(ended);
        assertThat(store().view().endedRuns(Optional.empty(), 10)).containsExactly(ended);
    }

    @Test
    default void anEndedRunIsFinal() {
        Run ended = ended(1, 1, Duration.ofSeconds(1));
        save(make(job(1, "tick")), make(ended));
        assertRefused(make(queued(1, 1)));
        assertRefused(new Change.PutRun(queued(1, 1), Optional.of(ended.state())));
        reopen();
        assertRefused(make(queued(1, 1)));
        assertThat(store().view().counts().endedRuns()).isEqualTo(1);
    }

    @Test
    default void theRunsOfARemovedJobStayAndMayStillEnd() {
        Run active = queued(1, 2);
        Run ended = ended(1, 1, Duration.ZERO);
        save(make(job(1, "one")), new Change.PutState(dueAt(1, NOON), Optional.empty()));
        save(make(ended), make(active));
        save(new Change.RemoveJob(new JobId(1), 1));
        assertRefused(make(queued(1, 3)));

        Run killed = active.withState(new RunState.Ended(NOON, new Outcome.Killed("root")));
        save(new Change.PutRun(killed, Optional.of(active.state())));

        for (StoreView view : List.of(store().view(), reopen().view())) {
            assertThat(view.job(new JobId(1))).isEmpty();
            assertThat(view.state(new JobId(1))).isEmpty();
            assertThat(view.runs(new JobId(1), Long.MAX_VALUE, 9)).containsExactly(killed, ended);
            assertThat(view.counts()).isEqualTo(new StoreView.Counts(0, 0, 2));
        }
    }

    @Test
    default void aRunIsRemovedWhetherItHasEndedOrNot() {
        save(make(job(1, "one")), make(ended(1, 1, Duration.ZERO)), make(queued(1, 2)));
        save(new Change.RemoveRun(run(1, 1)), new Change.RemoveRun(run(1, 2)));
        assertRefused(new Change.RemoveRun(run(1, 1)));
        assertThat(store().view().runs(new JobId(1), Long.MAX_VALUE, 10)).isEmpty();
        assertThat(store().view().endedRuns(Optional.empty(), 10)).isEmpty();
        assertThat(store().view().counts()).isEqualTo(new StoreView.Counts(1, 0, 0));
    }

    @Test
    default void jobsComeInPagesByNumberAndByName() {
        save(make(job(10, "b")), make(job(2, "c")), make(job(300, "a")), make(job(4, "B")));
        StoreView view = store().view();
        assertThat(view.jobs(Optional.empty(), 2))
                .extracting(Job::id)
                .containsExactly(id(2), id(4));
        assertThat(view.jobs(Optional.of(id(4)), 9))
                .extracting(Job::id)
                .containsExactly(id(10), id(300));
        assertThat(view.jobs(Optional.of(id(300)), 9)).isEmpty();
        assertThat(view.jobsByName("", 2)).extracting(Job::id).containsExactly(id(4), id(300));
        assertThat(view.jobsByName("a", 9)).extracting(Job::id).containsExactly(id(10), id(2));
    }

    private static JobId id(long number) {
        return new JobId(number);
    }

    @Test
    default void statesAreShownByNumber() {
        List<Change> changes = new ArrayList<>();
        for (long number : List.of(300L, 2L, 10L)) {
            changes.add(make(job(number, "job-" + number)));
            changes.add(new Change.PutState(dueAt(number, NOON), Optional.empty()));
        }
        store().commit(new Batch(changes)).join();
        List<Long> seen = new ArrayList<>();
        store().view().forEachState(state -> seen.add(state.job().number()));
        assertThat(seen).containsExactly(2L, 10L, 300L);
    }

    @Test
    default void runsOfAJobComeNewestFirstWhetherEndedOrNot() {
        save(make(job(1, "one")), make(job(2, "two")), make(queued(2, 1)));
        save(make(ended(1, 1, Duration.ZERO)), make(queued(1, 2)));
        save(make(ended(1, 300, Duration.ZERO)), make(queued(1, 4)));
        StoreView view = store().view();
        assertThat(view.runs(id(1), Long.MAX_VALUE, 2))
                .extracting(Run::id)
                .containsExactly(run(1, 300), run(1, 4));
        assertThat(view.runs(id(1), 4, 9))
                .extracting(Run::id)
                .containsExactly(run(1, 2), run(1, 1));
        assertThat(view.activeRuns(id(1)))
                .extracting(Run::id)
                .containsExactly(run(1, 2), run(1, 4));
        assertThat(view.activeRuns())
                .extracting(Run::id)
                .containsExactly(run(1, 2), run(1, 4), run(2, 1));
    }

    @Test
    default void endedRunsOfAllJobsComeLastEndedFirst() {
        save(make(job(1, "one")), make(job(2, "two")));
        save(make(ended(1, 1, Duration.ofSeconds(3))), make(ended(2, 1, Duration.ofSeconds(1))));
        save(make(ended(2, 2, Duration.ofSeconds(3))), make(ended(1, 2, Duration.ofSeconds(2))));
        StoreView view = store().view();
        List<Run> first = view.endedRuns(Optional.empty(), 2);
        assertThat(first).extracting(Run::id).containsExactly(run(2, 2), run(1, 1));
        assertThat(view.endedRuns(TimelineKey.of(first.getLast()), 9))
                .extracting(Run::id)
                .containsExactly(run(1, 2), run(2, 1));
    }

    @Test
    default void placesOfEndedRunsComeFirstEndedFirst() {
        save(make(job(1, "one")), make(job(2, "two")));
        save(make(ended(1, 1, Duration.ofSeconds(3))), make(ended(2, 1, Duration.ofNanos(-7))));
        save(make(ended(2, 2, Duration.ofSeconds(3))), make(queued(1, 2)));
        List<TimelineKey> first = store().view().endings(Optional.empty(), 2);
        assertThat(first)
                .containsExactly(
                        new TimelineKey(NOON.minusNanos(7), run(2, 1)),
                        new TimelineKey(NOON.plusSeconds(3), run(1, 1)));
        assertThat(store().view().endings(Optional.of(first.getLast()), 9))
                .containsExactly(new TimelineKey(NOON.plusSeconds(3), run(2, 2)));
        save(new Change.RemoveRun(run(1, 1)));
        assertThat(store().view().endings(Optional.empty(), 9)).hasSize(2);
    }

    @Test
    default void calendarsComeByNameAndAreReplacedAndRemoved() {
        Calendar first = calendar("b", "2026-12-24..2026-12-26");
        Calendar other = calendar("a", "2027-01-01");
        save(new Change.PutCalendar(calendar("b", "1999-01-01")), new Change.PutCalendar(other));
        save(new Change.PutCalendar(first));
        try (StoreView view = store().view()) {
            assertThat(view.calendars()).containsExactly(other, first);
            assertThat(view.calendar("b")).contains(first);
            assertThat(view.calendarNames()).containsExactly("a", "b");
            assertThat(view.groups()).as("no group").isEmpty();
        }
        save(new Change.RemoveCalendar("b"), new Change.RemoveCalendar("none"));
        assertThat(store().view().calendars()).containsExactly(other);
        assertThat(store().view().calendar("b")).isEmpty();
    }

    private static Calendar calendar(String name, String days) {
        return new Calendar(name, List.of(Calendar.Days.parse(days)));
    }

    @Test
    default void groupsComeByNameAndAreReplaced() {
        Group any = new Group("b", OptionalInt.empty());
        save(new Change.PutGroup(any), new Change.PutGroup(group("a", 1)));
        save(new Change.PutGroup(group("a", 2)));
        assertThat(store().view().groups()).containsExactly(group("a", 2), any);
    }

    @Test
    default void afterAFailureNothingIsSavedUntilRecovery() {
        save(make(job(1, "one")));
        failNext();
        CompletableFuture<Committed> failed = store().commit(Batch.of(make(job(2, "two"))));
        CompletableFuture<Committed> after = store().commit(Batch.of(make(job(3, "three"))));
        assertThat(StoreContract.failure(failed)).isNotInstanceOf(StoreException.Refused.class);
        assertThat(StoreContract.failure(after)).isNotInstanceOf(StoreException.Refused.class);
        assertThat(failure(make(job(4, "four")))).isNotInstanceOf(StoreException.Refused.class);
        assertThat(store().view().jobs(Optional.empty(), 9)).containsExactly(job(1, "one"));

        store().recover();

        save(make(job(4, "four")));
        assertThat(reopen().view().jobs(Optional.empty(), 9))
                .containsExactly(job(1, "one"), job(4, "four"));
    }

    @Test
    default void aClosedStoreSavesNothing() {
        Store closed = store();
        reopen();
        assertThat(StoreContract.failure(closed.commit(Batch.of(make(job(1, "late"))))))
                .isInstanceOf(StoreException.Failed.class);
        assertThat(store().view().seq()).isZero();
    }
}
