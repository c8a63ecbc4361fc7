package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.time;
import static dev.jobd.daemon.schedule.TestJob.BY;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.Calendar;
import dev.jobd.model.JobId;
import dev.jobd.model.MisfirePolicy;
import dev.jobd.model.TimeWindow;
import dev.jobd.model.Timing;
import dev.jobd.model.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What moves and restricts due times, in the scheduler.
class TimingTest {
    private final Bench bench = new Bench();

    private static Timing maxRuns(long most) {
        return Timing.NONE.withMaxRuns(OptionalLong.of(most));
    }

    private static Timing bounds(String starts, String ends) {
        return Timing.NONE.withBounds(bound(starts), bound(ends));
    }

    private static Optional<Instant> bound(String clock) {
        return clock.isEmpty() ? Optional.empty() : Optional.of(time(clock));
    }

    private static Timing between(String window) {
        return Timing.NONE.withGaps(
                Optional.of(TimeWindow.parse(window)), List.of(), Optional.of(ZoneOffset.UTC));
    }

    private static Timing except(String... calendars) {
        return Timing.NONE.withGaps(
                Optional.empty(), List.of(calendars), Optional.of(ZoneOffset.UTC));
    }

    private void calendar(String name, String... days) {
        bench.apply(set(name, days));
    }

    private static Command.SetCalendar set(String name, String... days) {
        List<Calendar.Days> all = List.of(days).stream().map(Calendar.Days::parse).toList();
        return new Command.SetCalendar(new Calendar(name, all), BY);
    }

    private void assertRefused(TestJob job, String field, String sentence) {
        assertThat(bench.refusal(job.add()))
                .isInstanceOfSatisfying(
                        Refusal.WrongTiming.class,
                        it -> {
                            assertThat(it.field()).isEqualTo(field);
                            assertThat(it.message()).contains(sentence);
                        });
    }

    @Test
    void aScheduleMakesSoManyRunsAndNoMore() {
        bench.add(job("a").every("10m").timing(maxRuns(2)));
        bench.trigger(1);
        bench.succeeded("1/1.1");
        bench.tickAt("00:10:00").succeeded("1/2.1");
        assertThat(bench.next(1)).as("one by hand is none of them").isEqualTo(time("00:20:00"));
        bench.tickAt("00:20:00");
        assertThat(bench.next(1)).isNull();
        assertThat(bench.state(1).made()).isEqualTo(2);
        bench.succeeded("1/3.1").tickAt("05:00:00");
        assertThat(bench.words(1)).hasSize(3);
    }

    @Test
    void whatIsSkippedIsNoneOfTheRuns() {
        bench.add(job("a").every("10m").timing(maxRuns(2)));
        bench.skipNext(1, 1);
        bench.tickAt("00:10:00").tickAt("00:20:00").tickAt("00:30:00");
        assertThat(bench.words(1)).containsExactly("skipped", "starting", "skipped");
        assertThat(bench.next(1)).as("the other is still to come").isEqualTo(time("00:40:00"));
    }

    @Test
    void moreRunsLetItGoOnFromNowAndNotAtOnce() {
        bench.add(job("a").every("10m").timing(maxRuns(1)));
        bench.tickAt("00:10:00").succeeded("1/1.1").takeActions();
        bench.at("03:05:00");
        bench.edit(1, job("a").every("10m").timing(maxRuns(2)));
        bench.tick();
        assertThat(bench.takeActions()).isEmpty();
        assertThat(bench.next(1)).isEqualTo(time("03:10:00"));
        bench.tickAt("03:10:00").succeeded("1/2.1");
        assertThat(bench.next(1)).isNull();
        bench.edit(1, job("a").every("10m").timing(maxRuns(1)));
        assertThat(bench.next(1)).as("fewer than there were").isNull();
    }

    @Test
    void anIntervalFromTheEndIsUsedUpToo() {
        bench.add(job("a").everyFromFinish("10m").timing(maxRuns(1)));
        bench.tickAt("00:10:00").succeeded("1/1.1");
        assertThat(bench.next(1)).isNull();
    }

    @Test
    void noMoreAreCaughtUpThanAreLeft() {
        MisfirePolicy all = new MisfirePolicy(MisfirePolicy.Kind.ALL, Duration.ofHours(24));
        bench.add(job("a").every("1h").misfire(all).timing(maxRuns(3)));
        bench.tickAt("05:00:30");
        assertThat(bench.words(1)).containsExactly("missed", "starting", "queued", "queued");
        assertThat(bench.run("1/2").dueAt()).as("the newest").isEqualTo(time("02:00:00"));
        assertThat(bench.run("1/4").trigger()).isEqualTo(Trigger.CATCHUP);
        assertThat(bench.next(1)).isNull();
    }

    @Test
    void aScheduleBeginsAndEnds() {
        bench.add(job("a").every("1h").timing(bounds("02:00:00", "04:00:00")));
        assertThat(bench.next(1)).as("the begin counts").isEqualTo(time("02:00:00"));
        bench.tickAt("02:00:00").succeeded("1/1.1").tickAt("03:00:00").succeeded("1/2.1");
        assertThat(bench.next(1)).as("the end does not").isNull();
        bench.edit(1, job("a").every("1h").timing(bounds("02:00:00", "06:00:00")));
        assertThat(bench.next(1)).isEqualTo(time("04:00:00"));
    }

    @Test
    void whatWasDueBeforeTheEndIsCaughtUpAfterIt() {
        bench.add(job("a").every("1h").timing(bounds("", "03:30:00")));
        bench.tickAt("09:00:00");
        assertThat(bench.run("1/1").dueAt()).isEqualTo(time("03:00:00"));
        assertThat(bench.run("1/1").trigger()).isEqualTo(Trigger.CATCHUP);
        assertThat(bench.next(1)).isNull();
    }

    @Test
    void aJobKeepsItsPlaceWithinTheJitterThroughEditsAndRestarts() {
        Timing jitter = Timing.NONE.withJitter(Duration.ofMinutes(30));
        Duration offset = jitter.offset(new JobId(1));
        bench.add(job("a").cron("0 * * * *").timing(jitter));
        Instant first = time("00:00:00").plus(offset);
        assertThat(bench.next(1)).isEqualTo(first);
        bench.edit(1, job("b").cron("0 */2 * * *").timing(jitter));
        assertThat(bench.next(1)).isEqualTo(first);
        bench.pass(offset).tick();
        assertThat(bench.run("1/1").dueAt()).as("the due time has it").isEqualTo(first);
        bench.succeeded("1/1.1").trigger(1);
        assertThat(bench.run("1/2").dueAt()).as("by hand is at once").isEqualTo(first);
        assertThat(bench.next(1)).isEqualTo(time("02:00:00").plus(offset));
    }

    @Test
    void anotherJitterLetsNothingBeDueTwice() {
        bench.add(job("a").cron("0 12 * * *"));
        bench.tickAt("12:00:00").succeeded("1/1.1");
        bench.at("12:00:01");
        Timing jitter = Timing.NONE.withJitter(Duration.ofHours(2));
        bench.edit(1, job("a").cron("0 12 * * *").timing(jitter));
        Instant tomorrow =
                time("12:00:00").plus(Duration.ofDays(1)).plus(jitter.offset(new JobId(1)));
        assertThat(bench.next(1)).isEqualTo(tomorrow);
        bench.tick();
        Scheduler restarted = bench.reloaded();
        restarted.tick(bench.now());
        assertThat(restarted.book.require(new JobId(1)).state.nextDue())
                .as("nor after a restart")
                .contains(tomorrow);
    }

    @Test
    void norDoesAnEditOrACalendarAfterAnotherJitter() {
        calendar("off");
        bench.add(job("a").cron("*/10 * * * *").timing(except("off")));
        bench.tickAt("10:00:00").succeeded("1/1.1");
        bench.at("10:05:00");
        Timing jitter = except("off").withJitter(Duration.ofHours(1));
        Duration offset = jitter.offset(new JobId(1));
        assertThat(offset).isGreaterThan(Duration.ofMinutes(20));
        bench.edit(1, job("a").cron("*/10 * * * *").timing(jitter));
        Instant next = time("10:10:00").plus(offset);
        assertThat(bench.next(1)).isEqualTo(next);
        bench.at("10:06:00");
        Timing ends = jitter.withBounds(Optional.empty(), bound("23:00:00"));
        bench.edit(1, job("a").cron("*/10 * * * *").timing(ends));
        assertThat(bench.next(1)).as("before its schedule has named it").isEqualTo(next);
        bench.at("10:12:00");
        calendar("off", "2027-01-01");
        assertThat(bench.next(1)).as("after that").isEqualTo(next);
        bench.edit(1, job("a").cron("0,10,20,30,40,50 * * * *").timing(ends));
        assertThat(bench.next(1)).isEqualTo(next);
    }

    @Test
    void aCalendarThatChangesDoesNotBeginAnIntervalAnew() {
        calendar("off");
        bench.add(job("a").everyFromFinish("24h").timing(except("off")));
        bench.at("20:00:00");
        calendar("off", "2026-06-01");
        Instant tomorrow = time("00:00:00").plus(Duration.ofDays(1));
        assertThat(bench.next(1)).isEqualTo(tomorrow);
        calendar("off", "2026-03-02..2026-03-03");
        assertThat(bench.next(1))
                .as("it goes on in steps of itself")
                .isEqualTo(tomorrow.plus(Duration.ofDays(2)));
        calendar("off", "2026-03-01..2099-12-31");
        calendar("off", "2026-03-02");
        assertThat(bench.next(1))
                .as("what a calendar had put off for years comes")
                .isEqualTo(time("20:00:00").plus(Duration.ofDays(2)));
    }

    @Test
    void oneTimeThatIsOverDoesNotComeAgainByAnEdit() {
        bench.at("01:00:00");
        bench.add(job("a").once(time("00:59:00")).lateAllowed());
        bench.succeeded("1/1.1");
        Timing jitter = Timing.NONE.withJitter(Duration.ofHours(20));
        bench.edit(1, job("a").once(time("00:59:00")).timing(jitter));
        assertThat(bench.next(1)).isNull();
    }

    @Test
    void whatLiesOutsideOfAWindowIsNotRecorded() {
        bench.add(job("a").every("6h").timing(between("08:00-18:00")));
        bench.tickAt("06:00:00").tickAt("12:00:00").succeeded("1/1.1").tickAt("18:00:00");
        assertThat(bench.words(1)).containsExactly("succeeded");
        assertThat(bench.next(1)).isEqualTo(time("12:00:00").plus(Duration.ofDays(1)));
    }

    @Test
    void anIntervalThatMeetsItsWindowInMonthsKeepsItsTimeOverARestart() {
        bench.at("12:00:00");
        bench.add(job("a").everyFromFinish("23h59m").timing(between("08:00-08:10")));
        Instant next = time("08:09:00").plus(Duration.ofDays(231));
        assertThat(bench.next(1)).isEqualTo(next);

        bench.pass(Duration.ofHours(20).plusMinutes(12));
        Decision decision = bench.reloaded().tick(bench.now());

        assertThat(decision.changes()).as("one that began now would meet it sooner").isEmpty();
        assertThat(bench.next(1)).isEqualTo(next);
    }

    @Test
    void anIntervalThatWouldNeverMeetItsWindowAnewGoesOnAfterAChangeOfItsCalendar() {
        calendar("a", "2027-01-01");
        Timing timing =
                Timing.NONE.withGaps(
                        Optional.of(TimeWindow.parse("08:00-08:10")),
                        List.of("a"),
                        Optional.of(ZoneOffset.UTC));
        bench.at("12:05:00");
        bench.add(job("a").everyFromFinish("30m").timing(timing));
        Instant next = time("08:05:00").plus(Duration.ofDays(1));
        assertThat(bench.next(1)).isEqualTo(next);

        bench.at("12:20:00");
        calendar("a", "2027-01-02");

        assertThat(bench.next(1)).isEqualTo(next);
    }

    @Test
    void anIntervalThatWaitsForItsWindowIsNoticedAfterAStepBack() {
        bench.at("12:00:00");
        bench.add(job("a").everyFromFinish("10m").timing(between("08:00-18:00")));
        bench.tick().setClock("09:03:00").tick();
        assertThat(bench.next(1)).isEqualTo(time("09:13:00"));
    }

    @Test
    void anIntervalFromTheEndGoesOnWithinTheWindow() {
        bench.add(job("a").everyFromFinish("5h").timing(between("08:00-18:00")));
        assertThat(bench.next(1)).isEqualTo(time("10:00:00"));
        bench.tickAt("10:00:00").at("14:00:00").succeeded("1/1.1");
        assertThat(bench.next(1))
                .as("19:00, 00:00 and 05:00 are outside")
                .isEqualTo(time("10:00:00").plus(Duration.ofDays(1)));
    }

    @Test
    void aCalendarThatChangesMovesTheNextTimesFromNow() {
        calendar("off", "2026-03-02");
        bench.add(job("a").cron("0 12 * * *").timing(except("off")));
        bench.add(job("b").cron("0 12 * * *"));
        bench.tickAt("12:00:00").succeeded("1/1.1").succeeded("2/1.1").takeActions();
        Instant third = Instant.parse("2026-03-03T12:00:00Z");
        assertThat(bench.next(1)).isEqualTo(third);
        calendar("off", "2026-03-03..2026-03-05");
        assertThat(bench.next(1)).isEqualTo(Instant.parse("2026-03-02T12:00:00Z"));
        calendar("off", "2026-03-01..9999-12-31");
        assertThat(bench.next(1)).as("never again").isNull();
        assertThat(bench.next(2)).isEqualTo(Instant.parse("2026-03-02T12:00:00Z"));
        calendar("off", "2026-03-02");
        assertThat(bench.next(1)).isEqualTo(third);
        assertThat(bench.takeActions()).as("nothing starts by it").isEmpty();
    }

    @Test
    void whatWasDueBeforeACalendarChangedRuns() {
        calendar("off");
        bench.add(job("a").cron("0 12 * * *").timing(except("off")));
        bench.at("12:00:01");
        calendar("off", "2026-03-01");
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
    }

    @Test
    void aCalendarThatIsOnlyTriedChangesNothing() {
        calendar("off", "2026-03-02");
        bench.add(job("a").cron("0 12 * * *").timing(except("off")));
        bench.at("12:00:01");
        Snapshot before = Snapshot.of(bench.scheduler);
        bench.scheduler.tryOut(set("off", "2026-03-01..2026-03-09"), bench.now());
        assertThat(Snapshot.of(bench.scheduler)).isEqualTo(before);
    }

    @Test
    void aCalendarInUseIsNotRemoved() {
        calendar("off", "2026-03-02");
        bench.add(job("a").every("1h").timing(except("off")));
        Command.RemoveCalendar remove = new Command.RemoveCalendar("off", BY);
        assertThat(bench.refusal(remove).message())
                .isEqualTo(
                        "calendar 'off' cannot be removed: job a leaves out its days; edit that job"
                                + " first");
        bench.add(job("b").every("1h").timing(except("off")));
        assertThat(bench.refusal(remove).message()).contains("jobs a, b leave out its days");
        bench.edit(1, job("a").every("1h"));
        bench.remove(2, true);
        bench.apply(remove);
        assertThat(bench.store.view().calendars()).isEmpty();
        assertThat(bench.refusal(remove).message()).isEqualTo("no calendar 'off'; there is none");
    }

    @Test
    void whatCannotBeIsRefusedAndSaysWhatIsWrong() {
        bench.at("01:00:00");
        TestJob hourly = job("a").every("1h");
        assertRefused(hourly.timing(bounds("", "01:00:00")), "ends", "in the past");
        assertRefused(hourly.timing(bounds("03:00:00", "03:00:00")), "ends", "not after the begin");
        assertRefused(hourly.timing(bounds("01:10:00", "01:50:00")), "ends", "no time of its");
        assertRefused(
                job("a").once(time("02:00:00")).timing(bounds("03:00:00", "")),
                "starts",
                "give an earlier one");
        assertRefused(job("a").now().timing(maxRuns(1)), "schedule.kind", "give it a schedule");
        assertRefused(
                job("a").cron("0 3 * * *").timing(between("08:00-18:00")),
                "between",
                "no time of its schedule is between 08:00-18:00;");
        calendar("always", "1970-01-01..9999-12-31");
        assertRefused(hourly.timing(except("always")), "except", "on days of always");
        assertThat(bench.refusal(hourly.timing(except("holidays")).add()).message())
                .isEqualTo("no calendar 'holidays'; there is always");
        bench.add(job("by-hand").timing(between("08:00-18:00")));
    }

    @Test
    void anEditIsRefusedLikewiseButAnEndThatHasPassedMayStay() {
        bench.add(job("a").cron("0 3 * * *").timing(bounds("", "06:00:00")));
        TestJob never = job("a").cron("0 3 * * *").timing(between("08:00-18:00"));
        assertThat(bench.refusal(bench.update(1, never))).isInstanceOf(Refusal.WrongTiming.class);
        bench.tickAt("07:00:00");
        bench.edit(1, job("b").cron("0 4 * * *").timing(bounds("", "06:00:00")));
        assertThat(bench.next(1)).isNull();
        TestJob past = job("b").cron("0 4 * * *").timing(bounds("", "06:30:00"));
        assertThat(bench.refusal(bench.update(1, past)).message()).contains("is in the past");
    }
}
