package dev.jobd.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Where a run stands. Each state holds the data that exist in it and no other.
public sealed interface RunState {

    /// It may start as soon as its job and its group let it, and nobody holds it.
    ///
    /// @param attempt the attempt that is to start, counted from 1
    /// @param hold what keeps it from its turn, whatever is free
    record Queued(int attempt, Optional<Hold> hold) implements RunState {
        /// It may start.
        public Queued(int attempt) {
            this(attempt, Optional.empty());
        }

        /// Tells whether somebody holds it.
        public boolean isHeld() {
            return hold.isPresent();
        }
    }

    /// Somebody keeps a run back until it is released.
    record Hold(String by, Instant since) {}

    /// Its process is being made; recorded before it is.
    ///
    /// @param attempt the attempt, counted from 1
    /// @param since when it was decided
    record Starting(int attempt, Instant since) implements RunState {}

    /// Its process lives.
    ///
    /// @param attempt the attempt, counted from 1
    /// @param startedAt when the process was made
    /// @param pid the process and its group
    /// @param isSlow whether it has run longer than its job said is usual
    /// @param suspension what keeps its processes from going on
    /// @param stood for how long earlier ones did, all together
    record Running(
            int attempt,
            Instant startedAt,
            long pid,
            boolean isSlow,
            Optional<Suspension> suspension,
            Duration stood)
            implements RunState {
        /// It has just been made.
        public Running(int attempt, Instant startedAt, long pid) {
            this(attempt, startedAt, pid, false, Optional.empty(), Duration.ZERO);
        }

        /// Returns it once it has run longer than is usual.
        public Running slow() {
            return new Running(attempt, startedAt, pid, true, suspension, stood);
        }

        /// Returns it with its processes stopped.
        public Running suspended(Suspension by) {
            return new Running(attempt, startedAt, pid, isSlow, Optional.of(by), stood);
        }

        /// Returns it with its processes going on, if they were stopped.
        ///
        /// @param at now; time that went backwards meanwhile counts as none
        public Running continued(Instant at) {
            return new Running(attempt, startedAt, pid, isSlow, Optional.empty(), stoodAt(at));
        }

        /// Tells whether its processes are stopped.
        public boolean isSuspended() {
            return suspension.isPresent();
        }

        /// Returns for how long its processes have been stopped, all together.
        ///
        /// @param now time that went backwards since they were counts as none
        public Duration stoodAt(Instant now) {
            return suspension
                    .map(it -> Duration.between(it.since(), now))
                    .filter(it -> !it.isNegative())
                    .map(stood::plus)
                    .orElse(stood);
        }
    }

    /// Somebody has stopped the processes of a run until they are continued.
    record Suspension(String by, Instant since) {}

    /// Its process has been told to end.
    ///
    /// @param running what it was
    /// @param cause why
    /// @param since when
    record Stopping(Running running, StopCause cause, Instant since) implements RunState {}

    /// The last attempt failed and the next one has its time.
    ///
    /// @param attempt the attempt that comes next, counted from 1
    /// @param at when
    record RetryWait(int attempt, Instant at) implements RunState {}

    /// It is over.
    record Ended(Instant at, Outcome outcome) implements RunState {}

    /// Why a process was told to end.
    sealed interface StopCause {
        /// It ran longer than its timeout.
        record Timeout() implements StopCause {}

        /// A person asked for it.
        record Person(String by) implements StopCause {}

        /// It outlived the daemon that started it, and its job does not want that.
        ///
        /// @param again whether another attempt follows
        record Restart(boolean again) implements StopCause {}

        /// A newer run of its job takes its place.
        ///
        /// @param by the number of that run
        record Replaced(long by) implements StopCause {
            /// Returns what is named instead of a person.
            public String stoppedBy() {
                return "overlap: run " + by;
            }
        }
    }

    /// Tells whether the run takes one of its group's slots.
    default boolean takesSlot() {
        return switch (this) {
            case Starting _, Running _, Stopping _ -> true;
            case Queued _, RetryWait _, Ended _ -> false;
        };
    }

    /// Returns the word for it in the protocol, in lists and in documents.
    default String word() {
        return switch (this) {
            case Queued _ -> "queued";
            case Starting _ -> "starting";
            case Running running -> running.isSuspended() ? "suspended" : "running";
            case Stopping _ -> "stopping";
            case RetryWait _ -> "retry-wait";
            case Ended ended -> ended.outcome().word();
        };
    }
}
