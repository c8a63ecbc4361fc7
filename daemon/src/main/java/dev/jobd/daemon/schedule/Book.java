package dev.jobd.daemon.schedule;

import dev.jobd.model.Group;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Occurrences;
import dev.jobd.model.Parent;
import dev.jobd.model.Policies;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import dev.jobd.model.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Everything the scheduler knows: jobs by number and name, due times, deadlines and groups.
///
/// **Invariants**: a job stands in the queue of due times exactly while its state has a next due
/// time or a pause that ends by itself, with the earlier of both; of a job's queued runs those wait
/// for a slot that have their turn, and no others.
final class Book {
    /// Fits into nanoseconds; nobody waits for it.
    private static final Duration LONGEST_WAIT = Duration.ofDays(36_525);

    /// How many different policies are looked for among those of other jobs.
    private static final int SHARED_MAX = 1000;

    final DueQueue<JobEntry> due = new DueQueue<>();
    final DueQueue<RunEntry> deadlines = new DueQueue<>();
    final Admission admission;
    final Calendars calendars = new Calendars();

    /// The usual ones stand in it however many others come first.
    private final Map<Policies, Policies> shared =
            new HashMap<>(Map.of(Policies.DEFAULT, Policies.DEFAULT));

    private final Map<JobId, JobEntry> jobs = new HashMap<>();
    private final Map<JobName, JobEntry> names = new HashMap<>();

    /// Those that run after a job.
    private final Map<JobName, SortedMap<JobId, JobEntry>> children = new HashMap<>();

    private long nextJobNumber = 1;

    Book(Admission admission) {
        this.admission = admission;
    }

    /// Returns the number of a new job; each is returned once.
    JobId takeJobId() {
        return new JobId(nextJobNumber++);
    }

    /// Returns the number that the next new job will have.
    long nextJobNumber() {
        return nextJobNumber;
    }

    /// Takes back the numbers from this one on: nobody has got to know them.
    void takeBackJobNumbers(long from) {
        nextJobNumber = from;
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

    /// Returns all jobs, removed ones with a process among them, in no order.
    Collection<JobEntry> jobs() {
        return Collections.unmodifiableCollection(jobs.values());
    }

    void add(JobEntry entry) {
        entry.policies = shared(entry.policies);
        jobs.put(entry.id, entry);
        if (!entry.removed) {
            names.put(entry.name, entry);
            joinParents(entry);
        }
        queueDue(entry);
    }

    private void joinParents(JobEntry entry) {
        for (Parent parent : parentsOf(entry)) {
            children.computeIfAbsent(parent.job(), _ -> new TreeMap<>()).put(entry.id, entry);
        }
    }

    private void leaveParents(JobEntry entry) {
        for (Parent parent : parentsOf(entry)) {
            SortedMap<JobId, JobEntry> those = children.get(parent.job());
            if (those != null && those.remove(entry.id) != null && those.isEmpty()) {
                children.remove(parent.job());
            }
        }
    }

    static List<Parent> parentsOf(JobEntry entry) {
        return entry.schedule instanceof Schedule.After after ? after.parents() : List.of();
    }

    /// Returns the jobs that run after this one, by their numbers.
    List<JobEntry> childrenOf(JobName parent) {
        SortedMap<JobId, JobEntry> those = children.get(parent);
        return those == null ? List.of() : List.copyOf(those.values());
    }

    /// Puts the job where its state says it is due or its pause ends, or takes it out of the queue.
    void queueDue(JobEntry entry) {
        Optional<Instant> next = entry.removed ? Optional.empty() : entry.state.wakeAt();
        if (next.isPresent()) {
            due.put(entry, micros(next.get()), entry.policies.priority());
        } else {
            due.remove(entry);
        }
    }

    /// Returns when the job is due.
    Occurrences occurrences(JobEntry entry) {
        return calendars.occurrences(entry.id, entry.schedule, entry.policies.timing());
    }

    /// Returns the job's first due time after an instant, which is the end of a run where the
    /// interval counts from that. Empty if it is never due again by itself.
    Optional<Instant> nextDue(JobEntry entry, Instant after) {
        return entry.runsLeft() == 0 ? Optional.empty() : occurrences(entry).next(after);
    }

    /// Returns the first due time after now of a job whose times have changed. What counts from the
    /// end of a run waits for it, and one time that has been dealt with does not come again.
    ///
    /// What is still to come of a start of the daemon comes.
    ///
    /// @param pending when it was due next by the same jitter; what only the jitter has kept back
    ///   until now is still to come, and nothing else that the schedule has named until now
    Optional<Instant> nextDueAnew(JobEntry entry, Optional<Instant> pending, Instant now) {
        if (entry.schedule instanceof Schedule.Start) {
            return entry.state.nextDue();
        }
        boolean isOver =
                switch (entry.schedule) {
                    case Schedule.FixedDelay _ -> !entry.active.isEmpty();
                    case Schedule.Once(Instant at) ->
                            !at.isAfter(now) && entry.state.nextDue().isEmpty();
                    case Schedule.FixedRate _,
                            Schedule.Cron _,
                            Schedule.Now _,
                            Schedule.Start _,
                            Schedule.After _,
                            Schedule.Manual _ ->
                            false;
                };
        if (isOver) {
            return Optional.empty();
        }
        if (entry.schedule instanceof Schedule.FixedDelay) {
            return nextDue(entry, now);
        }
        Instant named = now.plus(entry.policies.timing().offset(entry.id));
        return nextDue(
                entry,
                pending.filter(it -> !it.isAfter(named)).map(it -> it.minusNanos(1)).orElse(named));
    }

    /// Returns the first due time after now of a job whose calendars have changed. An interval that
    /// counts from the end of a run does not begin anew by that, unless it is over earlier so; one
    /// that began anew may meet no window ever.
    Optional<Instant> nextDueOnOtherDays(JobEntry entry, Instant now) {
        Optional<Instant> pending = entry.state.nextDue();
        Optional<Instant> anew = nextDueAnew(entry, pending, now);
        if (!(entry.schedule instanceof Schedule.FixedDelay(Duration every))
                || pending.isEmpty()
                || !entry.active.isEmpty()) {
            return anew;
        }
        Duration offset = entry.policies.timing().offset(entry.id);
        return nextDue(entry, pending.get().minus(offset).minus(every))
                .filter(kept -> anew.isEmpty() || kept.isBefore(anew.get()))
                .or(() -> anew);
    }

    /// Returns the jobs that leave out the days of a calendar, in no order.
    List<JobEntry> usersOf(String calendar) {
        return jobs.values().stream()
                .filter(job -> !job.removed && job.policies.timing().except().contains(calendar))
                .toList();
    }

    /// Of a million jobs most have the same policies, which are then held once.
    private Policies shared(Policies policies) {
        Policies known = shared.get(policies);
        if (known != null) {
            return known;
        }
        if (shared.size() < SHARED_MAX) {
            shared.put(policies, policies);
        }
        return policies;
    }

    /// Returns the pause of the job's group, if it is in one that has not been ended.
    Optional<Group.Pause> pauseOfGroup(JobEntry job) {
        return admission.group(job.policies.group()).flatMap(Group::pause);
    }

    /// Gives the job another definition; its active runs take along what they have, and get the
    /// deadlines and turns that they have now.
    void define(JobEntry entry, Job job, Moment now) {
        names.remove(entry.name);
        names.put(job.name(), entry);
        admission.reseat(entry.active, () -> define(entry, job));
        entry.active.forEach(run -> setDeadline(run, now));
        giveTurns(entry);
    }

    /// Lets those queued runs of the job wait for a slot that have their turn and are not held, and
    /// no others.
    void giveTurns(JobEntry job) {
        for (int i = 0; i < job.active.size(); i++) {
            RunEntry run = job.active.get(i);
            if (!(run.run.state() instanceof RunState.Queued queued)) {
                continue;
            }
            boolean hasTurn = job.hasTurn(i) && !queued.isHeld();
            if (hasTurn && run.lane == null) {
                admission.ready(run);
            } else if (!hasTurn) {
                admission.leave(run);
            }
        }
    }

    private void define(JobEntry entry, Job job) {
        leaveParents(entry);
        entry.define(job.revision(), job.definition());
        entry.policies = shared(entry.policies);
        joinParents(entry);
    }

    /// Takes the job out of sight; it stays while a run of it has a process.
    void remove(JobEntry entry) {
        names.remove(entry.name);
        leaveParents(entry);
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

    /// Forgets all about the job, to load it again. Returns what was known, or null.
    @Nullable JobEntry forget(JobId id) {
        JobEntry entry = jobs.remove(id);
        if (entry == null) {
            return null;
        }
        names.remove(entry.name, entry);
        leaveParents(entry);
        due.remove(entry);
        for (RunEntry run : entry.active) {
            deadlines.remove(run);
            admission.leave(run);
        }
        return entry;
    }

    /// Loads a job as it is stored.
    void restore(Job job, JobState state) {
        add(new JobEntry(job, state));
        reserveJobNumbers(job.id().number() + 1);
    }

    /// Loads an active run as it is stored. Runs of a job come in order of their numbers. A run
    /// whose job is gone stays until its process has ended.
    ///
    /// @param policies of a job that is gone
    void restore(Run run, Policies policies, Moment now) {
        JobEntry job = jobs.computeIfAbsent(run.id().job(), id -> JobEntry.orphan(id, policies));
        RunEntry entry = new RunEntry(job, run);
        if (run.state().takesSlot()) {
            admission.occupy(entry);
        } else if (run.state() instanceof RunState.Queued queued
                && !queued.isHeld()
                && job.hasTurn(job.active.size())) {
            admission.ready(entry);
        }
        job.active.add(entry);
        setDeadline(entry, now);
    }

    /// Gives the run the earliest of the limits that its state has, or none.
    void setDeadline(RunEntry entry, Moment now) {
        entry.limit = null;
        long earliest = Long.MAX_VALUE;
        for (Limit limit : Limit.of(entry.run, entry.job.policies)) {
            long at = nanos(limit, now);
            if (entry.limit == null || at < earliest) {
                entry.limit = limit.kind();
                earliest = at;
            }
        }
        if (entry.limit == null) {
            deadlines.remove(entry);
        } else {
            deadlines.put(entry, earliest, 0);
        }
    }

    /// Returns when a limit comes. What is left of its time is measured by the monotonic clock from
    /// now on, and is never more than the whole, as it would seem when the civil clock was set back
    /// since.
    private static long nanos(Limit limit, Moment now) {
        Duration left = limit.time().minus(Duration.between(limit.since(), now.wall()));
        Duration wait = Collections.min(List.of(left, limit.time(), LONGEST_WAIT));
        return now.nanos() + Math.max(0, wait.toNanos());
    }

    /// Returns the instant in microseconds since 1970, rounded down: not before it has come.
    static long floorMicros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
    }

    /// Returns the instant in microseconds since 1970, rounded up: never early.
    static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000L),
                (instant.getNano() + 999L) / 1000);
    }
}
