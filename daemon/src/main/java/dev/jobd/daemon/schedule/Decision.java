package dev.jobd.daemon.schedule;

import dev.jobd.daemon.store.Change;
import dev.jobd.model.JobId;
import dev.jobd.model.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the scheduler decided: first the changes are stored, then the actions are carried out.
///
/// @param changes to be stored together; empty if nothing changes
/// @param actions for afterwards, in order
/// @param touched the jobs whose scheduling state the decision changed in memory; they are loaded
///   again if the changes cannot be stored
/// @param answer what to answer, for a command
record Decision(
        List<Change> changes, List<Action> actions, Set<JobId> touched, Optional<Answer> answer) {

    /// The decision that there is nothing to do.
    static final Decision NOTHING = new Decision(List.of(), List.of(), Set.of(), Optional.empty());

    /// What a command is answered once it is on disk.
    ///
    /// @param about the job it was about; of several the first; empty if it was about none
    record Answer(Optional<JobId> about, Optional<RunId> run, List<Applied.Part> parts) {
        /// The answer to a command about no job.
        static final Answer DONE = new Answer(Optional.empty(), Optional.empty(), List.of());

        /// Makes the answer to a single command about a job.
        Answer(JobId job, Optional<RunId> run) {
            this(Optional.of(job), run, List.of());
        }

        /// Returns the job it was about. There must be one.
        JobId job() {
            return about.orElseThrow();
        }

        /// Returns it as an answer about a commit.
        Applied applied(long seq) {
            return new Applied(about, run, seq, parts, Optional.empty());
        }
    }

    /// Returns the decision with more to be stored.
    Decision with(List<Change> more) {
        List<Change> all = new ArrayList<>(changes);
        all.addAll(more);
        return new Decision(List.copyOf(all), actions, touched, answer);
    }

    /// Tells whether there is nothing to do.
    boolean isEmpty() {
        return changes.isEmpty() && actions.isEmpty();
    }
}
