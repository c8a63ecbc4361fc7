package dev.jobd.tui.state;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a job's newest ended run went.
///
/// @param outcome the daemon's word, `succeeded`, `timed-out`
/// @param exit the exit code, null when no process exited by itself
public record LastRun(
        long run,
        String outcome,
        @Nullable Integer exit,
        @Nullable Instant ended,
        @Nullable Duration took) {

    /// Whether the run ended in a way that asks for attention.
    public boolean isBad() {
        return RunRow.isFailure(outcome);
    }

    public boolean isGood() {
        return outcome.equals("succeeded");
    }
}
