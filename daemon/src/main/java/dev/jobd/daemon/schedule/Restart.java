package dev.jobd.daemon.schedule;

import dev.jobd.model.Attempt;
import dev.jobd.model.AttemptId;
import dev.jobd.model.OnRestart;
import dev.jobd.model.Outcome;
import dev.jobd.model.Policies;
import dev.jobd.model.RunState;
import java.time.Instant;
import java.util.Optional;

/// What becomes of attempts that had a process when the last daemon ended, as their jobs want it.
final class Restart {
    private final Lifecycle lifecycle;

    Restart(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /// Decides about a process that lives: it goes on, or it is stopped. The time in which no
    /// daemon looked counts for its timeout.
    void outlived(Draft draft, RunEntry entry, long pid, Instant startedAt, Moment now) {
        switch (entry.run.state()) {
            case RunState.Starting starting when isToEnd(entry) ->
                    stop(
                            draft,
                            entry,
                            new RunState.Running(starting.attempt(), startedAt, pid),
                            now);
            case RunState.Running running when isToEnd(entry) -> stop(draft, entry, running, now);
            case RunState.Running running -> suspendAgain(draft, entry, running);
            case RunState.Starting _, RunState.Stopping _ ->
                    lifecycle.started(draft, entry, pid, startedAt, now);
            case RunState.Queued _, RunState.RetryWait _, RunState.Ended _ -> {}
        }
    }

    /// Decides about a process that is gone, and nobody knows how: another attempt follows, or the
    /// attempt has failed.
    void gone(Draft draft, RunEntry entry, String reason, Instant at, Moment now) {
        Lifecycle.AttemptEnd end =
                new Lifecycle.AttemptEnd(
                        new Outcome.Lost(reason), Attempt.Usage.UNKNOWN, Optional.empty(), at);
        boolean isWanted = entry.job.policies.onRestart() == OnRestart.REQUEUE;
        if (isWanted && !entry.job.removed && !(entry.run.state() instanceof RunState.Stopping)) {
            lifecycle.requeue(draft, entry, end, now);
        } else {
            lifecycle.ended(draft, entry, end, now);
        }
    }

    /// Nobody knows whether the last signal reached its processes; a second one does no harm.
    private static void suspendAgain(Draft draft, RunEntry entry, RunState.Running running) {
        if (running.isSuspended() || !running.stood().isZero()) {
            AttemptId attempt = entry.run.id().attempt(running.attempt());
            draft.act(new Action.Suspend(attempt, running.isSuspended()));
        }
    }

    private static boolean isToEnd(RunEntry entry) {
        return switch (entry.job.policies.onRestart()) {
            case ADOPT -> false;
            case KILL, REQUEUE -> true;
        };
    }

    private void stop(Draft draft, RunEntry entry, RunState.Running running, Moment now) {
        Policies policies = entry.job.policies;
        boolean isTooLong =
                policies.limits()
                        .timeout()
                        .map(running.startedAt().plus(running.stoodAt(now.wall()))::plus)
                        .filter(limit -> !limit.isAfter(now.wall()))
                        .isPresent();
        RunState.StopCause cause =
                isTooLong
                        ? new RunState.StopCause.Timeout()
                        : new RunState.StopCause.Restart(policies.onRestart() == OnRestart.REQUEUE);
        lifecycle.stopping(draft, entry, running, cause, now);
    }
}
