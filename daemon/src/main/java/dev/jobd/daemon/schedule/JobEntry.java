package dev.jobd.daemon.schedule;

import dev.jobd.model.Job;
import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Policies;
import dev.jobd.model.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the scheduler keeps in memory of a job: what it needs to decide, and no text of commands or
/// environments. Stands in the queue of due times while it has one.
final class JobEntry extends DueQueue.Entry {
    final JobId id;
    JobName name;
    long revision;
    Schedule schedule;
    Policies policies;
    JobState state;

    /// Whether the job is gone and only its running processes are still waited for.
    boolean removed;

    /// Its runs that are not over, oldest first. As many of them as its overlap policy says, the
    /// oldest, have their turn: they may wait for a slot. The others wait for one of them to end. A
    /// process that was made before the policy was changed has no turn and goes on.
    final List<RunEntry> active = new ArrayList<>(0);

    JobEntry(Job job, JobState state) {
        this.id = job.id();
        this.name = job.name();
        this.revision = job.revision();
        this.schedule = job.definition().schedule();
        this.policies = job.definition().policies();
        this.state = state;
    }

    private JobEntry(JobId id, Policies policies) {
        this.id = id;
        this.name = new JobName("removed-" + id);
        this.schedule = new Schedule.Manual();
        this.policies = policies;
        this.state = JobState.initial(id, Optional.empty());
        this.removed = true;
    }

    /// Returns the entry of a job whose definition is gone but whose run has a process.
    static JobEntry orphan(JobId id, Policies policies) {
        return new JobEntry(id, policies);
    }

    void define(long newRevision, JobDefinition definition) {
        revision = newRevision;
        name = definition.name();
        schedule = definition.schedule();
        policies = definition.policies();
    }

    /// Tells whether a run that many are before has its turn.
    boolean hasTurn(int before) {
        return before < policies.overlap().width();
    }

    /// Tells whether its one time is over, so that it never runs again by itself. One that is still
    /// to come and that calendars have taken away may be given back by them.
    boolean isDone(Instant now) {
        boolean isOver =
                switch (schedule) {
                    case Schedule.Now _ -> true;
                    case Schedule.Once(Instant at) -> !at.isAfter(now) || runsLeft() == 0;
                    case Schedule.FixedRate _,
                            Schedule.FixedDelay _,
                            Schedule.Cron _,
                            Schedule.Start _,
                            Schedule.After _,
                            Schedule.Manual _ ->
                            false;
                };
        return isOver && !removed && active.isEmpty() && state.nextDue().isEmpty();
    }

    /// Returns how many more runs its schedule makes at most.
    long runsLeft() {
        return policies.timing().runsLeft(state.made());
    }

    /// Returns the active run with this number.
    Optional<RunEntry> run(long number) {
        return active.stream().filter(entry -> entry.run.id().number() == number).findFirst();
    }
}
