package dev.jobd.daemon.schedule;

import dev.jobd.daemon.store.Change;
import dev.jobd.model.JobId;
import dev.jobd.model.RunId;
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
    record Answer(JobId job, Optional<RunId> run, Optional<Applied.Planned> planned) {}

    /// Tells whether there is nothing to do.
    boolean isEmpty() {
        return changes.isEmpty() && actions.isEmpty();
    }
}
