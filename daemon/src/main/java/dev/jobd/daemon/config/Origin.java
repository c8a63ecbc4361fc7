package dev.jobd.daemon.config;

import java.nio.file.Path;

/// Where a value comes from. What is declared first goes before what comes later.
public sealed interface Origin {

    /// An option of the command line.
    record Option(String word) implements Origin {}

    /// A variable of the environment.
    record Variable(String name) implements Origin {}

    /// A place in a file, counted from 1.
    record InFile(Path file, int line, int column) implements Origin {}

    /// Nobody said anything.
    record Standard() implements Origin {}

    /// Returns it in words.
    default String text() {
        return switch (this) {
            case Option(String word) -> "option " + word;
            case Variable(String name) -> "environment " + name;
            case InFile(Path file, int line, int column) -> file + ":" + line + ":" + column;
            case Standard _ -> "default";
        };
    }
}
