package dev.jobd.daemon.event;

import dev.jobd.model.Job;
import dev.jobd.model.JobState;
import dev.jobd.model.Run;
import java.util.List;

/// A job with what it is doing, as of one commit.
///
/// @param job the job
/// @param state what changes about it as it runs
/// @param active its runs that have not ended, by number
public record JobPicture(Job job, JobState state, List<Run> active) {
    public JobPicture {
        active = List.copyOf(active);
    }
}
