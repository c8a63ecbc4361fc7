package dev.jobd.tui.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A run that has not ended.
///
/// @param run its number within the job
/// @param attempt the newest attempt's number within the run
/// @param due when it was due, null when that is not known
/// @param started when that attempt started, null before it has
/// @param pid its process, 0 before it has one
/// @param waitsFor what keeps it from starting, empty when nothing does
public record ActiveRun(
        long run,
        int attempt,
        @Nullable Instant due,
        @Nullable Instant started,
        long pid,
        String waitsFor) {

    /// Returns what keeps it from starting in a few words, empty when nothing does.
    public String waiting() {
        return switch (waitsFor) {
            case "" -> "";
            case "hold" -> "held until its release";
            default -> "waits for a " + waitsFor;
        };
    }
}
