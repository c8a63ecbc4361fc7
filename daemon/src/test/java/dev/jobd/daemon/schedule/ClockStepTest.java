package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.time;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.Group;
import dev.jobd.model.Outcome;
import dev.jobd.model.Trigger;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What happens when the civil clock is set.
class ClockStepTest {
    private final Bench bench = new Bench();

    @Test
    void aStepForwardIsAMissLikeAnyOther() {
        bench.add(job("a").every("10m"));
        bench.setClock("05:05:00").tick();
        assertThat(bench.words(1)).containsExactly("starting");
        assertThat(bench.run("1/1").trigger()).isEqualTo(Trigger.CATCHUP);
        assertThat(bench.next(1)).isEqualTo(time("05:10:00"));
    }

    @Test
    void aStepBackLetsNoIntervalWaitLongerThanItIs() {
        bench.at("12:00:00");
        bench.add(job("rate").every("10m"));
        bench.add(job("delay").everyFromFinish("10m"));
        bench.add(job("once").once(time("12:10:00")));
        bench.tick();

        bench.setClock("06:03:00").tick();

        assertThat(bench.words(1)).as("nothing fires at once").isEmpty();
        assertThat(bench.next(1)).isEqualTo(time("06:10:00"));
        assertThat(bench.next(2)).isEqualTo(time("06:13:00"));
        assertThat(bench.next(3)).as("a time of the clock stays").isEqualTo(time("12:10:00"));
    }

    @Test
    void aStepBackWithinTheIntervalChangesNothing() {
        bench.at("12:00:00");
        bench.add(job("a").everyFromFinish("10m"));
        bench.tickAt("12:05:00");
        bench.setClock("12:04:00").tick();
        assertThat(bench.next(1)).isEqualTo(time("12:10:00"));
    }

    @Test
    void oneTickLooksAtSomeJobsAndNotAtAll() {
        Scheduler scheduler = new Scheduler(1, new SplittableRandom(1), () -> 0);
        scheduler.define(new Group("default", OptionalInt.of(1)));
        Moment now = new Moment(time("12:00:00"), 0);
        for (int i = 0; i <= Ticker.LOOKS_MAX; i++) {
            scheduler.apply(job("job-" + i).every("10m").add(), now);
        }
        scheduler.tick(now);
        assertThat(scheduler.earliestDueMicros()).as("there is more at once").isZero();
        scheduler.tick(now);
        assertThat(scheduler.earliestDueMicros()).isEqualTo(Book.micros(time("12:10:00")));
    }

    @Test
    void aStepBackIsNoticedForMoreJobsThanOneTickTakes() {
        bench.at("12:00:00");
        for (int i = 0; i < 300; i++) {
            bench.add(job("job-" + i).every("10m"));
        }
        bench.tick().setClock("06:03:00").tick();
        for (int i = 1; i <= 300; i++) {
            assertThat(bench.next(i)).isEqualTo(time("06:10:00"));
        }
    }

    @Test
    void aStepBackWhileTheDaemonWasDownIsNoticedAtTheStart() {
        bench.at("12:00:00");
        bench.add(job("a").every("10m"));
        bench.setClock("06:03:00");
        Scheduler restarted = bench.reloaded();
        Decision decision = restarted.tick(bench.now());
        bench.store.commit(new dev.jobd.daemon.store.Batch(decision.changes())).join();
        assertThat(bench.next(1)).isEqualTo(time("06:10:00"));
    }

    @Test
    void deadlinesDoNotFollowTheCivilClock() {
        bench.add(job("a").now().timeout("10m"));
        bench.started("1/1.1").takeActions();
        bench.setClock("12:00:00").tick();
        assertThat(bench.takeActions()).isEmpty();
        bench.pass(Duration.ofMinutes(10)).tick();
        assertThat(bench.takeActions()).containsExactly("stop 1/1.1 TERM");
        bench.ended("1/1.1", new Outcome.Signalled(15));
    }

    @Test
    void aRetryDoesNotWaitLongerThanItsDelayAfterAStepBack() {
        bench.at("12:00:00");
        bench.add(job("a").now().retries(1, "10s"));
        bench.started("1/1.1").failed("1/1.1").setClock("06:00:00");
        Scheduler restarted = bench.reloaded();
        long wait = restarted.earliestDeadlineNanos() - bench.now().nanos();
        assertThat(wait).isEqualTo(Duration.ofSeconds(10).toNanos());
    }
}
