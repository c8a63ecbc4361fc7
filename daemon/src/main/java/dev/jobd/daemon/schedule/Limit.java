package dev.jobd.daemon.schedule;

import dev.jobd.model.Limits;
import dev.jobd.model.Policies;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A time at which something is to be done about a run unless it has moved on by then.
///
/// @param kind what
/// @param since from when the time counts
/// @param time how long
record Limit(Kind kind, Instant since, Duration time) {
    /// What is to be done.
    enum Kind {
        /// The pause before the next attempt is over.
        RETRY,
        /// The attempt has run too long.
        TIMEOUT,
        /// The attempt has run so long that somebody wants to know.
        SLOW,
        /// It was told to end and has not.
        GRACE,
        /// The whole run has taken too long.
        DEADLINE,
        /// It should have started by now.
        START_WITHIN
    }

    /// Returns those of a run as it is.
    static List<Limit> of(Run run, Policies policies) {
        Limits limits = policies.limits();
        List<Limit> all = new ArrayList<>(2);
        switch (run.state()) {
            case RunState.Queued _ -> {
                if (run.attempts().isEmpty()) {
                    add(all, Kind.START_WITHIN, run.dueAt(), limits.startWithin());
                }
                add(all, Kind.DEADLINE, run.dueAt(), limits.deadline());
            }
            case RunState.Running running -> {
                Instant since = running.startedAt().plus(running.stood());
                if (!running.isSuspended()) {
                    add(all, Kind.TIMEOUT, since, limits.timeout());
                }
                add(all, Kind.DEADLINE, run.dueAt(), limits.deadline());
                if (!running.isSlow() && !running.isSuspended()) {
                    add(all, Kind.SLOW, since, limits.warnAfter());
                }
            }
            case RunState.Stopping stopping -> {
                if (stopping.running().pid() != 0) {
                    all.add(new Limit(Kind.GRACE, stopping.since(), policies.stop().grace()));
                }
            }
            case RunState.RetryWait wait -> {
                Duration longest = Retries.longestPause(run, policies);
                all.add(new Limit(Kind.RETRY, wait.at().minus(longest), longest));
                add(all, Kind.DEADLINE, run.dueAt(), limits.deadline());
            }
            case RunState.Starting _, RunState.Ended _ -> {}
        }
        return all;
    }

    private static void add(List<Limit> all, Kind kind, Instant since, Optional<Duration> time) {
        time.ifPresent(it -> all.add(new Limit(kind, since, it)));
    }
}
