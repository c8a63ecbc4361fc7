package dev.jobd.model;

import java.util.OptionalInt;

/// What is set for the whole daemon, and stored.
///
/// @param runsMax how many runs may have a process at once, over all groups and whatever their
///   weight; empty: as many as the daemon was started for
public record Settings(OptionalInt runsMax) {
    /// What a new store has.
    public static final Settings DEFAULT = new Settings(OptionalInt.empty());

    public Settings {
        if (runsMax.isPresent() && runsMax.getAsInt() < 1) {
            throw new IllegalArgumentException("at least 1 run may have a process");
        }
    }
}
