package dev.jobd.model;

/// The name of one process of a run: `17/12.2` is the second attempt of run 12 of job 17.
///
/// @param run the run it belongs to
/// @param number 1 for the first attempt, one more for each retry
public record AttemptId(RunId run, int number) {
    public AttemptId {
        if (number < 1) {
            throw new IllegalArgumentException("an attempt number is 1 or more, not " + number);
        }
    }

    @Override
    public String toString() {
        return run + "." + number;
    }
}
