package dev.jobd.daemon.schedule;

import dev.jobd.daemon.store.RequestKey;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Calendar;
import dev.jobd.model.Job;
import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.Notes;
import dev.jobd.model.Policies;
import dev.jobd.model.ProcessSpec;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.Schedule;
import dev.jobd.model.Settings;
import dev.jobd.model.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/// What a client can ask the scheduler to change. `by` says who asked, for the records.
public sealed interface Command {

    /// Returns what is to be done, without how it is asked for.
    Plain plain();

    /// Makes the answer to a command from what the store shows once it is done.
    @FunctionalInterface
    interface Result extends BiFunction<StoreView, Applied, String> {}

    /// A command that is not done again when it is asked for again with the same key.
    ///
    /// @param key the key
    /// @param hash a digest of the request: another request with the key is refused
    /// @param result makes the answer that is stored together with the change
    record Keyed(Plain plain, RequestKey key, String hash, Result result) implements Command {}

    /// A command that is only tried: nothing is stored, and nothing starts.
    ///
    /// @param result makes the answer from what the store would show
    record Trial(Plain plain, Result result) implements Command {
        /// Returns the answer, with all that is known of what would be done.
        Applied told(Applied applied, StoreView view) {
            return new Applied(
                    applied.about(),
                    applied.run(),
                    applied.seq(),
                    applied.parts(),
                    Optional.of(new Applied.Told(result.apply(view, applied), false)));
        }
    }

    /// A command as such.
    sealed interface Plain extends Command {
        @Override
        default Plain plain() {
            return this;
        }
    }

    /// Does several things as one: all of them or none, each after the ones before it.
    ///
    /// @param steps in order
    /// @param looksOn whether what comes after a step that is refused is looked at as well, so that
    ///   all that is wrong is told at once
    record Batch(List<Step> steps, boolean looksOn) implements Plain {
        public Batch {
            steps = List.copyOf(steps);
        }

        /// One that is over with the first step that is refused.
        public Batch(List<Step> steps) {
            this(steps, false);
        }

        @Override
        public String toString() {
            return "Batch of " + steps.size();
        }
    }

    /// One of the things of a batch.
    sealed interface Step {
        /// What is to be done: a job, a group or a calendar made, changed or removed.
        Plain command();

        /// A command as it is.
        record Of(Plain command) implements Step {}

        /// A command about a job that the batch itself makes. The job in the command stands for it.
        ///
        /// @param maker the step that makes it, counted from 0 among those about jobs
        record OfMade(int maker, Plain command) implements Step {}
    }

    /// Makes a job.
    ///
    /// @param name its name; empty to name it after its program and number
    /// @param process what it runs
    /// @param schedule when
    /// @param policies how
    /// @param notes what is kept with it
    /// @param lateOk whether a time in the past is accepted, and then runs at once
    record Add(
            Optional<JobName> name,
            ProcessSpec process,
            Schedule schedule,
            Policies policies,
            Notes notes,
            boolean lateOk,
            String by)
            implements Plain {}

    /// Removes ended runs that are no longer kept, and with their last run jobs that are done.
    ///
    /// @param runs which; at least one, all of them stored and ended
    /// @param last the newest runs that one-off jobs ever had, of which nothing is left after this:
    ///   such a job goes too, unless it has got another run since or may yet get one
    record Prune(List<RunId> runs, List<RunId> last) implements Plain {
        public Prune {
            runs = List.copyOf(runs);
            last = List.copyOf(last);
        }
    }

    /// Changes the definition of a job.
    ///
    /// @param base the job as it was read; refused if it has another revision by now
    /// @param definition what it is to be
    record Update(Job base, JobDefinition definition, String by) implements Plain {}

    /// Removes a job.
    ///
    /// @param job which
    /// @param revision the revision it must have; empty for any
    /// @param stop whether its running processes are stopped; otherwise they refuse the removal
    record Remove(JobId job, OptionalLong revision, boolean stop, String by) implements Plain {}

    /// Pauses the schedule of a job, or resumes it.
    ///
    /// @param job which
    /// @param revision the revision it must have; empty for any
    /// @param paused what it is to be
    /// @param until when a pause ends by itself; empty: when it is resumed
    record Pause(
            JobId job, OptionalLong revision, boolean paused, Optional<Instant> until, String by)
            implements Plain {
        /// A pause until it is resumed, or the end of one.
        Pause(JobId job, OptionalLong revision, boolean paused, String by) {
            this(job, revision, paused, Optional.empty(), by);
        }
    }

    /// Lets the next due times of a job be skipped.
    ///
    /// @param job which
    /// @param revision the revision it must have; empty for any
    /// @param times how many; 0 takes it back
    record SkipNext(JobId job, OptionalLong revision, int times, String by) implements Plain {}

    /// Changes a group, or what is set for all of them; about no job.
    sealed interface OfGroups extends Plain {}

    /// Makes a group.
    ///
    /// @param slots how many; empty for any number
    record AddGroup(String group, OptionalInt slots, String by) implements OfGroups {}

    /// Gives a group other slots. Nothing that runs is stopped.
    ///
    /// @param slots how many; empty for any number
    record SetGroup(String group, OptionalInt slots, String by) implements OfGroups {}

    /// Removes a group that no job names and of which nothing is active.
    record RemoveGroup(String group, String by) implements OfGroups {}

    /// Pauses a group, or resumes it.
    ///
    /// @param paused what it is to be
    /// @param until when a pause ends by itself; empty: when it is resumed
    record PauseGroup(String group, boolean paused, Optional<Instant> until, String by)
            implements OfGroups {}

    /// Sets what is set for the whole daemon.
    record Set(Settings settings, String by) implements OfGroups {}

    /// Makes or changes a calendar, or removes one; about no job.
    sealed interface OfCalendars extends Plain {
        /// The name of the calendar.
        String name();
    }

    /// Makes a calendar, or gives it other days. The jobs that use it get their next due times
    /// anew.
    record SetCalendar(Calendar calendar, String by) implements OfCalendars {
        @Override
        public String name() {
            return calendar.name();
        }
    }

    /// Removes a calendar that no job uses.
    record RemoveCalendar(String name, String by) implements OfCalendars {}

    /// Makes a run, or changes one that is there.
    sealed interface OfRuns extends Plain {
        /// The job it is a run of.
        JobId job();
    }

    /// Changes one run.
    sealed interface OfRun extends OfRuns {
        /// Which.
        RunId run();

        @Override
        default JobId job() {
            return run().job();
        }
    }

    /// Makes a run of a job now, beside its schedule.
    record Trigger(JobId job, String by) implements OfRuns {}

    /// Makes a run that does again what an earlier one of its job did.
    ///
    /// @param of that run; it has ended
    record Retry(Run of, String by) implements OfRuns {
        @Override
        public JobId job() {
            return of.id().job();
        }
    }

    /// Keeps a run that waits from starting, or lets it go.
    ///
    /// @param run which
    /// @param held what it is to be
    record Hold(RunId run, boolean held, String by) implements OfRun {}

    /// Stops the processes of a run where they are, or lets them go on.
    ///
    /// @param run which
    /// @param suspended what it is to be
    record Suspend(RunId run, boolean suspended, String by) implements OfRun {}

    /// Stops a run.
    ///
    /// @param run which
    /// @param signal the one signal to send; empty for the full stop sequence
    record Stop(RunId run, Optional<Signal> signal, String by) implements OfRun {}
}
