package dev.jobd.daemon.schedule;

import dev.jobd.model.AttemptId;
import dev.jobd.model.JobId;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import dev.jobd.model.Signal;
import dev.jobd.model.Trigger;
import java.util.Optional;

/// What people ask for about runs: to make one, hold it, suspend it, stop it.
final class RunEditor {
    private final Book book;
    private final Lifecycle lifecycle;

    RunEditor(Book book, Lifecycle lifecycle) {
        this.book = book;
        this.lifecycle = lifecycle;
    }

    /// Decides one of them, or throws [RefusedException] and has changed nothing.
    Decision.Answer change(Draft draft, Command.OfRuns change, Moment now) {
        return switch (change) {
            case Command.Trigger trigger -> trigger(draft, trigger, now);
            case Command.Retry retry -> retry(draft, retry, now);
            case Command.OfRun of -> {
                RunEntry entry = require(of.run());
                switch (of) {
                    case Command.Stop stop -> stop(draft, entry, stop, now);
                    case Command.Hold hold -> hold(draft, entry, hold, now);
                    case Command.Suspend suspend -> suspend(draft, entry, suspend, now);
                }
                yield new Decision.Answer(of.job(), Optional.of(of.run()));
            }
        };
    }

    private RunEntry require(RunId run) {
        RunEntry entry = book.findRun(run);
        if (entry == null) {
            throw new RefusedException(new Refusal.NoSuchRun(run));
        }
        return entry;
    }

    private Decision.Answer trigger(Draft draft, Command.Trigger trigger, Moment now) {
        JobEntry job = withRoom(trigger.job());
        RunId run = lifecycle.enqueue(draft, job, Trigger.MANUAL, now.wall(), trigger.by(), now);
        return new Decision.Answer(job.id, Optional.of(run));
    }

    private Decision.Answer retry(Draft draft, Command.Retry retry, Moment now) {
        JobEntry job = withRoom(retry.job());
        RunId run = lifecycle.retry(draft, job, retry.of(), retry.by(), now);
        return new Decision.Answer(job.id, Optional.of(run));
    }

    /// Returns a job that may have one more run.
    private JobEntry withRoom(JobId id) {
        JobEntry job = book.require(id);
        if (job.active.size() >= Lifecycle.WAITING_MAX) {
            throw new RefusedException(
                    new Refusal.TooMuch(
                            Lifecycle.WAITING_MAX
                                    + " runs of job "
                                    + job.name
                                    + " are waiting already"));
        }
        return job;
    }

    private void hold(Draft draft, RunEntry entry, Command.Hold hold, Moment now) {
        boolean isHeld = entry.run.state() instanceof RunState.Queued queued && queued.isHeld();
        switch (entry.run.state()) {
            case RunState.Queued _, RunState.RetryWait _ when hold.held() -> {
                if (!isHeld) {
                    lifecycle.hold(draft, entry, new RunState.Hold(hold.by(), now.wall()), now);
                }
            }
            case RunState.Queued _ when isHeld -> lifecycle.release(draft, entry, now);
            case RunState.Queued _,
                    RunState.RetryWait _,
                    RunState.Starting _,
                    RunState.Running _,
                    RunState.Stopping _,
                    RunState.Ended _ ->
                    throw new RefusedException(
                            hold.held()
                                    ? new Refusal.NotWaiting(hold.run(), entry.run.state().word())
                                    : new Refusal.NotHeld(hold.run(), entry.run.state().word()));
        }
    }

    private void suspend(Draft draft, RunEntry entry, Command.Suspend suspend, Moment now) {
        RunState state = entry.run.state();
        boolean wanted = suspend.suspended();
        if (!(state instanceof RunState.Running running)) {
            throw new RefusedException(
                    wanted
                            ? new Refusal.NoProcess(suspend.run(), state.word())
                            : new Refusal.NotSuspended(suspend.run(), state.word()));
        }
        AttemptId attempt = entry.run.id().attempt(running.attempt());
        if (wanted && !running.isSuspended()) {
            RunState.Suspension suspension = new RunState.Suspension(suspend.by(), now.wall());
            lifecycle.move(draft, entry, running.suspended(suspension), now);
            draft.act(new Action.Suspend(attempt, true));
        } else if (!wanted && running.isSuspended()) {
            lifecycle.move(draft, entry, running.continued(now.wall()), now);
            draft.act(new Action.Suspend(attempt, false));
        } else if (!wanted) {
            throw new RefusedException(new Refusal.NotSuspended(suspend.run(), state.word()));
        }
    }

    private void stop(Draft draft, RunEntry entry, Command.Stop stop, Moment now) {
        if (stop.signal().isEmpty()) {
            lifecycle.stop(draft, entry, stop.by(), now);
            return;
        }
        requireProcess(entry);
        Signal signal = stop.signal().get();
        boolean isRunning = entry.run.state() instanceof RunState.Running;
        boolean isSuspended = entry.run.state() instanceof RunState.Running it && it.isSuspended();
        if (signal == Signal.KILL) {
            lifecycle.kill(draft, entry, stop.by(), now);
        } else if ((signal == Signal.STOP && isRunning) || (signal == Signal.CONT && isSuspended)) {
            // Otherwise nobody would see why it does not go on, and its timeout would count.
            boolean suspended = signal == Signal.STOP;
            suspend(draft, entry, new Command.Suspend(stop.run(), suspended, stop.by()), now);
        } else {
            draft.act(new Action.Send(entry.run.id().attempt(entry.run.attempt()), signal));
        }
    }

    private static void requireProcess(RunEntry entry) {
        RunState state = entry.run.state();
        boolean alive =
                switch (state) {
                    case RunState.Running _ -> true;
                    case RunState.Stopping stopping -> stopping.running().pid() != 0;
                    case RunState.Queued _,
                            RunState.Starting _,
                            RunState.RetryWait _,
                            RunState.Ended _ ->
                            false;
                };
        if (!alive) {
            throw new RefusedException(new Refusal.NoProcess(entry.run.id(), state.word()));
        }
    }
}
