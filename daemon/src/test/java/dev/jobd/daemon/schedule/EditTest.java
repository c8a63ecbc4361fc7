package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.time;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.Change;
import dev.jobd.model.Calendar;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Outcome;
import dev.jobd.model.RunState;
import dev.jobd.model.Schedule;
import dev.jobd.model.Timing;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Making, changing and removing jobs.
class EditTest {
    private final Bench bench = new Bench();

    @Test
    void aNewJobHasTheNextNumberAndRevisionOne() {
        bench.add(job("a"));
        bench.at("00:00:05");
        assertThat(bench.add(job("b").every("1m"))).isEqualTo(new JobId(2));
        Job job = bench.job(2);
        assertThat(job)
                .isEqualTo(
                        new Job(
                                new JobId(2),
                                1,
                                job("b").every("1m").definition(),
                                time("00:00:05"),
                                time("00:00:05")));
        assertThat(bench.state(2))
                .isEqualTo(JobState.initial(new JobId(2), Optional.of(time("00:01:00"))));
    }

    private void prune(List<String> runs, List<String> last) {
        bench.apply(
                new Command.Prune(
                        runs.stream().map(Bench::runId).toList(),
                        last.stream().map(Bench::runId).toList()));
    }

    @Test
    void runsAreRemovedWithoutTheirJob() {
        bench.add(job("a"));
        bench.trigger(1);
        bench.started("1/1.1").succeeded("1/1.1");
        bench.trigger(1);
        prune(List.of("1/1"), List.of());
        assertThat(bench.words(1)).containsExactly("starting");
        assertThat(bench.job(1).name().text()).isEqualTo("a");
    }

    @Test
    void aOneOffJobGoesWithTheLastOfItsRuns() {
        bench.add(job("a").now());
        bench.started("1/1.1").succeeded("1/1.1");
        prune(List.of("1/1"), List.of("1/1"));
        assertThat(bench.store.view().job(new JobId(1))).isEmpty();
        assertThat(bench.store.view().counts().endedRuns()).isZero();
        // Its name is free again.
        assertThat(bench.add(job("a"))).isEqualTo(new JobId(2));
    }

    @Test
    void aJobStaysThatHasGotAnotherRunOrMayYetGetOne() {
        bench.add(job("a").now());
        bench.started("1/1.1").succeeded("1/1.1");
        bench.trigger(1);
        prune(List.of("1/1"), List.of("1/1"));
        bench.started("1/2.1").succeeded("1/2.1");
        bench.add(job("b").every("1m"));
        bench.tickAt("00:01:00");
        bench.started("2/1.1").succeeded("2/1.1");
        prune(List.of("2/1"), List.of("2/1"));
        assertThat(bench.store.view().counts().jobs()).isEqualTo(2);
    }

    @Test
    void aJobStaysWhoseTimeIsStillToComeAndLeftOutByACalendar() {
        Calendar today = new Calendar("off", List.of(Calendar.Days.parse("2026-03-01")));
        bench.apply(new Command.SetCalendar(new Calendar("off", List.of()), TestJob.BY));
        Timing except =
                Timing.NONE.withGaps(Optional.empty(), List.of("off"), Optional.of(ZoneOffset.UTC));
        bench.add(job("a").once(time("12:00:00")).timing(except));
        bench.trigger(1);
        bench.succeeded("1/1.1");
        bench.apply(new Command.SetCalendar(today, TestJob.BY));
        assertThat(bench.next(1)).isNull();
        prune(List.of("1/1"), List.of("1/1"));
        assertThat(bench.job(1).name().text()).isEqualTo("a");
        bench.trigger(1);
        bench.succeeded("1/2.1").at("12:00:00");
        prune(List.of("1/2"), List.of("1/2"));
        assertThat(bench.store.view().counts().jobs()).isZero();
    }

    @Test
    void aJobWithoutANameIsNamedAfterItsProgramAndNumber() {
        bench.add(job("").running("/usr/bin/make"));
        bench.add(job("").running("/opt/my tool+x"));
        bench.add(job("").running("12"));
        assertThat(bench.job(1).name().text()).isEqualTo("make-1");
        assertThat(bench.job(2).name().text()).isEqualTo("my-tool-x-2");
        assertThat(bench.job(3).name().text()).isEqualTo("12-3");
    }

    @Test
    void aLongProgramStillMakesAName() {
        bench.add(job("").running("x".repeat(4000)));
        assertThat(bench.job(1).name().text()).isEqualTo("x".repeat(100) + "-1");
    }

    @Test
    void aProgramWithoutALastPartStillMakesAName() {
        bench.add(job("").running("/bin/"));
        assertThat(bench.job(1).name().text()).isEqualTo("job-1");
    }

    @Test
    void aDerivedNameThatIsTakenGetsANumberMore() {
        bench.add(job("make-3"));
        bench.add(job("make-3-2"));
        bench.add(job("").running("make"));
        assertThat(bench.job(3).name().text()).isEqualTo("make-3-3");
    }

    @Test
    void aNameBelongsToOneJob() {
        bench.add(job("a"));
        assertThat(bench.refusal(job("a").add()))
                .isEqualTo(new Refusal.NameTaken(new JobName("a"), new JobId(1)));
        bench.add(job("b"));
        assertThat(bench.refusal(bench.update(2, job("a"))))
                .isEqualTo(new Refusal.NameTaken(new JobName("a"), new JobId(1)));
    }

    @Test
    void aRefusedJobTakesNoNumber() {
        bench.refusal(job("a").group("nowhere").add());
        assertThat(bench.add(job("a"))).isEqualTo(new JobId(1));
    }

    @Test
    void aDryRunSaysWhatWouldBeAndDoesNothing() {
        Snapshot before = Snapshot.of(bench.scheduler);
        Decision decision =
                bench.scheduler.tryOut(job("").running("make").every("1m").add(), bench.now());

        assertThat(Snapshot.of(bench.scheduler)).isEqualTo(before);
        bench.store
                .preview(
                        new Batch(decision.changes()),
                        view -> assertThat(view.job(new JobName("make-1"))).isPresent())
                .join();
        assertThat(bench.add(job("b"))).isEqualTo(new JobId(1));
    }

    @Test
    void aDryRunIsRefusedAsTheRealOneWouldBe() {
        assertThatThrownBy(
                        () -> bench.scheduler.tryOut(job("a").group("nowhere").add(), bench.now()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no group 'nowhere'");
    }

    @Test
    void anUnknownGroupIsRefusedWithTheKnownOnes() {
        bench.group("gpu", 1);
        assertThat(bench.refusal(job("a").group("cpu").add()).message())
                .isEqualTo("no group 'cpu'; there is default, gpu");
        bench.add(job("a"));
        assertThat(bench.refusal(bench.update(1, job("a").group("cpu"))))
                .isInstanceOf(Refusal.NoSuchGroup.class);
    }

    @Test
    void anEditIsOneRevisionMoreAndKeepsTheTimeOfMaking() {
        bench.add(job("a"));
        bench.at("00:10:00").edit(1, job("b").running("/bin/false"));
        Job job = bench.job(1);
        assertThat(job.revision()).isEqualTo(2);
        assertThat(job.createdAt()).isEqualTo(Bench.START);
        assertThat(job.updatedAt()).isEqualTo(time("00:10:00"));
        assertThat(job.definition()).isEqualTo(job("b").running("/bin/false").definition());
    }

    @Test
    void anEditOfAnOldRevisionIsRefused() {
        bench.add(job("a"));
        Command.Update mine = bench.update(1, job("mine"));
        bench.edit(1, job("yours"));
        assertThat(bench.refusal(mine)).isEqualTo(new Refusal.RevisionMismatch(new JobId(1), 1, 2));
    }

    @Test
    void anEditedScheduleCountsFromNow() {
        bench.add(job("a").every("1h"));
        bench.at("00:30:00").edit(1, job("a").every("7m"));
        assertThat(bench.next(1)).isEqualTo(time("00:35:00"));
        assertThat(bench.takeActions()).isEmpty();
    }

    @Test
    void anEditOfSomethingElseKeepsTheNextTime() {
        bench.add(job("a").everyFromFinish("1h"));
        bench.at("00:30:00").edit(1, job("a").everyFromFinish("1h").priority(3));
        assertThat(bench.next(1)).isEqualTo(time("01:00:00"));
    }

    @Test
    void anEditNeverFiresAtOnce() {
        bench.at("12:00:00");
        bench.add(job("a").every("10h"));
        bench.edit(1, job("a").every("1h"));
        bench.tick();
        assertThat(bench.words(1)).isEmpty();
        assertThat(bench.refusal(bench.update(1, job("a").once(time("11:00:00")))))
                .isInstanceOf(Refusal.PastTime.class);
        assertThat(bench.refusal(bench.update(1, job("a").now())))
                .isInstanceOf(Refusal.OnlyForNewJobs.class);
    }

    @Test
    void anEditDoesNotForgetATimeThatHasJustCome() {
        bench.add(job("a").every("1h"));
        // The edit comes before the tick.
        bench.at("01:00:00").edit(1, job("a").every("7m"));
        assertThat(bench.words(1)).containsExactly("starting");
        assertThat(bench.run("1/1").dueAt()).isEqualTo(time("01:00:00"));
        assertThat(bench.next(1)).isEqualTo(time("01:03:00"));
    }

    @Test
    void anEditToAFixedDelayWaitsForTheEndOfTheActiveRun() {
        bench.add(job("a").every("1h"));
        bench.tickAt("01:00:00").started("1/1.1");
        bench.at("01:10:00").edit(1, job("a").everyFromFinish("5m"));
        assertThat(bench.next(1)).isNull();
        bench.tickAt("01:30:00").succeeded("1/1.1");
        assertThat(bench.words(1)).containsExactly("succeeded");
        assertThat(bench.next(1)).isEqualTo(time("01:35:00"));
    }

    @Test
    void anEditToByHandTakesTheNextTimeAway() {
        bench.add(job("a").every("1h"));
        bench.edit(1, job("a"));
        assertThat(bench.next(1)).isNull();
        bench.tickAt("02:00:00");
        assertThat(bench.words(1)).isEmpty();
    }

    @Test
    void aDoneJobCanGetANewTime() {
        bench.add(job("a").now());
        bench.started("1/1.1").succeeded("1/1.1");
        bench.edit(1, job("a").once(time("08:00:00")));
        bench.tickAt("08:00:00");
        assertThat(bench.words(1)).containsExactly("succeeded", "starting");
    }

    @Test
    void aNameIsFreeAgainAfterARenameAndAfterARemoval() {
        bench.add(job("a"));
        bench.edit(1, job("b"));
        bench.add(job("a"));
        bench.remove(1, false);
        bench.add(job("b"));
        assertThat(bench.job(3).name().text()).isEqualTo("b");
    }

    @Test
    void twoJobsCanSwapTheirNames() {
        bench.add(job("a"));
        bench.add(job("b"));
        bench.edit(1, job("c"));
        bench.edit(2, job("a"));
        bench.edit(1, job("b"));
        assertThat(bench.scheduler.book.find(new JobName("b")).orElseThrow().id)
                .isEqualTo(new JobId(1));
    }

    @Test
    void numbersAreNeverUsedAgain() {
        bench.add(job("a"));
        bench.remove(1, false);
        assertThat(bench.add(job("a"))).isEqualTo(new JobId(2));
        Scheduler restarted = bench.reloaded();
        assertThat(restarted.book.nextJobNumber()).isEqualTo(3);
    }

    @Test
    void aRemovedJobIsNeverDue() {
        bench.add(job("a").every("1m"));
        bench.remove(1, false);
        bench.tickAt("01:00:00");
        assertThat(bench.takeActions()).isEmpty();
        assertThat(bench.scheduler.book.jobs()).isEmpty();
        assertThat(bench.refusal(new Command.Trigger(new JobId(1), "ann")))
                .isEqualTo(new Refusal.NoSuchJob(new JobId(1)));
    }

    @Test
    void aRemovalOfAnOldRevisionIsRefused() {
        bench.add(job("a"));
        bench.edit(1, job("b"));
        assertThat(
                        bench.refusal(
                                new Command.Remove(new JobId(1), OptionalLong.of(1), false, "ann")))
                .isEqualTo(new Refusal.RevisionMismatch(new JobId(1), 1, 2));
        bench.apply(new Command.Remove(new JobId(1), OptionalLong.of(2), false, "ann"));
        assertThat(bench.store.view().job(new JobId(1))).isEmpty();
    }

    @Test
    void aRemovalIsRefusedWhileARunHasAProcess() {
        bench.add(job("a").now());
        Command.Remove remove =
                new Command.Remove(new JobId(1), OptionalLong.empty(), false, "ann");
        assertThat(bench.refusal(remove))
                .isEqualTo(new Refusal.StillRunning(new JobId(1), Bench.runId("1/1")));
        bench.started("1/1.1");
        assertThat(bench.refusal(remove)).isInstanceOf(Refusal.StillRunning.class);
    }

    @Test
    void aRemovalWithStopStopsAndEndsAllRuns() {
        bench.add(job("a").retries(3, "1s"));
        bench.trigger(1);
        bench.trigger(1);
        bench.trigger(1);
        bench.started("1/1.1").takeActions();

        bench.remove(1, true);

        assertThat(bench.takeActions()).containsExactly("stop 1/1.1 TERM");
        assertThat(bench.words(1)).containsExactly("stopping", "killed", "killed");
        assertThat(bench.store.view().job(new JobId(1))).isEmpty();
        bench.tickAt("00:00:10");
        assertThat(bench.takeActions()).containsExactly("kill 1/1.1");
        bench.ended("1/1.1", new Outcome.Signalled(9));
        assertThat(bench.words(1)).containsExactly("killed", "killed", "killed");
        assertThat(bench.scheduler.processes()).isZero();
        assertThat(bench.scheduler.book.jobs()).as("nothing is left of it").isEmpty();
    }

    @Test
    void aRemovalEndsRunsThatOnlyWait() {
        bench.add(job("a").now().retries(3, "1m"));
        bench.started("1/1.1").failed("1/1.1");
        bench.trigger(1);
        bench.takeActions();
        bench.remove(1, false);
        assertThat(bench.words(1)).containsExactly("killed", "killed");
        bench.tickAt("01:00:00");
        assertThat(bench.takeActions()).isEmpty();
    }

    @Test
    void theNameOfARemovedJobIsFreeWhileItsProcessEnds() {
        bench.add(job("a").now());
        bench.started("1/1.1").remove(1, true);
        bench.add(job("a").now());
        assertThat(bench.words(2)).containsExactly("starting");
        bench.succeeded("1/1.1");
        assertThat(bench.scheduler.book.find(new JobName("a")).orElseThrow().id)
                .isEqualTo(new JobId(2));
    }

    @Test
    void aDecisionThatPassesThroughSeveralStatesStoresEachThingOnce() {
        Decision decision = bench.scheduler.apply(job("a").now().add(), bench.now());
        assertThat(decision.changes())
                .extracting(change -> change.getClass().getSimpleName())
                .containsExactly("PutJob", "PutState", "PutRun");
        Change.PutRun run = (Change.PutRun) decision.changes().getLast();
        assertThat(run.expected()).as("made in this decision").isEmpty();
        assertThat(run.run().state()).isInstanceOf(RunState.Starting.class);
    }

    @Test
    void whatIsInTheWayOfAScheduleIsSaidInASentence() {
        assertThat(new Refusal.OnlyForNewJobs("no").message()).isEqualTo("no");
        assertThat(bench.refusal(job("a").once(Bench.START).add()).message())
                .contains("give a later one");
        assertThat(new Schedule.Now().nextAfter(Bench.START)).isEmpty();
    }
}
