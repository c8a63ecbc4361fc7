package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.time;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.ExitCodes;
import dev.jobd.model.FailurePolicy;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.Outcome;
import dev.jobd.model.OverlapPolicy;
import dev.jobd.model.Pause;
import dev.jobd.model.Run;
import dev.jobd.model.Timing;
import dev.jobd.model.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Jobs that run after others.
class AfterTest {
    private final Bench bench = new Bench();

    /// Runs a job by hand to its end.
    private void run(long job, Outcome outcome) {
        String run = bench.trigger(job);
        bench.started(run + ".1").ended(run + ".1", outcome);
        bench.takeActions();
    }

    private void ok(long job) {
        run(job, new Outcome.Succeeded());
    }

    private void bad(long job) {
        run(job, new Outcome.Failed(1));
    }

    private Outcome last(long job) {
        return bench.state(job).lastEnd().orElseThrow().outcome();
    }

    private static Timing timing(Duration jitter, Optional<Instant> starts, OptionalLong runs) {
        return new Timing(
                jitter,
                starts,
                Optional.empty(),
                runs,
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    @Test
    void itRunsWhenItsParentHasEndedAsItShould() {
        bench.add(job("build"));
        bench.add(job("deploy").after("build"));
        String build = bench.trigger(1);
        bench.started(build + ".1").takeActions();
        assertThat(bench.words(2)).isEmpty();

        bench.at("00:05:00").succeeded(build + ".1");
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1");
        Run run = bench.run("2/1");
        assertThat(run.trigger()).isEqualTo(Trigger.PARENT);
        assertThat(run.by()).isEqualTo("build/1");
        assertThat(run.dueAt()).isEqualTo(time("00:05:00"));
    }

    @Test
    void anAttemptThatIsTriedAgainIsNoEnd() {
        bench.add(job("build").retries(1, "1m"));
        bench.add(job("clean").after("build:any"));
        String build = bench.trigger(1);
        bench.started(build + ".1").failed(build + ".1");
        assertThat(bench.words(2)).isEmpty();
        bench.tickAt("00:01:00").started(build + ".2").failed(build + ".2");
        assertThat(bench.words(2)).containsExactly("starting");
    }

    @ParameterizedTest
    @CsvSource({
        "ok, starting, parent-failed",
        "fail, '', starting",
        "any, starting, starting",
    })
    void theEndsThatCountAreTheOnesThatWereSaid(String on, String afterOk, String afterBad) {
        bench.add(job("build"));
        bench.add(job("good").after("build:" + on));
        bench.add(job("build2"));
        bench.add(job("bad").after("build2:" + on));
        ok(1);
        bad(3);
        assertThat(String.join("", bench.words(2))).isEqualTo(afterOk);
        assertThat(String.join("", bench.words(4))).isEqualTo(afterBad);
    }

    @Test
    void whatWasSkippedOrMissedIsNoEnd() {
        bench.add(job("build").every("10m"));
        bench.add(job("next").after("build:any"));
        bench.tickAt("00:10:00").started("1/1.1").tickAt("00:20:00");
        assertThat(bench.words(1)).containsExactly("running", "skipped");
        assertThat(bench.words(2)).isEmpty();
    }

    @Test
    void aStopByAPersonIsAFailure() {
        bench.add(job("build"));
        bench.add(job("cry").after("build:fail"));
        String build = bench.trigger(1);
        bench.started(build + ".1").stop(build);
        bench.ended(build + ".1", new Outcome.Signalled(15));
        assertThat(bench.words(2)).containsExactly("starting");
    }

    @Test
    void ofSeveralParentsAllMustHaveEndedSinceItWasDueLast() {
        bench.add(job("a"));
        bench.add(job("b"));
        bench.add(job("join").after("a", "b"));
        ok(1);
        ok(1);
        assertThat(bench.words(3)).isEmpty();
        assertThat(bench.state(3).met()).containsExactly(new JobName("a"));
        ok(2);
        assertThat(bench.words(3)).containsExactly("starting");
        bench.started("3/1.1").succeeded("3/1.1");
        ok(2);
        assertThat(bench.words(3)).as("b alone, again").containsExactly("succeeded");
        ok(1);
        assertThat(bench.words(3)).containsExactly("succeeded", "starting");
        assertThat(bench.run("3/2").by()).isEqualTo("a/3");
    }

    @Test
    void aParentThatFailedIsWaitedForAnewAndTheOthersCount() {
        bench.add(job("a"));
        bench.add(job("b"));
        bench.add(job("join").after("a", "b"));
        ok(1);
        bad(2);
        assertThat(last(3)).isEqualTo(new Outcome.ParentFailed("b/1 failed"));
        bad(1);
        ok(2);
        assertThat(bench.words(3)).containsExactly("parent-failed", "parent-failed");
        ok(1);
        assertThat(bench.words(3)).containsExactly("parent-failed", "parent-failed", "starting");
    }

    @Test
    void afterOneOfRunsAfterEach() {
        bench.add(job("a"));
        bench.add(job("b"));
        bench.add(job("each").afterOneOf("a", "b:fail").overlap(new OverlapPolicy.Allow(9)));
        ok(1);
        ok(2);
        bad(1);
        bad(2);
        assertThat(bench.words(3)).containsExactly("starting", "starting");
    }

    @Test
    void failuresGoDownToTheLastDescendantInOneStep() {
        bench.add(job("a"));
        bench.add(job("b").after("a"));
        bench.add(job("c").after("b"));
        bench.add(job("cry").after("c:fail"));
        bench.add(job("d").after("c:any"));
        bad(1);
        assertThat(last(2)).isEqualTo(new Outcome.ParentFailed("a/1 failed"));
        assertThat(last(3)).isEqualTo(new Outcome.ParentFailed("b/1 parent-failed"));
        assertThat(bench.words(4)).containsExactly("starting");
        assertThat(bench.words(5)).containsExactly("starting");
        assertThat(bench.state(2).failures()).as("nothing of its own").isZero();
    }

    @Test
    void itsRunIsSkippedByTheRulesOfAllRuns() {
        bench.add(job("a"));
        bench.add(job("b").after("a"));
        ok(1);
        bench.started("2/1.1");
        ok(1);
        assertThat(bench.outcome("2/2"))
                .isEqualTo(new Outcome.Skipped("overlap: run 1 is running"));
        bench.succeeded("2/1.1");
        bench.pause(2);
        ok(1);
        assertThat(bench.outcome("2/3")).isEqualTo(new Outcome.Skipped("paused"));
        bad(1);
        assertThat(bench.words(2)).hasSize(3);
        bench.resume(2);
        bench.skipNext(2, 1);
        ok(1);
        assertThat(bench.outcome("2/4")).isEqualTo(new Outcome.Skipped("skip-next"));
        ok(1);
        assertThat(bench.runState("2/5").word()).isEqualTo("starting");
    }

    @Test
    void aPauseThatIsOverIsNone() {
        bench.add(job("a"));
        bench.add(job("b").after("a"));
        bench.pause(2, "01:00:00");
        bench.at("01:00:00");
        ok(1);
        assertThat(bench.words(2)).containsExactly("starting");
    }

    @Test
    void itIsHeldWhileItsGroupIsPaused() {
        bench.group("g", 1);
        bench.add(job("a"));
        bench.add(job("b").after("a").group("g"));
        bench.apply(new Command.PauseGroup("g", true, Optional.empty(), TestJob.BY));
        ok(1);
        assertThat(bench.words(2)).containsExactly("queued");
        bench.apply(new Command.PauseGroup("g", false, Optional.empty(), TestJob.BY));
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1");
    }

    @Test
    void replaceTakesThePlaceOfTheRunBefore() {
        bench.add(job("a"));
        bench.add(job("b").after("a").overlap(new OverlapPolicy.Replace()));
        ok(1);
        bench.started("2/1.1").takeActions();
        String run = bench.trigger(1);
        bench.started(run + ".1").succeeded(run + ".1");
        assertThat(bench.takeActions()).contains("stop 2/1.1 TERM");
        assertThat(bench.words(2)).containsExactly("stopping", "queued");
    }

    @Test
    void itsTimingLeavesOutWhatFallsOutside() {
        Timing timing = timing(Duration.ZERO, Optional.of(time("01:00:00")), OptionalLong.of(1));
        bench.add(job("a"));
        bench.add(job("b").after("a").timing(timing));
        ok(1);
        bench.at("01:00:00");
        ok(1);
        bench.started("2/1.1").succeeded("2/1.1");
        ok(1);
        assertThat(bench.words(2)).containsExactly("succeeded");
    }

    @Test
    void whatWasMetIsKeptOverAStartAndForgottenWithTheSchedule() {
        bench.add(job("a"));
        bench.add(job("b"));
        bench.add(job("join").after("a", "b"));
        ok(1);
        bench.edit(3, job("join").after("a", "b").priority(3));
        assertThat(bench.state(3).met()).containsExactly(new JobName("a"));
        bench.edit(3, job("join").after("b", "a"));
        assertThat(bench.state(3).met()).isEmpty();
    }

    @Test
    void aJobRunsAfterNoneThatIsNotThereNorAfterItself() {
        assertThat(refusal(job("b").after("a")))
                .isEqualTo("no job 'a' that it could run after: add that first");
        bench.add(job("a"));
        assertThat(refusal(job("b").after("a", "a:fail")))
                .isEqualTo("'a' is named twice: name each job once");
        assertThat(refusal(job("b").after("b")))
                .isEqualTo("a job cannot run after itself: b runs after b; leave one out");
        bench.add(job("b").after("a"));
        bench.add(job("c").after("b"));
        Command.Update update = bench.update(1, job("a").after("c"));
        assertThat(bench.refusal(update).message())
                .isEqualTo(
                        "a job cannot run after itself: b runs after a, c runs after b, a runs after"
                                + " c; leave one out");
    }

    private String refusal(TestJob job) {
        return bench.refusal(job.add()).message();
    }

    @Test
    void aParentCanBeNeitherRenamedNorRemovedUnlessNothingRunsAfterIt() {
        bench.add(job("a"));
        bench.add(job("b").after("a"));
        assertThat(bench.refusal(bench.update(1, job("z"))).message())
                .isEqualTo("job 'a' cannot be renamed: b runs after it; remove or edit that first");
        assertThat(bench.refusal(remove(1)).message())
                .isEqualTo("job 'a' cannot be removed: b runs after it; remove or edit that first");
        bench.remove(2, false);
        bench.remove(1, false);
    }

    @Test
    void jitterMovesNothing() {
        bench.add(job("a"));
        Timing timing = timing(Duration.ofMinutes(1), Optional.empty(), OptionalLong.empty());
        assertThat(refusal(job("b").after("a").timing(timing))).contains("jitter");
    }

    private static Command.Batch batch(Command.Plain... steps) {
        return new Command.Batch(
                Arrays.stream(steps).<Command.Step>map(Command.Step.Of::new).toList(), false);
    }

    @Test
    void whatIsDoneTogetherIsSoundAtItsEndInWhateverOrder() {
        bench.apply(batch(job("b").after("a").add(), job("a").add()));
        ok(2);
        assertThat(bench.words(1)).containsExactly("starting");
        bench.started("1/1.1").succeeded("1/1.1");
        bench.apply(batch(remove(2), remove(1)));
        assertThat(bench.refusal(batch(job("d").add(), job("c").after("a").add())))
                .isInstanceOfSatisfying(
                        Refusal.OfStep.class,
                        it -> {
                            assertThat(it.step()).isEqualTo(1);
                            assertThat(it.message()).startsWith("no job 'a'");
                        });
        assertThat(bench.refusal(batch(job("x").after("y").add(), job("y").after("x").add())))
                .extracting(Refusal::message)
                .asString()
                .startsWith("a job cannot run after itself: ");
    }

    @Test
    void aNameThatIsTakenOverInTheSameBatchStaysAParent() {
        bench.add(job("a"));
        bench.add(job("b").after("a"));
        bench.apply(batch(remove(1), job("a").add()));
        ok(3);
        assertThat(bench.words(2)).containsExactly("starting");
    }

    @Test
    void whatIsLeftOfAJobThatIsGoneIsNoEndOfAnotherOneOfItsName() {
        bench.add(job("a"));
        bench.add(job("b").after("a:any"));
        bench.started(bench.trigger(1) + ".1");
        Command.Remove remove = new Command.Remove(new JobId(1), OptionalLong.empty(), true, "eve");
        bench.apply(batch(remove, job("a").add()));
        bench.ended("1/1.1", new Outcome.Signalled(15));
        assertThat(bench.words(2)).isEmpty();
    }

    @Test
    void itIsPausedAfterSoManyFailuresLikeAnyOther() {
        FailurePolicy twice = new FailurePolicy(ExitCodes.NONE, ExitCodes.NONE, OptionalInt.of(2));
        bench.add(job("a"));
        bench.add(job("b").after("a").failure(twice));
        for (int run = 1; run <= 2; run++) {
            assertThat(bench.state(2).paused()).isFalse();
            ok(1);
            bench.started("2/" + run + ".1").failed("2/" + run + ".1");
        }
        assertThat(bench.state(2).pause()).contains(Pause.afterFailures(2));
        ok(1);
        assertThat(bench.words(2)).containsExactly("failed", "failed", "skipped");
    }

    private static Command.Remove remove(long job) {
        return new Command.Remove(new JobId(job), OptionalLong.empty(), false, "eve");
    }
}
