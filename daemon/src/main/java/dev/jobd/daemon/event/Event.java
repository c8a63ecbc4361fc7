package dev.jobd.daemon.event;

import dev.jobd.model.JobId;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import java.util.Optional;

/// What became of one object, by one commit or by several in a row.
public sealed interface Event {

    /// A job was made, changed or removed: its definition, its state, or its runs that have not
    /// ended.
    ///
    /// @param id which
    /// @param before as it was; empty if there was none
    /// @param after as it is; empty if there is none any more
    record OfJob(JobId id, Optional<JobPicture> before, Optional<JobPicture> after)
            implements Event {}

    /// A run was made, changed or removed.
    ///
    /// @param id which
    /// @param isNew whether it was not there before
    /// @param after as it is; empty if it was removed
    /// @param jobBefore its job as it was; empty if that is gone
    /// @param jobAfter its job as it is; empty if that is gone
    record OfRun(
            RunId id,
            boolean isNew,
            Optional<Run> after,
            Optional<JobPicture> jobBefore,
            Optional<JobPicture> jobAfter)
            implements Event {}

    /// Returns what it is about.
    default Object object() {
        return switch (this) {
            case OfJob job -> job.id();
            case OfRun run -> run.id();
        };
    }

    /// Returns this and a later event of the same object as one, or empty if nothing is left of
    /// them.
    default Optional<Event> and(Event later) {
        return switch (later) {
            case OfJob job -> {
                Optional<JobPicture> before = this instanceof OfJob it ? it.before() : job.before();
                yield before.equals(job.after())
                        ? Optional.empty()
                        : Optional.of(new OfJob(job.id(), before, job.after()));
            }
            case OfRun run -> {
                OfRun first = this instanceof OfRun it ? it : run;
                yield first.isNew() && run.after().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new OfRun(
                                        run.id(),
                                        first.isNew(),
                                        run.after(),
                                        first.jobBefore(),
                                        run.jobAfter()));
            }
        };
    }
}
