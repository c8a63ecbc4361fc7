package dev.jobd.model;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Words quoted so that a POSIX shell reads them back as they are.
public final class ShellWords {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWords() {}

    /// Returns the words of a line as a POSIX shell reads them, without what a shell does beyond:
    /// variables, patterns, pipes and redirections have to be quoted.
    ///
    /// @throws IllegalArgumentException with a sentence about what is wrong
    public static List<String> split(String line) {
        return new ShellLine(line).words();
    }

    /// Returns the words on one line, each quoted where it needs to be.
    public static String join(List<String> words) {
        return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    }

    /// Returns the word as it is, or in single quotes if a shell would read it otherwise.
    public static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
