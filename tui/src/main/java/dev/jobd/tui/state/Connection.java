package dev.jobd.tui.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How things stand with the daemon.
public sealed interface Connection {

    /// No answer yet since the start.
    record Connecting() implements Connection {}

    /// The newest question was answered.
    record Live() implements Connection {}

    /// No answer; the data on the screen is old.
    ///
    /// @param since when the first question failed
    /// @param dataAt when the data on the screen came, null when there is none
    /// @param reason the cause in words
    /// @param failures how many questions failed since then
    record Lost(Instant since, @Nullable Instant dataAt, String reason, int failures)
            implements Connection {}
}
