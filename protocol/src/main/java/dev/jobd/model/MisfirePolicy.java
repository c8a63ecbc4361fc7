package dev.jobd.model;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What becomes of due times that were missed because the daemon was down, the machine asleep or
/// the clock stepped.
///
/// @param kind how many of them are caught up
/// @param window what was missed longer ago is recorded and not run
public record MisfirePolicy(Kind kind, Duration window) {
    /// Later than this is a miss; less is only late.
    public static final Duration LATE = Duration.ofSeconds(60);

    /// The most that [Kind#ALL] catches up.
    public static final int RUNS_MAX = 100;

    /// What a job has that says nothing.
    public static final MisfirePolicy DEFAULT = new MisfirePolicy(Kind.ONCE, Duration.ofHours(24));

    /// How many of the missed times are caught up.
    public enum Kind {
        /// One run for any number of them.
        ONCE,
        /// None.
        SKIP,
        /// Each, the newest hundred at most, oldest first.
        ALL;

        /// Returns the word for it in the protocol and on command lines.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Returns the one with this word.
        public static Optional<Kind> parse(String word) {
            return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
        }
    }

    public MisfirePolicy {
        if (window.isNegative()) {
            throw new IllegalArgumentException("a catch-up window is not negative");
        }
    }
}
