package dev.jobd.model;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What changes about a job as it runs; kept apart from its definition, which changes seldom.
///
/// @param job whose state this is
/// @param nextDue the next time it is due, kept across restarts; empty if time makes it due no more
/// @param pause whether its schedule is paused; what falls due meanwhile is recorded as skipped
/// @param lastRun the number of its newest run, 0 before the first
/// @param counts how its ended runs ended
/// @param lastEnd how its last run that was not skipped ended
/// @param failures how many runs have failed in a row, since the last success or the end of a pause
/// @param skipNext how many of the next due times are skipped
/// @param made how many runs its schedule has made, those that catch up among them; what was
///   skipped or missed is none
/// @param met those of its parents that have ended as they should since it was due last
public record JobState(
        JobId job,
        Optional<Instant> nextDue,
        Optional<Pause> pause,
        long lastRun,
        Counts counts,
        Optional<LastEnd> lastEnd,
        int failures,
        int skipNext,
        long made,
        Set<JobName> met) {
    public JobState {
        met = Set.copyOf(met);
    }

    /// Ended runs by how they ended.
    ///
    /// @param succeeded ended with exit code 0
    /// @param failed ended in any other way but skipped
    /// @param skipped never started, by a rule
    public record Counts(long succeeded, long failed, long skipped) {
        /// No run yet.
        public static final Counts NONE = new Counts(0, 0, 0);

        /// Returns the counts with one more run that ended so.
        public Counts plus(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Succeeded _ -> new Counts(succeeded + 1, failed, skipped);
                case Outcome.Skipped _, Outcome.ParentFailed _, Outcome.Missed _ ->
                        new Counts(succeeded, failed, skipped + 1);
                case Outcome.Failed _,
                        Outcome.Signalled _,
                        Outcome.TimedOut _,
                        Outcome.Killed _,
                        Outcome.NotStarted _,
                        Outcome.Lost _ ->
                        new Counts(succeeded, failed + 1, skipped);
            };
        }
    }

    /// The end of the last run.
    ///
    /// @param run its number
    /// @param outcome how it ended
    /// @param startedAt when its last attempt started; empty if none did
    /// @param endedAt when it ended
    public record LastEnd(
            long run, Outcome outcome, Optional<Instant> startedAt, Instant endedAt) {}

    /// Returns the state of a job that has just been made.
    public static JobState initial(JobId job, Optional<Instant> nextDue) {
        return new JobState(
                job,
                nextDue,
                Optional.empty(),
                0,
                Counts.NONE,
                Optional.empty(),
                0,
                0,
                0,
                Set.of());
    }

    /// Tells whether its schedule is paused.
    public boolean paused() {
        return pause.isPresent();
    }

    /// Returns when something is to be done about it next: it is due, or its pause ends.
    public Optional<Instant> wakeAt() {
        Optional<Instant> over = pause.flatMap(Pause::until);
        if (over.isEmpty()) {
            return nextDue;
        }
        return nextDue.filter(due -> due.isBefore(over.get())).or(() -> over);
    }

    /// Returns the state with another next due time.
    public JobState withNextDue(Optional<Instant> due) {
        return new JobState(
                job, due, pause, lastRun, counts, lastEnd, failures, skipNext, made, met);
    }

    /// Returns the state paused.
    public JobState withPause(Pause other) {
        Optional<Pause> paused = Optional.of(other);
        return new JobState(
                job, nextDue, paused, lastRun, counts, lastEnd, failures, skipNext, made, met);
    }

    /// Returns the state not paused; failures count anew.
    public JobState resumed() {
        return new JobState(
                job, nextDue, Optional.empty(), lastRun, counts, lastEnd, 0, skipNext, made, met);
    }

    /// Returns the state in which so many of the next due times are skipped.
    public JobState withSkipNext(int times) {
        return new JobState(
                job, nextDue, pause, lastRun, counts, lastEnd, failures, times, made, met);
    }

    /// Returns the state after one more run was made.
    public JobState withRunAdded() {
        return new JobState(
                job, nextDue, pause, lastRun + 1, counts, lastEnd, failures, skipNext, made, met);
    }

    /// Returns the state after its schedule made one more run.
    public JobState withMade() {
        return new JobState(
                job, nextDue, pause, lastRun, counts, lastEnd, failures, skipNext, made + 1, met);
    }

    /// Returns the state in which these of its parents have ended as they should.
    public JobState withMet(Set<JobName> parents) {
        return new JobState(
                job, nextDue, pause, lastRun, counts, lastEnd, failures, skipNext, made, parents);
    }

    /// Returns the state after a run ended.
    public JobState withEnd(LastEnd end) {
        boolean skipped =
                switch (end.outcome()) {
                    case Outcome.Skipped _, Outcome.Missed _ -> true;
                    case Outcome.Succeeded _,
                            Outcome.ParentFailed _,
                            Outcome.Failed _,
                            Outcome.Signalled _,
                            Outcome.TimedOut _,
                            Outcome.Killed _,
                            Outcome.NotStarted _,
                            Outcome.Lost _ ->
                            false;
                };
        return new JobState(
                job,
                nextDue,
                pause,
                lastRun,
                counts.plus(end.outcome()),
                skipped ? lastEnd : Optional.of(end),
                failuresAfter(end.outcome()),
                skipNext,
                made,
                met);
    }

    private int failuresAfter(Outcome outcome) {
        if (outcome instanceof Outcome.Succeeded) {
            return 0;
        }
        return outcome.isFailure() ? failures + 1 : failures;
    }
}
