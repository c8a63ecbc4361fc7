package dev.jobd.daemon.retention;

import static dev.jobd.daemon.retention.Past.FAILED;
import static dev.jobd.daemon.retention.Past.NOON;
import static dev.jobd.daemon.retention.Past.OK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.store.Change;
import dev.jobd.model.JobId;
import dev.jobd.model.Keep;
import dev.jobd.model.Outcome;
import dev.jobd.model.Run;
import dev.jobd.model.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which runs go, at exact instants.
class RetentionTest {
    private static final Keep DAY = new Keep(1000, Duration.ofDays(1));

    private final Past past = new Past();
    private final Retention retention = new Retention();

    /// Removes all that is to go, as the sweeper does.
    private void sweep(Instant now) {
        retention.lookAtTouched(past.store.view());
        boolean isAll = false;
        while (!isAll) {
            isAll = removeSome(now);
        }
    }

    private boolean removeSome(Instant now) {
        Retention.Found found = retention.look(past.store.view(), now);
        List<Run> runs = found.harvest().runs();
        assertThat(runs.size()).isLessThanOrEqualTo(Harvest.RUNS_MAX);
        if (!runs.isEmpty()) {
            past.submit(
                            new Command.Prune(
                                    runs.stream().map(Run::id).toList(),
                                    found.harvest().last(past.store.view())))
                    .join();
        }
        return found.isAll();
    }

    @Test
    void aRunGoesAtTheInstantItPassesItsAgeAndAFailedOneFourTimesAsLate() {
        past.make(1, DAY).ended(1, 1, NOON, OK).ended(1, 2, NOON, FAILED);
        retention.learn(past.store.view());
        sweep(NOON.plus(Duration.ofDays(1)).minusMillis(1));
        assertThat(past.runs()).containsExactly("1/1", "1/2");
        sweep(NOON.plus(Duration.ofDays(1)));
        assertThat(past.runs()).containsExactly("1/2");
        sweep(NOON.plus(Duration.ofDays(4)).minusMillis(1));
        assertThat(past.runs()).containsExactly("1/2");
        sweep(NOON.plus(Duration.ofDays(4)));
        assertThat(past.runs()).isEmpty();
    }

    @Test
    void whatSomebodyKilledAndWhatNeverStartedByARuleIsNoFailure() {
        past.make(1, DAY)
                .ended(1, 1, NOON, new Outcome.Killed("me"))
                .ended(1, 2, NOON, new Outcome.Skipped("overlap"))
                .ended(1, 3, NOON, new Outcome.Missed())
                .ended(1, 4, NOON, new Outcome.TimedOut())
                .ended(1, 5, NOON, new Outcome.Lost("crash"))
                .ended(1, 6, NOON, new Outcome.NotStarted("no such command"));
        retention.learn(past.store.view());
        sweep(NOON.plus(Duration.ofDays(2)));
        assertThat(past.runs()).containsExactly("1/4", "1/5", "1/6");
    }

    @Test
    void theNewestRunsStayAndFailedOnesUntilFiveTimesAsManyAreNewer() {
        past.make(1, new Keep(2, Duration.ofDays(1)));
        for (int number = 1; number <= 11; number++) {
            past.ended(1, number, NOON, number % 4 == 0 || number == 1 ? FAILED : OK);
            retention.ended(new JobId(1));
            sweep(NOON);
        }
        // 12 would be the next: 10 and 11 are the newest two, 2 to 11 the newest ten.
        assertThat(past.runs()).containsExactly("1/4", "1/8", "1/10", "1/11");
    }

    @Test
    void whatIsLookedAtSeldomComesToTheSame() {
        past.make(1, new Keep(2, Duration.ofDays(1)));
        for (int number = 1; number <= 40; number++) {
            past.ended(1, number, NOON, number % 4 == 0 ? FAILED : OK);
            retention.ended(new JobId(1));
            if (number == 3 || number == 17 || number == 18) {
                sweep(NOON);
            }
        }
        sweep(NOON);
        assertThat(past.runs()).containsExactly("1/32", "1/36", "1/39", "1/40");
    }

    @Test
    void whatWaitsToBeRemovedDoesNotGrowWithTheRuns() {
        Keep two = new Keep(2, Duration.ofDays(1));
        past.make(1, two).make(2, two);
        for (int number = 1; number <= 2_000; number++) {
            past.ended(1, number, NOON, number % 4 == 0 ? FAILED : OK).ended(2, number, NOON, OK);
            retention.ended(new JobId(1));
            retention.ended(new JobId(2));
            retention.lookAtTouched(past.store.view());
            if (number == 700) {
                assertThat(removeSome(NOON)).isFalse();
            }
        }
        assertThat(retention.waiting()).isLessThanOrEqualTo(5);
        sweep(NOON);
        assertThat(past.runs())
                .containsExactly("1/1992", "1/1996", "1/1999", "1/2000", "2/1999", "2/2000");
    }

    @Test
    void aJobThatIsToKeepLessIsSweptAtOnce() {
        past.make(1, DAY).make(2, DAY);
        for (int number = 1; number <= 5; number++) {
            past.ended(1, number, NOON, OK).ended(2, number, NOON, OK);
        }
        retention.learn(past.store.view());
        sweep(NOON.plusSeconds(3600));
        Keep less = new Keep(3, Duration.ofDays(1));
        past.edit(1, less);
        retention.edited(new JobId(1), less);
        sweep(NOON.plusSeconds(3600));
        assertThat(past.runs()).doesNotContain("1/1", "1/2").hasSize(8);
        Keep shorter = new Keep(3, Duration.ofMinutes(5));
        past.edit(2, shorter);
        retention.edited(new JobId(2), shorter);
        sweep(NOON.plusSeconds(3600));
        assertThat(past.runs()).containsExactly("1/3", "1/4", "1/5");
        // What ends later goes by the new age too.
        past.ended(2, 6, NOON.plusSeconds(3700), OK);
        sweep(NOON.plusSeconds(4000));
        assertThat(past.runs()).doesNotContain("2/6");
    }

    @Test
    void runsOfARemovedJobGoAfterTheUsualTime() {
        past.make(1, new Keep(5, Duration.ofDays(1000))).ended(1, 1, NOON, OK);
        retention.learn(past.store.view());
        sweep(NOON.plus(Duration.ofDays(100)));
        past.save(new Change.RemoveJob(new JobId(1), 1));
        retention.removed(new JobId(1));
        sweep(NOON.plus(Keep.DEFAULT.time()).minusMillis(1));
        assertThat(past.runs()).containsExactly("1/1");
        retention.removed(new JobId(1));
        sweep(NOON.plus(Keep.DEFAULT.time()));
        assertThat(past.runs()).isEmpty();
    }

    @Test
    void oneOffJobsThatAreDoneGoWithTheLastOfTheirRuns() {
        past.make(Past.job(1, new Schedule.Now(), DAY))
                .make(Past.job(2, new Schedule.Once(NOON), DAY))
                .make(3, DAY)
                .ended(1, 1, NOON, OK)
                .ended(2, 1, NOON, FAILED)
                .ended(2, 2, NOON, OK)
                .ended(3, 1, NOON, OK);
        retention.learn(past.store.view());
        sweep(NOON.plus(Duration.ofDays(1)));
        assertThat(past.runs()).containsExactly("2/1");
        assertThat(past.store.view().jobs(Optional.empty(), 9))
                .extracting(job -> job.id().number())
                .containsExactly(2L, 3L);
        // Its newest run is gone, but the job stays until its last one goes.
        sweep(NOON.plus(Duration.ofDays(4)));
        assertThat(past.prunes.getLast().last()).hasToString("[2/2]");
        assertThat(past.store.view().counts().jobs()).isEqualTo(1);
    }

    @Test
    void manyRunsGoInBoundedCommands() {
        past.make(1, DAY);
        for (int number = 1; number <= 1234; number++) {
            past.ended(1, number, NOON.plusSeconds(number), OK);
        }
        retention.learn(past.store.view());
        sweep(NOON.plus(Duration.ofDays(1)).plusSeconds(1200));
        assertThat(past.runs()).hasSize(34);
        assertThat(past.prunes)
                .extracting(prune -> prune.runs().size())
                .containsExactly(500, 500, 200);
    }

    @Test
    void whatCouldNotBeRemovedIsFoundAgain() {
        past.make(1, new Keep(1, Duration.ofDays(1)));
        past.ended(1, 1, NOON, OK).ended(1, 2, NOON, OK).ended(1, 3, NOON, OK);
        retention.learn(past.store.view());
        retention.ended(new JobId(1));
        retention.lookAtTouched(past.store.view());
        assertThat(retention.look(past.store.view(), NOON).harvest().runs()).hasSize(2);
        retention.restart();
        sweep(NOON);
        assertThat(past.runs()).containsExactly("1/3");
    }

    @Test
    void itSleepsUntilTheFirstRunPassesItsAgeOrForEver() {
        Instant now = NOON.plusSeconds(10);
        retention.learn(past.store.view());
        assertThat(retention.nextLook(past.store.view(), now)).isEmpty();
        past.make(1, DAY).ended(1, 1, NOON, OK);
        retention.made(DAY);
        assertThat(retention.nextLook(past.store.view(), now))
                .contains(NOON.plus(Duration.ofDays(1)));
        // Not for each of many runs that pass their age one after another.
        Instant almost = NOON.plus(Duration.ofDays(1)).minusSeconds(1);
        assertThat(retention.nextLook(past.store.view(), almost))
                .contains(almost.plus(Duration.ofMinutes(24)));
    }
}
