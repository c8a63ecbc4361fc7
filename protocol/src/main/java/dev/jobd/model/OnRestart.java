package dev.jobd.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What becomes of a process that runs on when its daemon has ended, once the next daemon is there.
public enum OnRestart {
    /// It goes on, and the daemon takes care of it as before.
    ADOPT,
    /// It is stopped, and the run has ended.
    KILL,
    /// It is stopped, and the run starts again with another attempt.
    REQUEUE;

    /// What is named instead of a person where a restart of the daemon stopped a process.
    public static final String STOPPED_BY = "daemon restart";

    /// Returns the word for it in the protocol and on command lines.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Returns the one with this word.
    public static Optional<OnRestart> parse(String word) {
        return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
    }
}
