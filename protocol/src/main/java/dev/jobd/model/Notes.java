package dev.jobd.model;

import java.util.Optional;

/// What is kept with a job and changes nothing about its runs.
///
/// @param description what it is for, in words of people; empty if nobody said
/// @param origin what made it and keeps it as it is, such as a set of files; empty: people do
public record Notes(Optional<String> description, Optional<String> origin) {
    /// How many characters a description has at most.
    public static final int DESCRIPTION_MAX = 1000;

    /// What a job has that says nothing.
    public static final Notes NONE = new Notes(Optional.empty(), Optional.empty());

    public Notes {
        if (description.map(String::isBlank).orElse(false)) {
            throw new IllegalArgumentException("a description is not blank");
        }
    }
}
