package dev.jobd.daemon.store;

import dev.jobd.model.Calendar;
import dev.jobd.model.Group;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import dev.jobd.model.Settings;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// One change of what is stored, with the condition under which it holds.
public sealed interface Change {

    /// Stores a job. Its name must be free or its own.
    ///
    /// @param job what it is to be
    /// @param expectedRevision the stored revision; 0 if there must be no such job
    record PutJob(Job job, long expectedRevision) implements Change {}

    /// Removes a job and its state. Its name is free again, its number is not. Its runs stay until
    /// retention takes them, and an active one may still move and end.
    ///
    /// @param job which
    /// @param expectedRevision the stored revision
    record RemoveJob(JobId job, long expectedRevision) implements Change {}

    /// Stores the state of a job that exists.
    ///
    /// @param state what it is to be
    /// @param expectedNextDue the stored next due time; empty also if no state is stored
    record PutState(JobState state, Optional<Instant> expectedNextDue) implements Change {}

    /// Stores a run. A new one is of a job that exists; one that is stored may have outlived its
    /// job. An ended run is final.
    ///
    /// @param run what it is to be
    /// @param expected the stored state; empty if there must be no such run
    record PutRun(Run run, Optional<RunState> expected) implements Change {}

    /// Removes a run, ended or not. It must exist.
    record RemoveRun(RunId run) implements Change {}

    /// Stores a group, whether or not there is one of this name.
    record PutGroup(Group group) implements Change {}

    /// Removes a group, if it is there.
    record RemoveGroup(String group) implements Change {}

    /// Stores a calendar, whether or not there is one of this name.
    record PutCalendar(Calendar calendar) implements Change {}

    /// Removes a calendar, if it is there.
    record RemoveCalendar(String calendar) implements Change {}

    /// Stores what is set for the whole daemon.
    record PutSettings(Settings settings) implements Change {}

    /// Stores what is answered to a request with a key that is not stored yet.
    ///
    /// @param hash a digest of the request
    /// @param at when it was asked for
    /// @param result makes the answer from what the store shows after the batch
    record PutReceipt(RequestKey key, String hash, Instant at, Function<StoreView, String> result)
            implements Change {}

    /// Forgets a receipt, if it is still there.
    record RemoveReceipt(RequestKey key) implements Change {}
}
