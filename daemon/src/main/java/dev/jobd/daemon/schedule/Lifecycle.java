package dev.jobd.daemon.schedule;

import dev.jobd.model.Attempt;
import dev.jobd.model.AttemptId;
import dev.jobd.model.JobState;
import dev.jobd.model.OnRestart;
import dev.jobd.model.Outcome;
import dev.jobd.model.Pause;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import dev.jobd.model.Schedule;
import dev.jobd.model.Signal;
import dev.jobd.model.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The way of a run from its making to its end: every transition of semantics sections 4 to 6.
final class Lifecycle {
    /// How many runs of one job may wait for each other.
    static final int WAITING_MAX = 1000;

    private final Book book;
    private final Retries retries;

    /// How an attempt ended, as its process tells it.
    ///
    /// @param natural how, if nobody stopped it
    /// @param startedAt when it started, if that was found out together with its end
    /// @param at when it ended
    record AttemptEnd(
            Outcome natural, Attempt.Usage usage, Optional<Instant> startedAt, Instant at) {}

    Lifecycle(Book book, Retries retries) {
        this.book = book;
        this.retries = retries;
    }

    /// Makes a run that waits for its turn.
    RunId enqueue(Draft draft, JobEntry job, Trigger trigger, Instant due, String by, Moment now) {
        Run run = newRun(draft, job, trigger, due, by, now, new RunState.Queued(1));
        if (trigger.isOfSchedule()) {
            draft.state(job, job.state.withMade());
        }
        return enqueue(draft, job, run, now);
    }

    /// Makes a run that does again what another one did, which is over.
    RunId retry(Draft draft, JobEntry job, Run of, String by, Moment now) {
        RunState queued = new RunState.Queued(1);
        Run run = newRun(draft, job, Trigger.RETRY, now.wall(), by, now, queued);
        return enqueue(draft, job, run.retrying(of), now);
    }

    private RunId enqueue(Draft draft, JobEntry job, Run run, Moment now) {
        RunEntry entry = new RunEntry(job, run);
        if (job.hasTurn(job.active.size())) {
            book.admission.ready(entry);
        }
        job.active.add(entry);
        draft.add(entry);
        book.setDeadline(entry, now);
        return run.id();
    }

    /// Records an occurrence that did not become a run with a process.
    void recordUnstarted(
            Draft draft, JobEntry job, Trigger trigger, Instant due, Outcome outcome, Moment now) {
        recordUnstarted(draft, job, trigger, due, "", outcome, now);
    }

    /// @param by what made it
    void recordUnstarted(
            Draft draft,
            JobEntry job,
            Trigger trigger,
            Instant due,
            String by,
            Outcome outcome,
            Moment now) {
        Run run =
                newRun(draft, job, trigger, due, by, now, new RunState.Ended(now.wall(), outcome));
        draft.addEnded(job, run);
        draft.over(job, run.id(), outcome);
        draft.state(job, job.state.withEnd(lastEnd(run, outcome, now.wall())));
    }

    /// Starts what may start now.
    void admit(Draft draft, Moment now) {
        for (RunEntry next = book.admission.next(); next != null; next = book.admission.next()) {
            int attempt = next.run.attempt();
            move(draft, next, new RunState.Starting(attempt, now.wall()), now);
            draft.act(new Action.Launch(next.run.id().attempt(attempt)));
        }
    }

    /// Takes note that the process of a starting run lives.
    void started(Draft draft, RunEntry entry, long pid, Instant at, Moment now) {
        Run run = entry.run;
        switch (run.state()) {
            case RunState.Starting starting ->
                    move(draft, entry, new RunState.Running(starting.attempt(), at, pid), now);
            case RunState.Stopping stopping when stopping.running().pid() == 0 -> {
                // The stop was asked for before there was a process to tell.
                RunState.Running running =
                        new RunState.Running(stopping.running().attempt(), at, pid);
                stopping(draft, entry, running, stopping.cause(), now);
            }
            case RunState.Stopping _,
                    RunState.Queued _,
                    RunState.Running _,
                    RunState.RetryWait _,
                    RunState.Ended _ -> {}
        }
    }

    /// Takes note that an attempt is over and decides what follows: another attempt or the end.
    void ended(Draft draft, RunEntry entry, AttemptEnd end, Moment now) {
        Run run = entry.run;
        Attempt attempt = attempt(entry, end);
        Outcome outcome = attempt.outcome();
        if (isToRestart(entry) && outcome instanceof Outcome.Killed) {
            requeue(draft, entry, end, now);
            return;
        }
        book.admission.leave(entry);
        Optional<Retries.Next> next =
                entry.job.removed
                        ? Optional.empty()
                        : retries.after(run, attempt, entry.job.policies);
        if (next.isPresent()) {
            Instant at = end.at().plus(next.get().pause());
            RunState wait = new RunState.RetryWait(attempt.number() + 1, at);
            draft.run(
                    entry,
                    next.get().isCounted()
                            ? run.withAttempt(attempt, wait)
                            : run.withUncounted(attempt, wait));
            book.setDeadline(entry, now);
        } else {
            end(draft, entry, run.withAttempt(attempt, new RunState.Ended(end.at(), outcome)));
        }
    }

    /// Lets a run wait for its turn again whose attempt a restart of the daemon has ended; that
    /// attempt uses up none of those it may have.
    void requeue(Draft draft, RunEntry entry, AttemptEnd end, Moment now) {
        Attempt attempt = attempt(entry, end);
        book.admission.leave(entry);
        RunState queued = new RunState.Queued(attempt.number() + 1);
        draft.run(entry, entry.run.withUncounted(attempt, queued));
        book.setDeadline(entry, now);
        book.giveTurns(entry.job);
    }

    private static boolean isToRestart(RunEntry entry) {
        return entry.run.state() instanceof RunState.Stopping stopping
                && stopping.cause() instanceof RunState.StopCause.Restart(boolean again)
                && again
                && !entry.job.removed;
    }

    /// Stops a run for a person: at once if it waits, by the stop sequence if it has a process.
    void stop(Draft draft, RunEntry entry, String by, Moment now) {
        stop(draft, entry, new RunState.StopCause.Person(by), new Outcome.Killed(by), now);
    }

    /// Keeps a run from its turn that has no process.
    void hold(Draft draft, RunEntry entry, RunState.Hold hold, Moment now) {
        book.admission.leave(entry);
        int attempt = entry.run.attempt();
        move(draft, entry, new RunState.Queued(attempt, Optional.of(hold)), now);
    }

    /// Lets a run wait for its turn that was held; it is ready from now on.
    void release(Draft draft, RunEntry entry, Moment now) {
        move(draft, entry, new RunState.Queued(entry.run.attempt()), now);
        book.giveTurns(entry.job);
    }

    /// Stops all runs of a job but one, which takes their place.
    void replaceOthers(Draft draft, JobEntry job, RunId by, Moment now) {
        RunState.StopCause.Replaced cause = new RunState.StopCause.Replaced(by.number());
        for (RunEntry entry : List.copyOf(job.active)) {
            if (!entry.run.id().equals(by)) {
                Outcome waiting =
                        entry.run.attempts().isEmpty()
                                ? new Outcome.Skipped("overlap: replaced by run " + by.number())
                                : new Outcome.Killed(cause.stoppedBy());
                stop(draft, entry, cause, waiting, now);
            }
        }
    }

    /// @param waiting how it ends if it has no process
    private void stop(
            Draft draft, RunEntry entry, RunState.StopCause cause, Outcome waiting, Moment now) {
        Run run = entry.run;
        switch (run.state()) {
            case RunState.Queued _, RunState.RetryWait _ -> {
                book.admission.leave(entry);
                end(draft, entry, run.withState(new RunState.Ended(now.wall(), waiting)));
            }
            case RunState.Starting starting -> {
                RunState.Running awaited =
                        new RunState.Running(starting.attempt(), starting.since(), 0);
                move(draft, entry, new RunState.Stopping(awaited, cause, now.wall()), now);
            }
            case RunState.Running running -> stopping(draft, entry, running, cause, now);
            case RunState.Stopping _ -> takeOver(draft, entry, cause);
            case RunState.Ended _ -> {}
        }
    }

    /// Ends all processes of a run at once, without the grace of the stop sequence.
    void kill(Draft draft, RunEntry entry, String by, Moment now) {
        RunState.StopCause cause = new RunState.StopCause.Person(by);
        if (entry.run.state() instanceof RunState.Running running) {
            draft.run(
                    entry,
                    entry.run.withState(
                            new RunState.Stopping(
                                    running.continued(now.wall()), cause, now.wall())));
        } else {
            takeOver(draft, entry, cause);
        }
        book.deadlines.remove(entry);
        draft.act(new Action.Kill(currentAttempt(entry)));
    }

    /// Carries out what a run has come to the time of.
    void deadline(Draft draft, RunEntry entry, Limit.Kind limit, Moment now) {
        Run run = entry.run;
        switch (limit) {
            case RETRY -> {
                move(draft, entry, new RunState.Queued(run.attempt()), now);
                book.giveTurns(entry.job);
            }
            case GRACE -> draft.act(new Action.Kill(currentAttempt(entry)));
            case SLOW -> {
                if (run.state() instanceof RunState.Running running) {
                    move(draft, entry, running.slow(), now);
                }
            }
            case TIMEOUT, DEADLINE ->
                    stop(
                            draft,
                            entry,
                            new RunState.StopCause.Timeout(),
                            new Outcome.TimedOut(),
                            now);
            case START_WITHIN -> {
                Outcome dropped = new Outcome.Skipped("not started in time");
                stop(draft, entry, new RunState.StopCause.Timeout(), dropped, now);
            }
        }
    }

    /// Begins the stop sequence of a process.
    void stopping(
            Draft draft,
            RunEntry entry,
            RunState.Running running,
            RunState.StopCause cause,
            Moment now) {
        RunState.Running last = running.continued(now.wall());
        move(draft, entry, new RunState.Stopping(last, cause, now.wall()), now);
        Signal signal = entry.job.policies.stop().signal();
        draft.act(new Action.Stop(currentAttempt(entry), signal));
    }

    /// What is stopped for a person or a newer run is not tried again, and a person's word counts
    /// more than a rule.
    private static void takeOver(Draft draft, RunEntry entry, RunState.StopCause cause) {
        if (entry.run.state() instanceof RunState.Stopping stopping
                && yields(stopping.cause(), cause)) {
            RunState other = new RunState.Stopping(stopping.running(), cause, stopping.since());
            draft.run(entry, entry.run.withState(other));
        }
    }

    private static boolean yields(RunState.StopCause present, RunState.StopCause other) {
        return switch (present) {
            case RunState.StopCause.Timeout _, RunState.StopCause.Restart _ -> true;
            case RunState.StopCause.Replaced _ -> other instanceof RunState.StopCause.Person;
            case RunState.StopCause.Person _ -> false;
        };
    }

    /// Moves a run to another state, with the deadline that has.
    void move(Draft draft, RunEntry entry, RunState state, Moment now) {
        draft.run(entry, entry.run.withState(state));
        book.setDeadline(entry, now);
    }

    private void end(Draft draft, RunEntry entry, Run ended) {
        JobEntry job = entry.job;
        draft.run(entry, ended);
        book.deadlines.remove(entry);
        job.active.remove(entry);
        RunState.Ended over = (RunState.Ended) ended.state();
        JobState state = job.state.withEnd(lastEnd(ended, over.outcome(), over.at()));
        if (job.schedule instanceof Schedule.FixedDelay && job.active.isEmpty()) {
            state = state.withNextDue(book.nextDue(job, over.at()));
        }
        draft.state(job, pausedIfTooMany(job, state, over.outcome()));
        book.queueDue(job);
        book.giveTurns(job);
        book.dropIfGone(job);
        draft.over(job, ended.id(), over.outcome());
    }

    /// Pauses a schedule that has fired in vain too often; a job that is never due again has none.
    private static JobState pausedIfTooMany(JobEntry job, JobState state, Outcome outcome) {
        boolean isUnforeseen =
                job.schedule instanceof Schedule.Start || job.schedule instanceof Schedule.After;
        boolean isToPause =
                outcome.isFailure()
                        && !state.paused()
                        && (state.nextDue().isPresent() || (isUnforeseen && job.runsLeft() > 0))
                        && job.policies.failure().isTooMany(state.failures());
        return isToPause ? state.withPause(Pause.afterFailures(state.failures())) : state;
    }

    private Run newRun(
            Draft draft,
            JobEntry job,
            Trigger trigger,
            Instant due,
            String by,
            Moment now,
            RunState state) {
        draft.state(job, job.state.withRunAdded());
        return new Run(
                new RunId(job.id, job.state.lastRun()),
                trigger,
                by,
                due,
                now.wall(),
                job.policies.retry().attemptsMax(),
                List.of(),
                state);
    }

    private static JobState.LastEnd lastEnd(Run run, Outcome outcome, Instant at) {
        Optional<Instant> startedAt =
                run.attempts().isEmpty() ? Optional.empty() : run.attempts().getLast().startedAt();
        return new JobState.LastEnd(run.id().number(), outcome, startedAt, at);
    }

    private static Attempt attempt(RunEntry entry, AttemptEnd end) {
        Run run = entry.run;
        Outcome natural = entry.job.policies.failure().judge(end.natural());
        return new Attempt(
                run.attempt(),
                startedAt(run.state()).or(end::startedAt),
                end.at(),
                outcomeOf(run.state(), natural),
                end.usage());
    }

    private static AttemptId currentAttempt(RunEntry entry) {
        return entry.run.id().attempt(entry.run.attempt());
    }

    /// A stopped process ended because it was stopped, whatever it made of the signal.
    private static Outcome outcomeOf(RunState state, Outcome natural) {
        if (state instanceof RunState.Stopping stopping
                && !(natural instanceof Outcome.NotStarted)) {
            return switch (stopping.cause()) {
                case RunState.StopCause.Timeout _ -> new Outcome.TimedOut();
                case RunState.StopCause.Person person -> new Outcome.Killed(person.by());
                case RunState.StopCause.Restart _ -> new Outcome.Killed(OnRestart.STOPPED_BY);
                case RunState.StopCause.Replaced it -> new Outcome.Killed(it.stoppedBy());
            };
        }
        return natural;
    }

    private static Optional<Instant> startedAt(RunState state) {
        return switch (state) {
            case RunState.Running running -> Optional.of(running.startedAt());
            case RunState.Stopping stopping ->
                    stopping.running().pid() == 0
                            ? Optional.empty()
                            : Optional.of(stopping.running().startedAt());
            case RunState.Queued _, RunState.Starting _, RunState.RetryWait _, RunState.Ended _ ->
                    Optional.empty();
        };
    }
}
