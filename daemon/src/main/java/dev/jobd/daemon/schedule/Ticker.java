package dev.jobd.daemon.schedule;

import dev.jobd.model.Occurrences;
import dev.jobd.model.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Finds the due times that have come, and carries out deadlines.
final class Ticker {
    /// How many jobs one tick starts at most, so that commands are heard in between.
    private static final int FIRES_MAX = 256;

    /// How many jobs one tick looks at, at most, after the clock was set back, whatever it finds.
    static final int LOOKS_MAX = 4_096;

    private final Book book;
    private final Lifecycle lifecycle;
    private final Starts starts;
    private final Firing firing;

    /// The civil time of the last look; the first one, at the start, may find it set back too.
    private Instant lastWall = Instant.MAX;

    /// The jobs whose next due time is still to be looked at after the clock was set back.
    private final Deque<JobEntry> suspects = new ArrayDeque<>();

    Ticker(Book book, Lifecycle lifecycle, Starts starts) {
        this.book = book;
        this.lifecycle = lifecycle;
        this.starts = starts;
        firing = new Firing(book, lifecycle);
    }

    /// Carries out the deadlines that have come.
    void deadlines(Draft draft, Moment now) {
        for (int done = 0; done < FIRES_MAX; done++) {
            if (book.deadlines.earliest() > now.nanos()) {
                return;
            }
            RunEntry entry = book.deadlines.poll();
            if (entry != null && entry.limit != null) {
                lifecycle.deadline(draft, entry, entry.limit, now);
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
        int done = 0;
        for (int looks = 0; looks < LOOKS_MAX && done < FIRES_MAX && !suspects.isEmpty(); looks++) {
            JobEntry job = suspects.remove();
            if (book.find(job.id) == job && waitsTooLong(job, now.wall())) {
                draft.state(job, job.state.withNextDue(nextDue(job, now.wall())));
                book.queueDue(job);
                done++;
            }
        }
    }

    /// Returns what makes runs of what is due.
    Firing firing() {
        return firing;
    }

    /// Tells whether [#shortenWaits] has more to do at once.
    boolean hasWaitsToShorten() {
        return !suspects.isEmpty();
    }

    /// Lets the next [#shortenWaits] look at all jobs.
    void lookForWaitsTooLong() {
        lastWall = Instant.MAX;
    }

    private Optional<Instant> nextDue(JobEntry job, Instant now) {
        return job.schedule instanceof Schedule.Start
                ? book.occurrences(job).at(now)
                : book.nextDue(job, now);
    }

    private boolean waitsTooLong(JobEntry job, Instant now) {
        Optional<Instant> next = job.state.nextDue();
        return !job.removed
                && next.isPresent()
                && longest(job, now).filter(next.get()::isAfter).isPresent();
    }

    /// Returns the latest that the job's next due time can be unless the clock was set back. A
    /// little step back makes no due time of a grid come twice: two intervals are not too long.
    private Optional<Instant> longest(JobEntry job, Instant now) {
        return switch (job.schedule) {
            case Schedule.FixedRate _, Schedule.Cron _ -> second(job, now);
            case Schedule.Start _ -> Optional.of(now.plus(book.occurrences(job).offset()));
            // How long it takes to meet a window hangs on when the interval began.
            case Schedule.FixedDelay(Duration every) ->
                    job.policies.timing().hasGaps()
                            ? second(job, now).flatMap(it -> later(it, ofItsGrid(job, every, now)))
                            : second(job, now);
            case Schedule.Once _, Schedule.Now _, Schedule.After _, Schedule.Manual _ ->
                    Optional.empty();
        };
    }

    /// Returns when a job is due whose interval began at such a time before now that its due time
    /// is one of the multiples: if it is due later, it is due at one that is not the first.
    private Optional<Instant> ofItsGrid(JobEntry job, Duration every, Instant now) {
        Occurrences occurrences = book.occurrences(job);
        Instant due = job.state.nextDue().orElse(now).minus(occurrences.offset());
        long intervals = Duration.between(now, due).minusNanos(1).dividedBy(every) + 1;
        return occurrences.next(due.minus(every.multipliedBy(intervals)));
    }

    private static Optional<Instant> later(Instant one, Optional<Instant> other) {
        return other.map(it -> it.isAfter(one) ? it : one);
    }

    /// A job that has got another jitter is not due again for what its schedule named before that.
    private Optional<Instant> second(JobEntry job, Instant now) {
        Occurrences occurrences = book.occurrences(job);
        return occurrences.next(now.plus(occurrences.offset())).flatMap(occurrences::next);
    }

    /// Makes runs of the jobs that have become due, and ends pauses. Nothing is due before each job
    /// has what this start of the daemon has for it: what an earlier one has left would run as
    /// well.
    void due(Draft draft, Moment now) {
        starts.makeDue(draft);
        if (starts.isLeft()) {
            return;
        }
        long micros = Book.floorMicros(now.wall());
        for (int done = 0; done < FIRES_MAX; done++) {
            if (book.due.earliest() > micros) {
                return;
            }
            JobEntry entry = book.due.poll();
            if (entry != null) {
                firing.fire(draft, entry, now);
            }
        }
    }

    /// Carries out what the job was due for until now, and the end of its pause, so that what comes
    /// next about it is decided by how it was until then.
    void settle(Draft draft, JobEntry job, Moment now) {
        starts.dropOlder(draft, job);
        Optional<Instant> wake = job.state.wakeAt();
        if (wake.isPresent() && !wake.get().isAfter(now.wall())) {
            firing.fire(draft, job, now);
        }
    }
}
