package dev.jobd.daemon.schedule;

import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import dev.jobd.model.RunId;
import java.util.Optional;

/// What became of a command that was carried out and is on disk.
///
/// @param job the job it was about; of several the first
/// @param run the run it made or stopped
/// @param seq the commit that holds it; after this the store's view shows it
/// @param planned what a dry run would have made; empty otherwise
public record Applied(JobId job, Optional<RunId> run, long seq, Optional<Planned> planned) {

    /// A job that was only checked.
    public record Planned(Job job, JobState state) {}
}
