package dev.jobd.daemon.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.Change;
import dev.jobd.daemon.store.InMemoryStore;
import dev.jobd.model.Attempt;
import dev.jobd.model.Calendar;
import dev.jobd.model.Group;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.Outcome;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import dev.jobd.model.Schedule;
import dev.jobd.model.Timing;
import dev.jobd.testing.NaiveTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/// A job whose runs succeed at once, the scheduler that runs it, and a model of when it is due.
final class TimedJob {
    private static final JobId JOB = new JobId(1);

    private final SplittableRandom random;
    private final InMemoryStore store = new InMemoryStore();
    private final Map<String, Calendar> calendars = new LinkedHashMap<>();
    private final List<String> expected = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private Scheduler scheduler = scheduler();
    private Instant wall;
    private Schedule schedule;
    private Timing timing;

    // What the model knows: after when it seeks due times, how many runs there were, a pause.
    private Instant cursor;
    private long made;
    private boolean paused;

    TimedJob(long seed) {
        random = new SplittableRandom(seed);
        wall = NaiveTimes.drawStart(random);
        cursor = wall;
        store.commit(Batch.of(new Change.PutGroup(new Group("default", OptionalInt.of(9))))).join();
        scheduler.load(store.view(), now());
        setCalendar("a");
        setCalendar("b");
        do {
            schedule = NaiveTimes.drawSchedule(random, wall);
            timing = NaiveTimes.drawTiming(random, schedule, wall);
        } while (!apply(wanted().add()));
        cursor = wall;
    }

    private static Scheduler scheduler() {
        return new Scheduler(9, new SplittableRandom(1), () -> 0);
    }

    private TestJob wanted() {
        TestJob job = TestJob.job("a").scheduled(schedule);
        return job.with(job.policies().withTiming(timing));
    }

    private Moment now() {
        return new Moment(wall, Duration.between(Instant.EPOCH, wall).toNanos());
    }

    /// Lets something happen.
    void step() {
        switch (random.nextInt(12)) {
            case 0 -> down(Duration.ofSeconds(random.nextInt(61, 80_000)));
            case 1 -> down(Duration.ofSeconds(random.nextInt(61)));
            case 2 -> setPaused(!paused);
            case 3 -> edit();
            case 4 -> editTiming(pending());
            case 5 -> setCalendar(random.nextBoolean() ? "a" : "b");
            default -> pass(Duration.ofSeconds(random.nextInt(1, 150_000)));
        }
    }

    /// Returns where what is stored of its due times begins to differ from what the model says;
    /// nothing if it does not.
    List<String> difference() {
        List<String> recorded =
                store.view().runs(JOB, Long.MAX_VALUE, Integer.MAX_VALUE).reversed().stream()
                        .map(TimedJob::line)
                        .toList();
        int same = 0;
        int common = Math.min(recorded.size(), expected.size());
        while (same < common && recorded.get(same).equals(expected.get(same))) {
            same++;
        }
        return same == recorded.size() && same == expected.size()
                ? List.of()
                : List.of(
                        "recorded " + recorded.subList(same, Math.min(same + 3, recorded.size())),
                        "expected " + expected.subList(same, Math.min(same + 3, expected.size())));
    }

    private static String line(Run run) {
        String end = run.state() instanceof RunState.Ended it ? it.outcome().word() : "?";
        return run.dueAt() + " " + end;
    }

    @Override
    public String toString() {
        return String.join("; ", story.subList(Math.max(0, story.size() - 9), story.size()));
    }

    private void pass(Duration time) {
        Instant end = wall.plus(time);
        story.add("until " + end);
        modelled(end, false);
        while (scheduler.earliestDueMicros() <= Book.floorMicros(end)) {
            wall = Instant.EPOCH.plusNanos(scheduler.earliestDueMicros() * 1000);
            carryOut(scheduler.tick(now()));
        }
        wall = end;
        carryOut(scheduler.tick(now()));
    }

    private void down(Duration time) {
        wall = wall.plus(time);
        story.add("down until " + wall);
        modelled(wall, true);
        scheduler = scheduler();
        scheduler.load(store.view(), now());
        carryOut(scheduler.tick(now()));
    }

    private void setPaused(boolean other) {
        paused = other;
        story.add("paused " + paused);
        apply(new Command.Pause(JOB, OptionalLong.empty(), paused, "ann"));
    }

    private void edit() {
        Schedule before = schedule;
        Optional<Instant> pending = pending();
        schedule = NaiveTimes.drawSchedule(random, wall);
        if (!editTiming(pending)) {
            schedule = before;
        }
    }

    /// Returns when it is due next, if the schedule has named that already and only the jitter
    /// keeps it back.
    private Optional<Instant> pending() {
        Duration offset = timing.offset(JOB);
        Instant from = schedule instanceof Schedule.FixedDelay ? cursor : cursor.minus(offset);
        return timing.isUsedUp(made)
                ? Optional.empty()
                : naive(wall).between(from, wall).stream().findFirst().map(it -> it.plus(offset));
    }

    private boolean editTiming(Optional<Instant> pending) {
        Timing before = timing;
        timing = NaiveTimes.drawTiming(random, schedule, wall);
        story.add("edited at " + wall + ": " + schedule + " " + timing);
        Job stored = store.view().job(JOB).orElseThrow();
        if (!apply(new Command.Update(stored, wanted().definition(), "ann"))) {
            assertThat(
                            naive(wall.plus(Duration.ofDays(60)))
                                    .between(wall, wall.plus(Duration.ofDays(60))))
                    .as("refused, though it would be due: %s", story)
                    .isEmpty();
            timing = before;
            return false;
        }
        if (!stored.definition().equals(wanted().definition())) {
            boolean isMoved = !timing.jitter().equals(before.jitter());
            seekAnew(isMoved ? Optional.empty() : pending);
        }
        return true;
    }

    private void seekAnew(Optional<Instant> pending) {
        cursor =
                schedule instanceof Schedule.FixedDelay
                        ? wall
                        : pending.map(it -> it.minusNanos(1))
                                .orElseGet(() -> wall.plus(timing.offset(JOB)));
    }

    private void setCalendar(String name) {
        Calendar calendar = NaiveTimes.drawCalendar(random, name, wall);
        boolean isUsed = timing != null && timing.except().contains(name);
        Optional<Instant> pending = isUsed ? pending() : Optional.empty();
        Optional<Instant> next = isUsed ? nextUnmoved(cursor) : Optional.empty();
        boolean isOther = !calendar.equals(calendars.put(name, calendar));
        story.add("calendar at " + wall + ": " + calendar);
        apply(new Command.SetCalendar(calendar, "ann"));
        if (isOther && isUsed && schedule instanceof Schedule.FixedDelay(Duration every)) {
            goOn(next.map(it -> it.minus(every)));
        } else if (isOther && isUsed) {
            seekAnew(pending);
        }
    }

    /// An interval does not begin anew, unless it is over earlier so.
    private void goOn(Optional<Instant> begun) {
        Optional<Instant> anew = nextUnmoved(wall);
        Optional<Instant> kept = begun.flatMap(this::nextUnmoved);
        boolean isKept = kept.isPresent() && (anew.isEmpty() || !kept.get().isAfter(anew.get()));
        cursor = isKept ? begun.orElseThrow() : wall;
    }

    private Optional<Instant> nextUnmoved(Instant after) {
        Instant last = wall.plus(Duration.ofDays(60));
        return schedule instanceof Schedule.FixedDelay
                ? naive(last).between(after, last).stream().findFirst()
                : Optional.empty();
    }

    private boolean apply(Command.Plain command) {
        try {
            carryOut(scheduler.apply(command, now()));
            return true;
        } catch (RefusedException _) {
            return false;
        }
    }

    private void carryOut(Decision decision) {
        Decision left = decision;
        store.commit(new Batch(left.changes())).join();
        for (Action action : left.actions()) {
            if (action instanceof Action.Launch launch) {
                store.commit(
                                new Batch(
                                        scheduler
                                                .started(launch.attempt(), 7, wall, now())
                                                .changes()))
                        .join();
                Lifecycle.AttemptEnd end =
                        new Lifecycle.AttemptEnd(
                                new Outcome.Succeeded(),
                                Attempt.Usage.UNKNOWN,
                                Optional.empty(),
                                wall);
                carryOut(scheduler.ended(launch.attempt(), end, now()));
            }
        }
    }

    private NaiveTimes naive(Instant last) {
        return NaiveTimes.of(
                schedule,
                timing,
                List.copyOf(calendars.values()),
                wall.minus(timing.jitter()).minus(Duration.ofDays(8)),
                last);
    }

    /// Notes what becomes of the due times until an instant.
    ///
    /// @param atOnce whether they are looked at together only then
    private void modelled(Instant until, boolean atOnce) {
        Duration offset = timing.offset(JOB);
        Instant last = until.minus(offset);
        if (schedule instanceof Schedule.FixedDelay) {
            modelledDelay(last, offset, until, atOnce);
            return;
        }
        List<Instant> due = naive(last).between(cursor.minus(offset), last);
        if (atOnce && !due.isEmpty()) {
            due = List.of(due.getLast());
        }
        due.forEach(it -> note(it.plus(offset)));
        cursor = until.isAfter(cursor) ? until : cursor;
    }

    private void modelledDelay(Instant last, Duration offset, Instant until, boolean atOnce) {
        while (true) {
            List<Instant> due = naive(last).between(cursor, last);
            if (due.isEmpty()) {
                return;
            }
            Instant at = due.getFirst().plus(offset);
            note(at);
            cursor = atOnce ? until : at;
        }
    }

    private void note(Instant due) {
        if (timing.isUsedUp(made)) {
            return;
        }
        expected.add(due + (paused ? " skipped" : " succeeded"));
        made += paused ? 0 : 1;
    }
}
