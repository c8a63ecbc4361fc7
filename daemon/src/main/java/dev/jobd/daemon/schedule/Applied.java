package dev.jobd.daemon.schedule;

import dev.jobd.daemon.store.Receipt;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.RunId;
import java.util.List;
import java.util.Optional;

/// What became of a command that was carried out and is on disk.
///
/// @param about the job it was about; of several the first; empty if it was about none
/// @param run the run it made or stopped
/// @param seq the commit that holds it; after this the store's view shows it
/// @param parts what became of each step of a batch that is about a job; empty for other commands
/// @param told the answer, if it was made already: of a trial, or to an earlier request
public record Applied(
        Optional<JobId> about,
        Optional<RunId> run,
        long seq,
        List<Part> parts,
        Optional<Told> told) {
    public Applied {
        parts = List.copyOf(parts);
    }

    /// Makes one of a single command about a job.
    public Applied(JobId job, Optional<RunId> run, long seq) {
        this(Optional.of(job), run, seq, List.of(), Optional.empty());
    }

    /// Returns the job it was about. There must be one.
    public JobId job() {
        return about.orElseThrow();
    }

    /// Returns what was answered to an earlier request with the same key.
    public static Applied replayed(Receipt receipt) {
        // The job and the run are in the answer already.
        return new Applied(
                Optional.empty(),
                Optional.empty(),
                receipt.seq(),
                List.of(),
                Optional.of(new Told(receipt.result(), true)));
    }

    /// What became of a step of a batch.
    ///
    /// @param name the job's name after the step
    /// @param run the run it made
    public record Part(JobId job, JobName name, Optional<RunId> run) {}

    /// An answer that was made already.
    ///
    /// @param result the answer
    /// @param isReplayed whether it was given before, to the same request
    public record Told(String result, boolean isReplayed) {}
}
