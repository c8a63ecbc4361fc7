package dev.jobd.model;

import java.util.List;

/// What a job runs.
public sealed interface Command {

    /// A program and its arguments; no shell is involved.
    ///
    /// @param arguments the program first; at least one element, none with a NUL character
    record Argv(List<String> arguments) implements Command {
        public Argv {
            arguments = List.copyOf(arguments);
            if (arguments.isEmpty() || arguments.getFirst().isEmpty()) {
                throw new IllegalArgumentException("a command names a program");
            }
            arguments.forEach(Command::requireNoNul);
        }
    }

    /// One line for `/bin/sh -c`, without a NUL character.
    record Shell(String line) implements Command {
        public Shell {
            if (line.isBlank()) {
                throw new IllegalArgumentException("a shell line is not blank");
            }
            requireNoNul(line);
        }
    }

    /// Returns the word a job without a name is named after: the last part of the program's path.
    default String program() {
        String word =
                switch (this) {
                    case Argv argv -> argv.arguments().getFirst();
                    case Shell shell -> shell.line().strip().split("\\s+", 2)[0];
                };
        return word.substring(word.lastIndexOf('/') + 1);
    }

    /// Returns the command on one line, for people to read: arguments with other than plain
    /// characters stand in single quotes as a shell would need them.
    default String text() {
        return switch (this) {
            case Argv argv -> ShellWords.join(argv.arguments());
            case Shell shell -> shell.line();
        };
    }

    /// Returns how many characters it has.
    default long length() {
        return switch (this) {
            case Argv argv -> argv.arguments().stream().mapToLong(String::length).sum();
            case Shell shell -> shell.line().length();
        };
    }

    private static void requireNoNul(String word) {
        if (word.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a command holds no NUL character");
        }
    }
}
