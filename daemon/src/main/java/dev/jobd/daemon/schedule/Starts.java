package dev.jobd.daemon.schedule;

import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.JobId;
import dev.jobd.model.Run;
import dev.jobd.model.Schedule;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes jobs due, once, that are due at each start of the daemon.
final class Starts {
    /// How many jobs one tick makes due at most, so that commands are heard in between.
    private static final int JOBS_MAX = 256;

    /// How many of the newest runs are looked at for the one of this start.
    private static final int RUNS_MAX = 100;

    private final Book book;
    private final LinkedHashSet<JobId> left = new LinkedHashSet<>();

    /// What this start gave to jobs, while that may still be lost.
    private final Map<JobId, Given> given = new HashMap<>();

    private Instant start = Instant.EPOCH;

    /// The due time of a job; none if the start is left out.
    private record Given(Optional<Instant> due) {}

    Starts(Book book) {
        this.book = book;
    }

    /// Takes note of the start: all jobs that are known now are due that are due by it.
    void begin(Instant now) {
        start = now;
        book.jobs().stream().filter(Starts::isDueAtStart).forEach(job -> left.add(job.id));
    }

    /// Gives jobs the due time that this start has for them, or takes away what an earlier start
    /// has left.
    void makeDue(Draft draft) {
        for (int done = 0; done < JOBS_MAX && !left.isEmpty(); done++) {
            JobEntry job = book.find(left.removeFirst());
            if (job != null && isDueAtStart(job)) {
                Optional<Instant> due =
                        job.runsLeft() == 0 ? Optional.empty() : book.occurrences(job).at(start);
                if (!due.equals(job.state.nextDue())) {
                    given.put(job.id, new Given(due));
                    draft.state(job, job.state.withNextDue(due));
                    book.queueDue(job);
                }
            }
        }
    }

    /// Tells whether [#makeDue] has more to do at once.
    boolean isLeft() {
        return !left.isEmpty();
    }

    /// Takes away what an earlier start has left of a job that this one is still to make due.
    void dropOlder(Draft draft, JobEntry job) {
        if (isDueAtStart(job) && left.contains(job.id) && job.state.nextDue().isPresent()) {
            draft.state(job, job.state.withNextDue(Optional.empty()));
            book.queueDue(job);
        }
    }

    /// Takes note that all that was decided is stored.
    void saved() {
        given.clear();
    }

    /// Makes a job due again that was loaded again as it is stored, if it was made due by this
    /// start and nothing of that is stored. Jobs that came to be due at starts later have nothing
    /// of it.
    void reloaded(JobId id, StoreView view) {
        @Nullable Given it = given.remove(id);
        JobEntry job = book.find(id);
        if (it == null || job == null || !isDueAtStart(job)) {
            return;
        }
        Optional<Instant> due = it.due();
        boolean isStored =
                job.state.nextDue().equals(due)
                        || view.runs(id, Long.MAX_VALUE, RUNS_MAX).stream()
                                .anyMatch(run -> isOf(run, due));
        if (!isStored) {
            left.add(id);
        }
    }

    private static boolean isOf(Run run, Optional<Instant> due) {
        return run.trigger().isOfSchedule() && due.equals(Optional.of(run.dueAt()));
    }

    private static boolean isDueAtStart(JobEntry job) {
        return !job.removed && job.schedule instanceof Schedule.Start;
    }
}
