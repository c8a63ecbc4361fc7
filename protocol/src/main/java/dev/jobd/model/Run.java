package dev.jobd.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One occurrence of a job: scheduled, triggered by hand or caught up.
///
/// @param id its name
/// @param trigger what made it
/// @param by who triggered it by hand, or the run of a parent whose end made it due, as `build/12`;
///   empty text otherwise
/// @param dueAt when it was due
/// @param queuedAt when it was recorded
/// @param attemptsMax how many attempts it may have: as its job said then, and one more for each
///   that a restart of the daemon cut short
/// @param attempts its ended attempts, oldest first
/// @param state where it stands
/// @param retried what it does again; empty unless that made it
public record Run(
        RunId id,
        Trigger trigger,
        String by,
        Instant dueAt,
        Instant queuedAt,
        int attemptsMax,
        List<Attempt> attempts,
        RunState state,
        Optional<Retried> retried) {
    public Run {
        attempts = List.copyOf(attempts);
    }

    /// Makes a run that does nothing again.
    public Run(
            RunId id,
            Trigger trigger,
            String by,
            Instant dueAt,
            Instant queuedAt,
            int attemptsMax,
            List<Attempt> attempts,
            RunState state) {
        this(id, trigger, by, dueAt, queuedAt, attemptsMax, attempts, state, Optional.empty());
    }

    /// An earlier run of the same job that is done again.
    ///
    /// @param run its number
    /// @param scheduledAt the time it stood for
    public record Retried(long run, Instant scheduledAt) {}

    /// Returns the time it stands for: when it was due, or what it does again.
    public Instant scheduledAt() {
        return retried.map(Retried::scheduledAt).orElse(dueAt);
    }

    /// Returns the run as one that does again what another one did.
    public Run retrying(Run other) {
        Optional<Retried> again =
                Optional.of(new Retried(other.id().number(), other.scheduledAt()));
        return new Run(id, trigger, by, dueAt, queuedAt, attemptsMax, attempts, state, again);
    }

    /// Returns the run in another state.
    public Run withState(RunState other) {
        return new Run(id, trigger, by, dueAt, queuedAt, attemptsMax, attempts, other, retried);
    }

    /// Returns the run with one more ended attempt, in another state.
    public Run withAttempt(Attempt attempt, RunState other) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.add(attempt);
        return new Run(id, trigger, by, dueAt, queuedAt, attemptsMax, all, other, retried);
    }

    /// Returns the run with one more ended attempt, which does not count among those it may have,
    /// in another state.
    public Run withUncounted(Attempt attempt, RunState other) {
        Run it = withAttempt(attempt, other);
        return new Run(
                id, trigger, by, dueAt, queuedAt, attemptsMax + 1, it.attempts, other, retried);
    }

    /// Tells whether it is over.
    public boolean isEnded() {
        return state instanceof RunState.Ended;
    }

    /// Returns the attempt it is at: the one that runs or comes next, or the last of an ended run;
    /// 0 if it ended before the first.
    public int attempt() {
        return switch (state) {
            case RunState.Queued queued -> queued.attempt();
            case RunState.Starting starting -> starting.attempt();
            case RunState.Running running -> running.attempt();
            case RunState.Stopping stopping -> stopping.running().attempt();
            case RunState.RetryWait wait -> wait.attempt();
            case RunState.Ended _ -> attempts.isEmpty() ? 0 : attempts.getLast().number();
        };
    }
}
