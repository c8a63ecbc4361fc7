package dev.jobd.daemon.server.handler;

import dev.jobd.model.Outcome;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import dev.jobd.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The arguments of `runs` that choose among them; all must hold.
///
/// @param states any of these; none for any state
/// @param failed only those that failed
/// @param since only those queued then or later
record RunFilter(List<String> states, boolean failed, Optional<Instant> since) {

    static RunFilter of(Json.Obj args) {
        return new RunFilter(args.texts("state"), args.flag("failed"), args.findInstant("since"));
    }

    boolean takes(Run run) {
        return (states.isEmpty() || states.contains(run.state().word()))
                && (!failed || hasFailed(run))
                && (since.isEmpty() || !run.queuedAt().isBefore(since.get()));
    }

    /// Tells whether this run, and thus every older one, came before the time asked for.
    boolean isOver(Run run) {
        return since.isPresent()
                && switch (run.state()) {
                    case RunState.Ended(Instant at, Outcome _) -> at.isBefore(since.get());
                    case RunState.Queued _,
                            RunState.Starting _,
                            RunState.Running _,
                            RunState.Stopping _,
                            RunState.RetryWait _ ->
                            false;
                };
    }

    private static boolean hasFailed(Run run) {
        return run.state() instanceof RunState.Ended(Instant _, Outcome outcome)
                && isFailed(outcome);
    }

    /// Tells whether a run that so ended neither succeeded nor was skipped.
    static boolean isFailed(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed _,
                    Outcome.Signalled _,
                    Outcome.TimedOut _,
                    Outcome.Killed _,
                    Outcome.NotStarted _,
                    Outcome.Lost _ ->
                    true;
            case Outcome.Succeeded _, Outcome.ParentFailed _, Outcome.Skipped _, Outcome.Missed _ ->
                    false;
        };
    }
}
