package dev.jobd.model;

import java.time.Instant;

/// A stored job.
///
/// @param id its number
/// @param revision 1 when made, one more with each change of its definition
/// @param definition what it is
/// @param createdAt when it was made
/// @param updatedAt when its definition was last changed
public record Job(
        JobId id, long revision, JobDefinition definition, Instant createdAt, Instant updatedAt) {

    /// Returns the job with a new definition, one revision on.
    public Job withDefinition(JobDefinition changed, Instant now) {
        return new Job(id, revision + 1, changed, createdAt, now);
    }

    /// Returns its name.
    public JobName name() {
        return definition.name();
    }
}
