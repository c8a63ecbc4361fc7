package dev.jobd.daemon.store;

import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import java.util.Optional;

/// What a commit changed about one object.
public sealed interface Effect {

    /// Returns the job it is about.
    JobId job();

    /// A job was made, changed or removed.
    ///
    /// @param before as it was; empty if there was none
    /// @param after as it is; empty if there is none any more
    record OfJob(JobId job, Optional<Job> before, Optional<Job> after) implements Effect {}

    /// The state of a job was made, changed or removed.
    ///
    /// @param before as it was; empty if there was none
    /// @param after as it is; empty if there is none any more
    record OfState(JobId job, Optional<JobState> before, Optional<JobState> after)
            implements Effect {}

    /// A run was made, changed or removed.
    ///
    /// @param run which
    /// @param before as it was while it was active; empty if it was not there, or had ended
    /// @param after as it is; empty if there is none any more
    record OfRun(RunId run, Optional<Run> before, Optional<Run> after) implements Effect {
        @Override
        public JobId job() {
            return run.job();
        }
    }
}
