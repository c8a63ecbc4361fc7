package dev.jobd.daemon.store;

import static dev.jobd.daemon.store.Samples.NOON;
import static dev.jobd.daemon.store.Samples.dueAt;
import static dev.jobd.daemon.store.Samples.ended;
import static dev.jobd.daemon.store.Samples.group;
import static dev.jobd.daemon.store.Samples.job;
import static dev.jobd.daemon.store.Samples.make;
import static dev.jobd.daemon.store.Samples.queued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.Outcome;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What every store does with the commits of the past.
public interface HistoryContract extends StoreContract {

    /// Returns all commits after a number, a few at a time.
    default List<Commit> commits(long after) {
        List<Commit> all = new ArrayList<>();
        try (CommitReader reader = store().commits(after)) {
            List<Commit> page = reader.next(3);
            while (!page.isEmpty()) {
                assertThat(page.size()).isLessThanOrEqualTo(3);
                all.addAll(page);
                page = reader.next(3);
            }
        }
        return all;
    }

    @Test
    default void commitsAreReadBackWithWhatWasBefore() {
        Job job = job(1, "tick");
        Job renamed = job.withDefinition(job.definition().withName(new JobName("tock")), NOON);
        Run queued = queued(1, 1);
        Run running = queued.withState(new RunState.Running(1, NOON, 4711));
        Run over = queued.withState(new RunState.Ended(NOON, new Outcome.Succeeded()));
        save(make(job), new Change.PutState(dueAt(1, NOON), Optional.empty()));
        save(new Change.PutGroup(group("nightly", 3)));
        save(make(queued));
        save(new Change.PutRun(running, Optional.of(queued.state())));
        save(new Change.PutJob(renamed, 1));
        save(
                new Change.PutRun(over, Optional.of(running.state())),
                new Change.PutState(dueAt(1, NOON.plusSeconds(1)), Optional.of(NOON)));
        save(new Change.RemoveRun(over.id()));
        save(new Change.RemoveJob(job.id(), 2));
        assertThat(commits(0))
                .extracting(Commit::effects)
                .isEqualTo(effects(job, renamed, queued, running, over));
        assertThat(commits(0))
                .extracting(Commit::seq)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(commits(6)).isEqualTo(commits(0).subList(6, 8));
        assertThat(commits(8)).isEmpty();
        List<Commit> before = commits(0);
        reopen();
        assertThat(commits(0)).isEqualTo(before);
    }

    private static List<List<Effect>> effects(
            Job job, Job renamed, Run queued, Run running, Run over) {
        JobId id = job.id();
        return List.of(
                List.of(
                        new Effect.OfJob(id, Optional.empty(), Optional.of(job)),
                        new Effect.OfState(id, Optional.empty(), Optional.of(dueAt(1, NOON)))),
                List.of(),
                List.of(new Effect.OfRun(queued.id(), Optional.empty(), Optional.of(queued))),
                List.of(new Effect.OfRun(queued.id(), Optional.of(queued), Optional.of(running))),
                List.of(new Effect.OfJob(id, Optional.of(job), Optional.of(renamed))),
                List.of(
                        new Effect.OfState(
                                id,
                                Optional.of(dueAt(1, NOON)),
                                Optional.of(dueAt(1, NOON.plusSeconds(1)))),
                        new Effect.OfRun(queued.id(), Optional.of(running), Optional.of(over))),
                List.of(new Effect.OfRun(queued.id(), Optional.empty(), Optional.empty())),
                List.of(
                        new Effect.OfJob(id, Optional.of(renamed), Optional.empty()),
                        new Effect.OfState(
                                id, Optional.of(dueAt(1, NOON.plusSeconds(1))), Optional.empty())));
    }

    @Test
    default void aReaderGoesOnWithWhatIsSavedLater() {
        save(make(job(1, "a")));
        try (CommitReader reader = store().commits(0)) {
            int length = reader.nextBytes();
            assertThat(length).isPositive();
            assertThat(reader.next(10))
                    .singleElement()
                    .satisfies(commit -> assertThat(commit.bytes()).isEqualTo(length));
            assertThat(reader.nextBytes()).isZero();
            assertThat(reader.next(10)).isEmpty();
            save(make(job(2, "b")));
            failNext();
            failure(make(job(3, "c")));
            store().recover();
            save(make(job(4, "d")));
            List<Commit> later = reader.next(10);
            assertThat(later).extracting(Commit::seq).containsExactly(2L, 3L);
            assertThat(later.getLast().effects())
                    .extracting(Effect::job)
                    .containsExactly(new JobId(4));
        }
    }

    @Test
    default void whatCameAndWentInOneBatchLeavesNothing() {
        Job job = job(1, "a");
        Run ended = ended(1, 1, Duration.ofSeconds(1));
        save(
                make(job),
                new Change.PutState(dueAt(1, NOON), Optional.empty()),
                make(ended),
                new Change.RemoveRun(ended.id()),
                new Change.RemoveJob(job.id(), 1));
        assertThat(commits(0)).extracting(Commit::effects).containsExactly(List.of());
    }

    @Test
    @Tag("P15")
    default void commitsThatAreNotThereAreNotReadSilently() {
        assertThat(store().history()).isEqualTo(new History(1, 0));
        save(make(job(1, "a")));
        assertThat(store().history()).isEqualTo(new History(1, 0));
        assertThatExceptionOfType(StoreException.Expired.class)
                .isThrownBy(() -> store().commits(2));
        assertThatExceptionOfType(StoreException.Expired.class)
                .isThrownBy(() -> store().commits(-1));
    }
}
