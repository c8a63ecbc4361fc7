package dev.jobd.daemon.process;

import java.time.Instant;

/// What became of an attempt while no daemon watched it.
public sealed interface Recovered {

    /// Its command never ran; nothing is left of it and it may be started.
    record NeverStarted() implements Recovered {}

    /// It runs, and is watched from now on.
    record Running(long pid, Instant startedAt) implements Recovered {}

    /// It ended, and how is known.
    record Ended(Exit exit, Instant startedAt, Instant endedAt) implements Recovered {}

    /// It ran and is gone, and how it ended cannot be known.
    ///
    /// @param reason what is known
    record Lost(String reason) implements Recovered {}
}
