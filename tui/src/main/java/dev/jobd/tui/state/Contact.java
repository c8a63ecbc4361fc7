package dev.jobd.tui.state;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When the daemon is looked for while it is lost, and asked for a sign of life while it is not.
///
/// @param number of the newest attempt or question; what an older one brings about does not count
/// @param attempt the newest attempt that has not failed, 0 when there is none
/// @param askedAt when it last went out or brought something, null when nothing is waited for
/// @param due when the next one goes out
public record Contact(int number, int attempt, @Nullable Instant askedAt, Instant due) {

    /// A daemon that says nothing for so long counts as lost.
    static final Duration PATIENCE = Duration.ofSeconds(3);

    /// How long it may be silent before it is asked. The socket tells at once when it ends; this is
    /// for one that is there and hangs.
    static final Duration PULSE = Duration.ofSeconds(5);

    private static final long[] BACKOFF_MS = {250, 500, 1000, 2000, 4000, 5000};

    /// A sign of life is asked for.
    Contact asked(Instant now) {
        return new Contact(number + 1, attempt, now, due);
    }

    /// An attempt to find it is made.
    Contact attempted(Instant now) {
        return new Contact(number + 1, number + 1, now, due);
    }

    /// It lives; it is asked again after a while.
    Contact answered(Instant now) {
        return new Contact(number, attempt, null, now.plus(PULSE));
    }

    /// It is at it: what was asked for has not all come yet.
    Contact heard(Instant now) {
        return askedAt == null ? this : new Contact(number, attempt, now, due);
    }

    /// Look for it soon, later and later: 0.25 s after the first failure, never more than 5 s.
    Contact failed(int failures, Instant now) {
        int step = Math.clamp(failures - 1, 0, BACKOFF_MS.length - 1);
        return new Contact(number, 0, null, now.plusMillis(BACKOFF_MS[step]));
    }

    Contact dueAt(Instant when) {
        return new Contact(number, attempt, askedAt, when);
    }

    /// Whether what fails under a number means that the daemon is lost.
    boolean dependsOn(int question) {
        return question == attempt || isWaitingFor(question);
    }

    boolean isWaitingFor(int question) {
        return askedAt != null && question == number;
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
