package dev.jobd.tui.state;

import java.util.List;

/// Something a screen wants to know of the daemon. The answer comes with its question, so that a
/// screen can tell whether it still wants it.
public sealed interface Query {

    /// All of a job, and when it is due next.
    record Job(long job, int times) implements Query {}

    /// Runs, the newest first.
    ///
    /// @param job only of this job, 0 for all
    /// @param which which of them
    /// @param from where the page begins, empty for the newest
    record Runs(long job, Which which, String from, int limit) implements Query {}

    /// The last lines of a run's output.
    record Tail(String run, long bytes) implements Query {}

    /// When jobs are due until the last of so many times.
    record Fires(List<Long> jobs, int times) implements Query {
        public Fires {
            jobs = List.copyOf(jobs);
        }
    }

    /// The daemon's own figures.
    record Stats() implements Query {}

    /// Whether what a form says can be a job, and when it would be due; changes nothing.
    record Check(int version, FormContent content) implements Query {}

    /// Which runs are asked for.
    enum Which {
        ALL,
        FAILED,
        ACTIVE
    }
}
