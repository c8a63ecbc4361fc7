package dev.jobd.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What happens when a job is due while runs of it are active.
public sealed interface OverlapPolicy {
    /// The most runs that may wait or be active.
    int RUNS_MAX = 1000;

    /// What it is, for messages.
    String RULE = "skip, queue, queue-all:N, replace or allow:N with N from 1 to " + RUNS_MAX;

    /// The new one is skipped.
    record Skip() implements OverlapPolicy {}

    /// The new one waits for the active one; while one waits, others are skipped.
    record Queue() implements OverlapPolicy {}

    /// The new one waits for those before it.
    ///
    /// @param waitingMax while so many wait, others are skipped
    record QueueAll(int waitingMax) implements OverlapPolicy {
        public QueueAll {
            requireRuns(waitingMax);
        }
    }

    /// The active ones are stopped, and then the new one starts.
    record Replace() implements OverlapPolicy {}

    /// The new one runs beside the active ones.
    ///
    /// @param activeMax while so many are active, others are skipped
    record Allow(int activeMax) implements OverlapPolicy {
        public Allow {
            requireRuns(activeMax);
        }
    }

    /// Returns how many runs of the job may have a process, or wait for one, at the same time.
    default int width() {
        return this instanceof Allow(int activeMax) ? activeMax : 1;
    }

    /// Returns it as [#parse] reads it.
    default String text() {
        return switch (this) {
            case Skip() -> "skip";
            case Queue() -> "queue";
            case QueueAll(int waitingMax) -> "queue-all:" + waitingMax;
            case Replace() -> "replace";
            case Allow(int activeMax) -> "allow:" + activeMax;
        };
    }

    /// Reads `skip`, `queue`, `queue-all:N`, `replace` or `allow:N`.
    ///
    /// @throws IllegalArgumentException with a sentence if it is none
    static OverlapPolicy parse(String text) {
        Matcher match = Pattern.compile("([a-z-]+)(?::(\\d{1,4}))?").matcher(text);
        if (!match.matches()) {
            throw wrong(text);
        }
        boolean isCounted = match.group(2) != null;
        int count = isCounted ? Integer.parseInt(match.group(2)) : 0;
        if (isCounted && (count < 1 || count > RUNS_MAX)) {
            throw wrong(text);
        }
        return switch (match.group(1) + (isCounted ? ":" : "")) {
            case "skip" -> new Skip();
            case "queue" -> new Queue();
            case "queue-all:" -> new QueueAll(count);
            case "replace" -> new Replace();
            case "allow:" -> new Allow(count);
            default -> throw wrong(text);
        };
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("'" + text + "' is not " + RULE);
    }

    private static void requireRuns(int runs) {
        if (runs < 1 || runs > RUNS_MAX) {
            throw new IllegalArgumentException("runs of a job are 1 to " + RUNS_MAX);
        }
    }
}
