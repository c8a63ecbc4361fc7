package dev.jobd.tui.state;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When the daemon is asked for the list.
///
/// @param number of the newest question; an answer to an older one is not wanted any more
/// @param askedAt when the question went out, null when none is waiting for its answer
/// @param due when to ask next
public record Poll(int number, @Nullable Instant askedAt, Instant due) {

    /// A daemon that says nothing for so long counts as lost.
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final long[] BACKOFF_MS = {250, 500, 1000, 2000, 4000, 5000};

    Poll asked(Instant now) {
        return new Poll(number + 1, now, due);
    }

    Poll answered(Instant nextDue) {
        return new Poll(number, null, nextDue);
    }

    /// Ask again soon, later and later: 0.25 s after the first failure, never more than 5 s.
    Poll failed(int failures, Instant now) {
        int step = Math.clamp(failures - 1, 0, BACKOFF_MS.length - 1);
        return new Poll(number, null, now.plusMillis(BACKOFF_MS[step]));
    }

    Poll dueAt(Instant when) {
        return new Poll(number, askedAt, when);
    }

    boolean isDue(Instant now) {
        return askedAt == null && !now.isBefore(due);
    }

    boolean isOverdue(Instant now) {
        return askedAt != null && !now.isBefore(askedAt.plus(PATIENCE));
    }

    /// When the next thing about it happens: asking, or giving up.
    Instant deadline() {
        return askedAt == null ? due : askedAt.plus(PATIENCE);
    }
}
