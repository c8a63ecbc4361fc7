package dev.jobd.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// One process of a run, after its end.
///
/// @param number counted from 1 within the run
/// @param startedAt when its process was made; empty if none was
/// @param endedAt when it ended
/// @param outcome how
/// @param usage what it used; nothing is known of a process that ended unseen
public record Attempt(
        int number, Optional<Instant> startedAt, Instant endedAt, Outcome outcome, Usage usage) {

    /// What a process and its children used.
    ///
    /// @param cpu user and system time; empty if unknown
    /// @param peakMemoryBytes the largest resident set; empty if unknown
    public record Usage(Optional<Duration> cpu, OptionalLong peakMemoryBytes) {
        /// Nothing is known.
        public static final Usage UNKNOWN = new Usage(Optional.empty(), OptionalLong.empty());
    }
}
