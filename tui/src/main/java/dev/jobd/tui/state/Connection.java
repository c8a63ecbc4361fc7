package dev.jobd.tui.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How things stand with the daemon.
public sealed interface Connection {

    /// No answer yet since the start.
    record Connecting() implements Connection {}

    /// The daemon is there and is telling for the first time which jobs there are.
    record Loading() implements Connection {}

    /// Everything is known up to now, and what changes is told at once.
    record Live() implements Connection {}

    /// No connection; the data on the screen is old.
    ///
    /// @param since when it was lost
    /// @param dataAt when the data on the screen was right, null when there is none
    /// @param reason the cause in words
    /// @param failures how many attempts failed since then
    record Lost(Instant since, @Nullable Instant dataAt, String reason, int failures)
            implements Connection {}
}
