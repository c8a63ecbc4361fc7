package dev.jobd.wire;

import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobName;
import dev.jobd.model.Notes;
import dev.jobd.model.Policies;
import dev.jobd.model.ProcessSpec;
import dev.jobd.model.Schedule;
import java.util.Optional;

/// A job as a client describes it, before it has a number and perhaps a name.
///
/// @param name empty if it is to be named after its program and number
/// @param lateOk whether a time in the past is welcome
public record JobDraft(
        Optional<JobName> name,
        ProcessSpec process,
        Schedule schedule,
        Policies policies,
        Notes notes,
        boolean lateOk) {

    /// Returns it as a definition.
    ///
    /// @param unnamed its name if it says none
    public JobDefinition definition(JobName unnamed) {
        return new JobDefinition(name.orElse(unnamed), process, schedule, policies, notes);
    }
}
