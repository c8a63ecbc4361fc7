package dev.jobd.model;

import java.util.Comparator;

/// The name of one run that stays right when its job is renamed: `17/12` is run 12 of job 17.
///
/// @param job the job it is a run of
/// @param number 1, 2, 3, … within the job, never used again
public record RunId(JobId job, long number) implements Comparable<RunId> {
    private static final Comparator<RunId> ORDER =
            Comparator.comparing(RunId::job).thenComparingLong(RunId::number);

    public RunId {
        if (number < 1) {
            throw new IllegalArgumentException("a run number is 1 or more, not " + number);
        }
    }

    /// Returns the id of the given attempt of this run, counted from 1.
    public AttemptId attempt(int attempt) {
        return new AttemptId(this, attempt);
    }

    @Override
    public int compareTo(RunId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return job + "/" + number;
    }
}
