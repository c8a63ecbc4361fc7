package dev.jobd.model;

import java.time.Instant;
import java.util.Optional;

/// Why and how long the schedule of a job is paused.
///
/// @param reason empty text: a person wanted it
/// @param until when it resumes by itself; empty: never
public record Pause(String reason, Optional<Instant> until) {
    /// By a person, until a person ends it.
    public static final Pause BY_HAND = byHand(Optional.empty());

    /// By a person.
    ///
    /// @param until when it ends by itself; empty: a person ends it
    public static Pause byHand(Optional<Instant> until) {
        return new Pause("", until);
    }

    /// Returns one that follows from so many failed runs in a row.
    public static Pause afterFailures(int runs) {
        String what = runs == 1 ? "1 failed run" : runs + " failed runs in a row";
        return new Pause(what, Optional.empty());
    }

    /// Returns why what falls due in it is skipped.
    public String skipReason() {
        return reason.isEmpty() ? "paused" : "paused: " + reason;
    }
}
