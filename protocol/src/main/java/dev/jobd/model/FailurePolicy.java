package dev.jobd.model;

import java.util.OptionalInt;

/// What the exit codes of a job mean, and what many failures mean for its schedule.
///
/// @param success codes that are success beside 0
/// @param snooze codes that ask to be started again a little later, which uses no attempt up
/// @param pauseAfter after so many failed runs in a row the schedule is paused; empty: never
public record FailurePolicy(ExitCodes success, ExitCodes snooze, OptionalInt pauseAfter) {
    /// The most failures that can be waited for.
    public static final int PAUSE_AFTER_MAX = 1000;

    /// EX_TEMPFAIL of sysexits.h.
    private static final int TEMPORARY = 75;

    /// What a job has that says nothing.
    public static final FailurePolicy DEFAULT =
            new FailurePolicy(ExitCodes.NONE, ExitCodes.of(TEMPORARY), OptionalInt.empty());

    /// What jobs had before there was any choice.
    public static final FailurePolicy PLAIN =
            new FailurePolicy(ExitCodes.NONE, ExitCodes.NONE, OptionalInt.empty());

    public FailurePolicy {
        if (pauseAfter.isPresent()
                && (pauseAfter.getAsInt() < 1 || pauseAfter.getAsInt() > PAUSE_AFTER_MAX)) {
            throw new IllegalArgumentException("a schedule is paused after 1 to 1000 failures");
        }
    }

    /// Returns what the end of a process means for the job.
    public Outcome judge(Outcome natural) {
        return natural instanceof Outcome.Failed(int code) && success.contains(code)
                ? new Outcome.Succeeded(code)
                : natural;
    }

    /// Tells whether the end of an attempt asks for another without using it up.
    public boolean isSnooze(Outcome outcome) {
        return outcome instanceof Outcome.Failed(int code) && snooze.contains(code);
    }

    /// Tells whether so many failures in a row pause the schedule.
    public boolean isTooMany(int failures) {
        return pauseAfter.isPresent() && failures >= pauseAfter.getAsInt();
    }
}
