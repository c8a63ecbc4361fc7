package dev.jobd.model;

import java.time.Duration;

/// Which ended runs of a job are kept: the newest `runs` of it, and none of them longer than `time`
/// after its end. Failed runs, which somebody may yet have to look at, stay until five times as
/// many newer ones, and four times as long.
///
/// @param runs how many runs, 1 to a million
/// @param time how long
public record Keep(int runs, Duration time) {
    /// The most runs of a job that can be kept.
    public static final int RUNS_MAX = 1_000_000;

    /// The shortest time that can be asked for.
    public static final Duration SHORTEST = Duration.ofMinutes(1);

    /// What a job has that says nothing, and one that is gone.
    public static final Keep DEFAULT = new Keep(1000, Duration.ofDays(90));

    private static final int FAILED_RUNS = 5;
    private static final int FAILED_TIME = 4;

    public Keep {
        if (runs < 1 || runs > RUNS_MAX) {
            throw new IllegalArgumentException("the runs to keep are 1 to " + RUNS_MAX);
        }
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(Schedule.LONGEST) > 0) {
            throw new IllegalArgumentException("runs are kept for a minute at least");
        }
    }

    /// Returns how many of the newest runs of a job are kept if they ended so.
    public long runs(Outcome outcome) {
        return runs(outcome.isFailure());
    }

    /// Returns how many of the newest runs of a job are kept if they failed, or if not.
    public long runs(boolean failed) {
        return failed ? (long) runs * FAILED_RUNS : runs;
    }

    /// Returns how long a run that ended so is kept after its end.
    public Duration time(Outcome outcome) {
        return time(outcome.isFailure());
    }

    /// Returns how long a failed or another run is kept after its end.
    public Duration time(boolean failed) {
        return failed ? time.multipliedBy(FAILED_TIME) : time;
    }
}
