package dev.jobd.daemon.schedule;

import dev.jobd.model.Outcome;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import dev.jobd.model.Schedule;
import dev.jobd.model.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Turns due times that have come into runs, by the rules of semantics sections 2 to 4, and carries
/// out deadlines.
final class Ticker {
    /// Later than this is a miss, and the run a catch-up; less is only late.
    static final Duration LATE = Duration.ofSeconds(60);

    /// What was missed longer ago than this is recorded and not run.
    static final Duration CATCHUP_WINDOW = Duration.ofHours(24);

    /// How many jobs one tick starts at most, so that commands are heard in between.
    private static final int FIRES_MAX = 256;

    private final Book book;
    private final Lifecycle lifecycle;

    /// The civil time of the last look; the first one, at the start, may find it set back too.
    private Instant lastWall = Instant.MAX;

    /// The jobs whose next due time is still to be looked at after the clock was set back.
    private final Deque<JobEntry> suspects = new ArrayDeque<>();

    Ticker(Book book, Lifecycle lifecycle) {
        this.book = book;
        this.lifecycle = lifecycle;
    }

    /// Carries out the deadlines that have come.
    void deadlines(Draft draft, Moment now) {
        for (int done = 0; done < FIRES_MAX; done++) {
            if (book.deadlines.earliest() > now.nanos()) {
                return;
            }
            RunEntry entry = book.deadlines.poll();
            if (entry != null) {
                lifecycle.deadline(draft, entry, now);
            }
        }
    }

    /// Gives jobs that wait longer than their interval says another due time. Only a civil clock
    /// that was set back lets them wait so.
    void shortenWaits(Draft draft, Moment now) {
        if (now.wall().isBefore(lastWall)) {
            suspects.clear();
            suspects.addAll(book.jobs());
        }
        lastWall = now.wall();
        for (int done = 0; done < FIRES_MAX && !suspects.isEmpty(); ) {
            JobEntry job = suspects.remove();
            if (book.find(job.id) == job && waitsTooLong(job, now.wall())) {
                draft.state(job, job.state.withNextDue(job.schedule.nextAfter(now.wall())));
                book.queueDue(job);
                done++;
            }
        }
    }

    /// Tells whether [#shortenWaits] has more to do at once.
    boolean hasWaitsToShorten() {
        return !suspects.isEmpty();
    }

    /// Lets the next [#shortenWaits] look at all jobs.
    void lookForWaitsTooLong() {
        lastWall = Instant.MAX;
    }

    /// A little step back makes no due time of the grid come twice: two intervals are not too long.
    private static boolean waitsTooLong(JobEntry job, Instant now) {
        Optional<Instant> longest =
                switch (job.schedule) {
                    case Schedule.FixedRate rate ->
                            Optional.of(now.plus(rate.every().multipliedBy(2)));
                    case Schedule.FixedDelay delay ->
                            Optional.of(now.plus(delay.every().multipliedBy(2)));
                    case Schedule.Cron cron -> cron.nextAfter(now).flatMap(cron::nextAfter);
                    case Schedule.Once _, Schedule.Now _, Schedule.Manual _ -> Optional.empty();
                };
        Optional<Instant> next = job.state.nextDue();
        return !job.removed
                && longest.isPresent()
                && next.isPresent()
                && next.get().isAfter(longest.get());
    }

    /// Makes runs of the jobs that have become due.
    void due(Draft draft, Moment now) {
        long micros = Book.floorMicros(now.wall());
        for (int done = 0; done < FIRES_MAX; done++) {
            if (book.due.earliest() > micros) {
                return;
            }
            JobEntry entry = book.due.poll();
            if (entry != null) {
                fire(draft, entry, now);
            }
        }
    }

    /// Carries out what the job was due for until now, so that what comes next about it is decided
    /// by how it was until then.
    void settle(Draft draft, JobEntry job, Moment now) {
        if (job.state.nextDue().isPresent() && !job.state.nextDue().get().isAfter(now.wall())) {
            fire(draft, job, now);
        }
    }

    private void fire(Draft draft, JobEntry job, Moment now) {
        Instant stored = job.state.nextDue().orElseThrow();
        Instant due = latestDue(job.schedule, stored, now.wall());
        boolean missed = now.wall().isAfter(stored.plus(LATE));
        Trigger trigger = missed ? Trigger.CATCHUP : Trigger.SCHEDULE;
        Optional<Outcome> refused = refusal(job, due, now.wall());
        draft.state(job, job.state.withNextDue(nextDue(job, refused.isPresent(), now.wall())));
        if (refused.isPresent()) {
            lifecycle.recordUnstarted(draft, job, trigger, due, refused.get(), now);
        } else {
            lifecycle.enqueue(draft, job, trigger, due, "", now);
        }
        book.queueDue(job);
    }

    private static Optional<Outcome> refusal(JobEntry job, Instant due, Instant now) {
        RunEntry current = job.current();
        if (job.state.paused()) {
            return Optional.of(new Outcome.Skipped("paused"));
        }
        if (now.isAfter(due.plus(CATCHUP_WINDOW))) {
            return Optional.of(new Outcome.Missed());
        }
        if (current != null) {
            return Optional.of(new Outcome.Skipped(overlap(current)));
        }
        return Optional.empty();
    }

    private static String overlap(RunEntry current) {
        RunId run = current.run.id();
        RunState state = current.run.state();
        return "overlap: run " + run.number() + " is " + state.word();
    }

    /// Any number of misses make one run; it stands for the newest of them.
    private static Instant latestDue(Schedule schedule, Instant stored, Instant now) {
        return switch (schedule) {
            case Schedule.FixedRate rate -> {
                long periods = Duration.between(stored, now).toMillis() / rate.every().toMillis();
                yield stored.plusMillis(periods * rate.every().toMillis());
            }
            case Schedule.Cron cron -> latestFire(cron, stored, now);
            case Schedule.FixedDelay _, Schedule.Once _, Schedule.Now _, Schedule.Manual _ ->
                    stored;
        };
    }

    /// Looks back a little, then further and further, so that a minutely job that was not looked at
    /// for a year is found as fast as a yearly one.
    private static Instant latestFire(Schedule.Cron cron, Instant stored, Instant now) {
        Duration back = LATE;
        while (back.compareTo(Duration.between(stored, now)) < 0) {
            Optional<Instant> fire = upTo(now, cron.nextAfter(now.minus(back)));
            if (fire.isPresent()) {
                return lastFrom(cron, fire.get(), now);
            }
            back = back.multipliedBy(8);
        }
        return lastFrom(cron, stored, now);
    }

    private static Instant lastFrom(Schedule.Cron cron, Instant fire, Instant now) {
        Instant last = fire;
        Optional<Instant> next = upTo(now, cron.nextAfter(last));
        while (next.isPresent()) {
            last = next.get();
            next = upTo(now, cron.nextAfter(last));
        }
        return last;
    }

    private static Optional<Instant> upTo(Instant now, Optional<Instant> fire) {
        return fire.filter(it -> !it.isAfter(now));
    }

    private static Optional<Instant> nextDue(JobEntry job, boolean refused, Instant now) {
        return switch (job.schedule) {
            case Schedule.FixedRate _, Schedule.Cron _ -> job.schedule.nextAfter(now);
            // The end of the active run sets the next time; where there is none, this does.
            case Schedule.FixedDelay delay ->
                    refused && job.active.isEmpty() ? delay.nextAfter(now) : Optional.empty();
            case Schedule.Once _, Schedule.Now _, Schedule.Manual _ -> Optional.empty();
        };
    }
}
