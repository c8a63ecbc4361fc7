package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.time;
import static dev.jobd.daemon.schedule.TestJob.duration;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.MisfirePolicy;
import dev.jobd.model.MisfirePolicy.Kind;
import dev.jobd.model.Outcome;
import dev.jobd.model.OverlapPolicy;
import dev.jobd.model.Run;
import dev.jobd.model.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What becomes of due times that nobody looked at in time.
class MisfireTest {
    private final Bench bench = new Bench();

    private static TestJob hourly(Kind kind) {
        return job("a").every("1h").misfire(new MisfirePolicy(kind, Duration.ofHours(24)));
    }

    private List<Run> runs() {
        return bench.store
                .view()
                .runs(bench.job(1).id(), Long.MAX_VALUE, Integer.MAX_VALUE)
                .reversed();
    }

    private List<Instant> due(Trigger trigger) {
        return runs().stream()
                .filter(run -> run.trigger() == trigger)
                .filter(run -> !run.state().word().equals("missed"))
                .map(Run::dueAt)
                .toList();
    }

    @Test
    void onceRunsOnceForTheNewestOfAnyNumber() {
        bench.add(hourly(Kind.ONCE));
        bench.tickAt("05:30:00");
        assertThat(bench.words(1)).containsExactly("starting");
        assertThat(due(Trigger.CATCHUP)).containsExactly(time("05:00:00"));
        assertThat(bench.next(1)).isEqualTo(time("06:00:00"));
    }

    @Test
    void skipRunsNoneAndRecordsOneForAll() {
        bench.add(hourly(Kind.SKIP));
        bench.tickAt("05:30:00");
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Missed());
        assertThat(bench.run("1/1").dueAt()).isEqualTo(time("05:00:00"));
        assertThat(bench.run("1/1").trigger()).isEqualTo(Trigger.CATCHUP);
        assertThat(bench.takeActions()).isEmpty();
        bench.tickAt("06:00:00");
        assertThat(bench.run("1/2").trigger()).isEqualTo(Trigger.SCHEDULE);
    }

    @Test
    void skipRunsWhatIsOnlyLate() {
        bench.add(hourly(Kind.SKIP));
        bench.tickAt("05:01:00");
        assertThat(bench.words(1)).containsExactly("missed", "starting");
        assertThat(bench.run("1/1").dueAt()).isEqualTo(time("04:00:00"));
        assertThat(due(Trigger.SCHEDULE)).containsExactly(time("05:00:00"));
    }

    @Test
    void aMinuteLateIsNoMissAndMoreIs() {
        bench.add(hourly(Kind.SKIP));
        bench.tickAt("01:01:00");
        assertThat(bench.words(1)).containsExactly("starting");
        bench.started("1/1.1").succeeded("1/1.1").tickAt("02:01:00.000001");
        assertThat(bench.words(1)).containsExactly("succeeded", "missed");
    }

    @Test
    void aOneOffThatIsMissedIsSkippedForGood() {
        bench.add(
                job("a").once(time("01:00:00"))
                        .misfire(new MisfirePolicy(Kind.SKIP, Duration.ofHours(24))));
        bench.tickAt("02:00:00").tickAt("09:00:00");
        assertThat(bench.words(1)).containsExactly("missed");
        assertThat(bench.next(1)).isNull();
    }

    @Test
    void aFixedDelayThatIsMissedCountsFromNow() {
        bench.add(
                job("a").everyFromFinish("10m")
                        .misfire(new MisfirePolicy(Kind.SKIP, Duration.ofHours(24))));
        bench.tickAt("02:00:00");
        assertThat(bench.words(1)).containsExactly("missed");
        assertThat(bench.next(1)).isEqualTo(time("02:10:00"));
    }

    @Test
    void allRunsEachTheOldestFirstOneAfterTheOther() {
        bench.add(hourly(Kind.ALL));
        bench.tickAt("03:30:00");
        assertThat(due(Trigger.CATCHUP))
                .containsExactly(time("01:00:00"), time("02:00:00"), time("03:00:00"));
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
        bench.started("1/1.1").succeeded("1/1.1").started("1/2.1").succeeded("1/2.1");
        assertThat(bench.takeActions()).containsExactly("launch 1/2.1", "launch 1/3.1");
        assertThat(bench.next(1)).isEqualTo(time("04:00:00"));
    }

    @Test
    void allIncludesWhatIsOnlyLateAsAnOrdinaryRun() {
        bench.add(hourly(Kind.ALL));
        bench.tickAt("03:00:30");
        assertThat(due(Trigger.CATCHUP)).containsExactly(time("01:00:00"), time("02:00:00"));
        assertThat(due(Trigger.SCHEDULE)).containsExactly(time("03:00:00"));
        assertThat(bench.words(1)).containsExactly("starting", "queued", "queued");
    }

    @Test
    void allRunsTheNewestHundredAndRecordsTheRest() {
        bench.add(job("a").every("1m").misfire(new MisfirePolicy(Kind.ALL, duration("10h"))));
        bench.tickAt("04:00:00.5");
        List<Run> runs = runs();
        // Late, not missed, is that of 04:00; that of 03:59 is missed by half a second.
        assertThat(runs.getFirst().dueAt()).isEqualTo(time("02:19:00"));
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Missed());
        assertThat(due(Trigger.CATCHUP)).hasSize(100).startsWith(time("02:20:00"));
        assertThat(due(Trigger.CATCHUP)).endsWith(time("03:59:00"));
        assertThat(due(Trigger.SCHEDULE)).containsExactly(time("04:00:00"));
    }

    @Test
    void whatIsOlderThanTheWindowIsRecordedAndNotRun() {
        bench.add(job("a").every("1h").misfire(new MisfirePolicy(Kind.ALL, duration("2h30m"))));
        bench.tickAt("06:30:00");
        assertThat(bench.words(1)).containsExactly("missed", "starting", "queued", "queued");
        assertThat(bench.run("1/1").dueAt()).isEqualTo(time("03:00:00"));
        assertThat(due(Trigger.CATCHUP)).startsWith(time("04:00:00"));
    }

    @Test
    void onceKeepsToTheWindowToo() {
        bench.add(job("a").every("1h").misfire(new MisfirePolicy(Kind.ONCE, duration("10m"))));
        bench.tickAt("05:10:00");
        assertThat(bench.words(1)).containsExactly("starting");
        bench.started("1/1.1").succeeded("1/1.1").tickAt("06:10:00.001");
        assertThat(bench.words(1)).containsExactly("succeeded", "missed");
    }

    @Test
    void catchUpsWaitForHalfOfTheSlotsOfTheGroup() {
        bench.group("four", 4);
        bench.add(hourly(Kind.ALL).group("four").overlap(new OverlapPolicy.Allow(10)));
        bench.tickAt("05:30:00");
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1", "launch 1/2.1");
        assertThat(bench.words(1))
                .containsExactly("starting", "starting", "queued", "queued", "queued");
    }

    @Test
    void aCatchUpIsNeverCaughtUpItself() {
        bench.add(hourly(Kind.ALL));
        bench.tickAt("02:30:00").started("1/1.1");
        bench.pass(Duration.ofMinutes(29)).tick();
        assertThat(bench.words(1)).containsExactly("running", "queued");
        bench.tickAt("03:00:00");
        assertThat(bench.words(1)).containsExactly("running", "queued", "skipped");
    }

    @Test
    void aPauseMissesNothing() {
        bench.add(hourly(Kind.ALL));
        bench.pause(1);
        bench.tickAt("05:30:00");
        assertThat(bench.words(1)).containsExactly("skipped");
        assertThat(bench.outcome("1/1")).isEqualTo(new Outcome.Skipped("paused"));
    }

    @Test
    void cronTimesAreCaughtUpAsTheyWouldHaveFired() {
        bench.add(
                job("a").cron("*/15 * * * *")
                        .misfire(new MisfirePolicy(Kind.ALL, Duration.ofHours(24))));
        bench.tickAt("01:10:00");
        assertThat(due(Trigger.CATCHUP))
                .containsExactly(
                        time("00:15:00"), time("00:30:00"), time("00:45:00"), time("01:00:00"));
    }

    @Test
    void noMoreThanAThousandWait() {
        bench.add(hourly(Kind.ALL));
        for (int i = 0; i < Lifecycle.WAITING_MAX - 1; i++) {
            bench.scheduler.apply(
                    new Command.Trigger(bench.scheduler.book.jobs().iterator().next().id, "ann"),
                    bench.now());
        }
        bench.at("05:30:00");
        Decision decision = bench.scheduler.tick(bench.now());
        assertThat(decision.changes()).as("state, one missed, one run").hasSize(3);
    }
}
