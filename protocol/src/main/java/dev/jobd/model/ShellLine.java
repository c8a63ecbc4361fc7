package dev.jobd.model;

import java.util.ArrayList;
import java.util.List;

/// A line of shell being read into words.
final class ShellLine {
    /// What has a meaning in a shell that is not given to it here.
    private static final String SPECIAL = "|&;<>()$`*?[{~#";

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean isInWord;
    private int at;

    ShellLine(String line) {
        this.line = line;
    }

    List<String> words() {
        while (at < line.length()) {
            char c = line.charAt(at++);
            switch (c) {
                case ' ', '\t' -> end();
                case '\'' -> single();
                case '"' -> twice();
                case '\\' -> escaped();
                default -> plain(c);
            }
        }
        end();
        return words;
    }

    private void plain(char c) {
        // These mean something only where a word begins.
        boolean isHarmless = isInWord && (c == '~' || c == '#');
        if (SPECIAL.indexOf(c) >= 0 && !isHarmless) {
            throw new IllegalArgumentException(
                    "'" + c + "' has to be quoted, or the whole given to a shell: sh -c '…'");
        }
        put(c);
    }

    private void single() {
        int end = line.indexOf('\'', at);
        if (end < 0) {
            throw new IllegalArgumentException("a ' is opened and not closed");
        }
        isInWord = true;
        word.append(line, at, end);
        at = end + 1;
    }

    private void twice() {
        isInWord = true;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"') {
                return;
            }
            if (c == '$' || c == '`') {
                throw new IllegalArgumentException(
                        "'"
                                + c
                                + "' has to stand in single quotes, or the whole be given to a"
                                + " shell: sh -c '…'");
            }
            boolean escapes =
                    c == '\\' && at < line.length() && "$`\"\\".indexOf(line.charAt(at)) >= 0;
            word.append(escapes ? line.charAt(at++) : c);
        }
        throw new IllegalArgumentException("a \" is opened and not closed");
    }

    private void escaped() {
        if (at == line.length()) {
            throw new IllegalArgumentException("a \\ stands at the end");
        }
        put(line.charAt(at++));
    }

    private void put(char c) {
        isInWord = true;
        word.append(c);
    }

    private void end() {
        if (isInWord) {
            words.add(word.toString());
        }
        word.setLength(0);
        isInWord = false;
    }
}
