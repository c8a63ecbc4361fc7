package dev.jobd.daemon.schedule;

import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything the scheduler knows: jobs by number and name, due times, deadlines and groups.
///
/// **Invariants**: a job stands in the queue of due times exactly while its state has a next due
/// time; of a job's active runs only the first takes a slot, waits for one, or has a deadline.
final class Book {
    final DueQueue<JobEntry> due = new DueQueue<>();
    final DueQueue<RunEntry> deadlines = new DueQueue<>();
    final Admission admission;

    private final Map<JobId, JobEntry> jobs = new HashMap<>();
    private final Map<JobName, JobEntry> names = new HashMap<>();
    private long nextJobNumber = 1;

    Book(Admission admission) {
        this.admission = admission;
    }

    /// Returns the number of a new job; each is returned once.
    JobId takeJobId() {
        return new JobId(nextJobNumber++);
    }

    /// Returns the number that the next new job will have.
    JobId peekJobId() {
        return new JobId(nextJobNumber);
    }

    /// Makes sure that numbers below this one are not given again.
    void reserveJobNumbers(long next) {
        nextJobNumber = Math.max(nextJobNumber, next);
    }

    @Nullable JobEntry find(JobId id) {
        return jobs.get(id);
    }

    Optional<JobEntry> find(JobName name) {
        return Optional.ofNullable(names.get(name));
    }

    /// Returns the job, if it is there and has not been removed.
    JobEntry require(JobId id) {
        JobEntry entry = jobs.get(id);
        if (entry == null || entry.removed) {
            throw new RefusedException(new Refusal.NoSuchJob(id));
        }
        return entry;
    }

    /// Returns the active run, or null if it is over or was never there.
    @Nullable RunEntry findRun(RunId id) {
        JobEntry job = jobs.get(id.job());
        return job == null ? null : job.run(id.number()).orElse(null);
    }

    int jobCount() {
        return jobs.size();
    }

    void add(JobEntry entry) {
        jobs.put(entry.id, entry);
        if (!entry.removed) {
            names.put(entry.name, entry);
        }
        queueDue(entry);
    }

    /// Puts the job where its state says it is due, or takes it out of the queue.
    void queueDue(JobEntry entry) {
        Optional<Instant> next = entry.removed ? Optional.empty() : entry.state.nextDue();
        if (next.isPresent()) {
            due.put(entry, micros(next.get()), entry.policies.priority());
        } else {
            due.remove(entry);
        }
    }

    void rename(JobEntry entry, JobName name) {
        names.remove(entry.name);
        entry.name = name;
        names.put(name, entry);
    }

    /// Takes the job out of sight; it stays while a run of it has a process.
    void remove(JobEntry entry) {
        names.remove(entry.name);
        entry.removed = true;
        due.remove(entry);
        dropIfGone(entry);
    }

    /// Forgets a removed job once nothing of it is active.
    void dropIfGone(JobEntry entry) {
        if (entry.removed && entry.active.isEmpty()) {
            jobs.remove(entry.id);
        }
    }

    /// Forgets all about the job, to load it again.
    void forget(JobId id) {
        JobEntry entry = jobs.remove(id);
        if (entry == null) {
            return;
        }
        names.remove(entry.name, entry);
        due.remove(entry);
        for (RunEntry run : entry.active) {
            deadlines.remove(run);
            admission.withdraw(run);
            if (run.lane != null) {
                admission.release(run);
            }
        }
    }

    /// Loads a job as it is stored.
    void restore(Job job, JobState state) {
        add(new JobEntry(job, state));
        reserveJobNumbers(job.id().number() + 1);
    }

    /// Loads an active run as it is stored. Runs of a job come in order of their numbers. A run
    /// whose job is gone stays until its process has ended.
    void restore(Run run, Moment now) {
        JobEntry job = jobs.get(run.id().job());
        if (job == null) {
            job = JobEntry.orphan(run.id().job());
            job.removed = true;
            jobs.put(job.id, job);
        }
        RunEntry entry = new RunEntry(job, run);
        job.active.add(entry);
        if (run.state().takesSlot()) {
            admission.occupy(entry);
        }
        if (job.current() == entry) {
            resumeWaiting(entry, now);
        }
    }

    /// Gives the first active run of a job the place in line or the deadline that its state says.
    void resumeWaiting(RunEntry entry, Moment now) {
        switch (entry.run.state()) {
            case RunState.Queued _ -> admission.ready(entry);
            case RunState.RetryWait wait -> deadlineAt(entry, wait.at(), now);
            case RunState.Running running ->
                    entry.job
                            .policies
                            .timeout()
                            .ifPresent(limit ->
                                    deadlineAt(entry, running.startedAt().plus(limit), now));
            case RunState.Stopping stopping ->
                    deadlineAt(
                            entry, stopping.since().plus(entry.job.policies.stop().grace()), now);
            case RunState.Starting _, RunState.Ended _ -> {}
        }
    }

    /// Gives the run a deadline at a civil time, measured from now on by the monotonic clock.
    void deadlineAt(RunEntry entry, Instant at, Moment now) {
        deadlineIn(entry, Duration.between(now.wall(), at), now);
    }

    /// Gives the run a deadline after a time.
    void deadlineIn(RunEntry entry, Duration wait, Moment now) {
        long nanos = wait.isNegative() ? 0 : Math.min(wait.toMillis(), MAX_WAIT_MILLIS) * 1_000_000;
        deadlines.put(entry, now.nanos() + nanos, 0);
    }

    private static final long MAX_WAIT_MILLIS = Duration.ofDays(36_525).toMillis();

    /// Returns the instant in microseconds since 1970, rounded up: never early.
    static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000L),
                (instant.getNano() + 999L) / 1000);
    }
}
