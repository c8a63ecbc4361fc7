package dev.jobd.daemon.schedule;

import dev.jobd.model.Job;
import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.Policies;
import dev.jobd.model.ProcessSpec;
import dev.jobd.model.RunId;
import dev.jobd.model.Schedule;
import dev.jobd.model.Signal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a client can ask the scheduler to change. `by` says who asked, for the records.
public sealed interface Command {

    /// Makes a job.
    ///
    /// @param name its name; empty to name it after its program and number
    /// @param process what it runs
    /// @param schedule when
    /// @param policies how
    /// @param lateOk whether a time in the past is accepted, and then runs at once
    /// @param dryRun whether nothing is stored: the answer says what would be
    record Add(
            Optional<JobName> name,
            ProcessSpec process,
            Schedule schedule,
            Policies policies,
            boolean lateOk,
            boolean dryRun,
            String by)
            implements Command {}

    /// Removes ended runs that are no longer kept, and with their last run jobs that are done.
    ///
    /// @param runs which; at least one, all of them stored and ended
    /// @param last the newest runs that one-off jobs ever had, of which nothing is left after this:
    ///   such a job goes too, unless it has got another run since or may yet get one
    record Prune(List<RunId> runs, List<RunId> last) implements Command {
        public Prune {
            runs = List.copyOf(runs);
            last = List.copyOf(last);
        }
    }

    /// Changes the definition of a job.
    ///
    /// @param base the job as it was read; refused if it has another revision by now
    /// @param definition what it is to be
    record Update(Job base, JobDefinition definition, String by) implements Command {}

    /// Removes a job.
    ///
    /// @param job which
    /// @param revision the revision it must have; empty for any
    /// @param stop whether its running processes are stopped; otherwise they refuse the removal
    record Remove(JobId job, OptionalLong revision, boolean stop, String by) implements Command {}

    /// Pauses the schedule of a job, or resumes it.
    ///
    /// @param job which
    /// @param revision the revision it must have; empty for any
    /// @param paused what it is to be
    record Pause(JobId job, OptionalLong revision, boolean paused, String by) implements Command {}

    /// Makes a run of a job now, beside its schedule.
    record Trigger(JobId job, String by) implements Command {}

    /// Stops a run.
    ///
    /// @param run which
    /// @param signal the one signal to send; empty for the full stop sequence
    record Stop(RunId run, Optional<Signal> signal, String by) implements Command {}
}
