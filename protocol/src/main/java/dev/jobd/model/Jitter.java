package dev.jobd.model;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What chance makes of the pause before a retry.
public enum Jitter {
    /// It stays as it is.
    NONE,
    /// Any length up to it, each as likely, so that those who failed together do not return
    /// together.
    FULL;

    /// Returns the word for it in the protocol and on command lines.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Returns the one with this word.
    public static Optional<Jitter> parse(String word) {
        return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
    }

    /// Returns a pause of at most that length.
    Duration of(Duration pause, RandomGenerator random) {
        return switch (this) {
            case NONE -> pause;
            case FULL -> Duration.ofMillis(random.nextLong(pause.toMillis() + 1));
        };
    }
}
