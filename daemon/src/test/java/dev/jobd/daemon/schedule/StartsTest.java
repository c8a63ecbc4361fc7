package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.TestJob.BY;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.store.StoreException;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import dev.jobd.model.Run;
import dev.jobd.model.Schedule;
import dev.jobd.model.TimeWindow;
import dev.jobd.model.Timing;
import dev.jobd.model.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Jobs that are due each time the daemon starts.
class StartsTest {
    private static final Duration DOWN = Duration.ofHours(3);
    private static final TestJob AT_START = job("up").scheduled(new Schedule.Start());

    private TestDaemon daemon = TestDaemon.fresh();

    private void ask(Command command) {
        CompletableFuture<Applied> _ = daemon.ask(command);
    }

    private List<Run> runs() {
        return daemon.store.view().runs(new JobId(1), Long.MAX_VALUE, 100).reversed();
    }

    private List<String> words() {
        return runs().stream().map(run -> run.state().word()).toList();
    }

    private JobState state() {
        return daemon.store.view().state(new JobId(1)).orElseThrow();
    }

    private void restart() {
        daemon = daemon.crash(DOWN);
        daemon.turn();
        daemon.turn();
        daemon.turn();
    }

    @Test
    void itRunsOnceAtEachStartAndNotWhenItIsAdded() {
        ask(AT_START.add());
        daemon.turn();
        assertThat(runs()).isEmpty();
        restart();
        daemon.pass(DOWN).turn();
        assertThat(runs()).hasSize(1);
        assertThat(runs().getFirst().trigger()).as("not caught up").isEqualTo(Trigger.SCHEDULE);
        assertThat(runs().getFirst().dueAt()).isEqualTo(Bench.START.plus(DOWN));
        assertThat(state().nextDue()).isEmpty();
    }

    @Test
    void oneThatStillRunsIsNotStartedAgain() {
        ask(AT_START.add());
        daemon.turn();
        restart();
        assertThat(runs()).hasSize(1);
        restart();
        restart();
        assertThat(words().subList(1, words().size())).containsExactly("skipped", "skipped");
    }

    @Test
    void aPausedOneIsRecordedAsSkipped() {
        ask(AT_START.add());
        ask(new Command.Pause(new JobId(1), OptionalLong.empty(), true, BY));
        daemon.turn();
        restart();
        assertThat(words()).containsExactly("skipped");
    }

    @Test
    void whatCouldNotBeStoredIsMadeUpFor() {
        ask(AT_START.add());
        daemon.turn();
        daemon = daemon.crash(DOWN);
        daemon.store.failNext(new StoreException.Full("no space left", null));
        daemon.turn();
        assertThat(runs()).isEmpty();
        daemon.pass(Duration.ofHours(1)).turn();
        daemon.pass(Duration.ofHours(1)).turn();
        assertThat(runs()).hasSize(1);
        assertThat(runs().getFirst().trigger()).isEqualTo(Trigger.SCHEDULE);
    }

    /// Has a change of the job that cannot be stored.
    private void failAChange() {
        daemon.store.failNext(new StoreException.Full("no space left", null));
        ask(new Command.SkipNext(new JobId(1), OptionalLong.empty(), 7, BY));
        daemon.turn();
        daemon.pass(Duration.ofHours(1)).turn();
        daemon.pass(Duration.ofHours(1)).turn();
    }

    private void edit(TestJob wanted) {
        Job base = daemon.store.view().job(new JobId(1)).orElseThrow();
        ask(new Command.Update(base, wanted.definition(), BY));
    }

    @Test
    void whatCannotBeStoredMakesNoJobDueThatIsNewSinceTheStart() {
        ask(AT_START.add());
        failAChange();
        assertThat(runs()).isEmpty();
        assertThat(state().nextDue()).isEmpty();
    }

    @Test
    void whatCannotBeStoredMakesNoJobDueThatIsEditedSinceTheStart() {
        ask(job("up").add());
        daemon.turn();
        restart();
        edit(AT_START);
        failAChange();
        assertThat(runs()).isEmpty();
        assertThat(state().nextDue()).isEmpty();
    }

    @Test
    void anotherTimingMakesItNotDueAgain() {
        Timing jitter = Timing.NONE.withJitter(Duration.ofMinutes(10));
        ask(AT_START.timing(jitter).add());
        daemon.turn();
        restart();
        daemon.pass(Duration.ofMinutes(10)).turn();
        assertThat(runs()).hasSize(1);
        edit(AT_START.timing(Timing.NONE.withJitter(Duration.ofHours(1))));
        failAChange();
        assertThat(runs()).hasSize(1);
    }

    @Test
    void aRunThatIsNoLongerKeptIsNotMadeAgain() {
        ask(AT_START.add());
        daemon.turn();
        restart();
        daemon.begins("1/1.1");
        daemon.ends("1/1.1", 0);
        daemon.turn();
        ask(new Command.Prune(List.of(Bench.runId("1/1")), List.of()));
        daemon.turn();
        assertThat(runs()).isEmpty();
        failAChange();
        assertThat(runs()).isEmpty();
    }

    @Test
    void whatAnEarlierStartHasLeftDoesNotRunHoweverManyThereAre() {
        int many = 300;
        Timing jitter = Timing.NONE.withJitter(Duration.ofHours(2));
        for (int i = 1; i <= many; i++) {
            ask(job("up" + i).scheduled(new Schedule.Start()).timing(jitter).add());
        }
        daemon.turn();
        restart();
        Instant start = daemon.wall();
        daemon = daemon.crash(DOWN);
        daemon.turn();
        // What comes before the start has all its jobs is about them as they are.
        daemon.store
                .view()
                .jobs(Optional.empty(), many)
                .forEach(job -> ask(new Command.SkipNext(job.id(), OptionalLong.empty(), 0, BY)));
        daemon.turn();
        daemon.turn();
        daemon.pass(Duration.ofHours(2)).turn();
        for (int turn = 0; turn < 3; turn++) {
            daemon.turn();
        }
        for (Job job : daemon.store.view().jobs(Optional.empty(), many)) {
            assertThat(daemon.store.view().runs(job.id(), Long.MAX_VALUE, 9))
                    .as("job %s", job.id())
                    .singleElement()
                    .satisfies(
                            run -> assertThat(run.dueAt()).isAfter(start.plus(DOWN).minusNanos(1)));
        }
    }

    @Test
    void itsTimingIsAboutTheStart() {
        Timing timing = Timing.NONE.withJitter(Duration.ofHours(1));
        ask(AT_START.timing(timing).add());
        daemon.turn();
        restart();
        Instant due = Bench.START.plus(DOWN).plus(timing.offset(new JobId(1)));
        assertThat(state().nextDue()).contains(due);
        assertThat(runs()).isEmpty();
        daemon.pass(timing.offset(new JobId(1))).turn();
        assertThat(runs()).hasSize(1);
        assertThat(runs().getFirst().dueAt()).isEqualTo(due);
    }

    @Test
    void aStartThatIsLeftOutIsNotRecorded() {
        Timing evening =
                Timing.NONE.withGaps(
                        Optional.of(TimeWindow.parse("18:00-24:00")),
                        List.of(),
                        Optional.of(ZoneOffset.UTC));
        ask(AT_START.timing(evening).add());
        daemon.turn();
        restart();
        assertThat(runs()).isEmpty();
        assertThat(state().nextDue()).isEmpty();
    }

    @Test
    void itMakesNoMoreRunsThanItMay() {
        ask(AT_START.timing(Timing.NONE.withMaxRuns(OptionalLong.of(1))).add());
        daemon.turn();
        restart();
        assertThat(runs()).hasSize(1);
        restart();
        assertThat(runs()).hasSize(1);
    }

    @Test
    void anotherScheduleHasNothingOfTheStart() {
        Bench bench = new Bench();
        bench.add(job("a").every("10m"));
        bench.edit(1, AT_START);
        assertThat(bench.next(1)).isNull();
        bench.tickAt("05:00:00");
        assertThat(bench.words(1)).isEmpty();
    }
}
