package dev.jobd.tui;

import dev.jobd.model.ShellWords;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads a line of words as a shell would: blanks part them, quotes and backslashes keep together;
/// nothing is replaced.
final class Words {

    private static final Pattern PLAIN = Pattern.compile("[^\\s'\"\\\\]+");

    private final String line;
    private int at;

    private Words(String line) {
        this.line = line;
    }

    /// The words.
    ///
    /// @throws IllegalArgumentException if a quote is not closed
    static List<String> split(String line) {
        return new Words(line).all();
    }

    /// The line of which [#split] makes the words.
    static String join(List<String> words) {
        return ShellWords.join(words);
    }

    /// The same with as few quotes as [#split] needs.
    static String joinPlainly(List<String> words) {
        return words.stream()
                .map(word -> PLAIN.matcher(word).matches() ? word : ShellWords.quote(word))
                .collect(Collectors.joining(" "));
    }

    private List<String> all() {
        List<String> words = new ArrayList<>();
        while (true) {
            while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
                at++;
            }
            if (at == line.length()) {
                return words;
            }
            words.add(word());
        }
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
            char next = line.charAt(at++);
            switch (next) {
                case '\'' -> {
                    int end = closing('\'');
                    word.append(line, at, end);
                    at = end + 1;
                }
                case '"' -> quoted(word);
                case '\\' -> {
                    if (at < line.length()) {
                        word.append(line.charAt(at++));
                    }
                }
                default -> word.append(next);
            }
        }
        return word.toString();
    }

    private void quoted(StringBuilder word) {
        while (at < line.length() && line.charAt(at) != '"') {
            boolean escapes =
                    line.charAt(at) == '\\'
                            && at + 1 < line.length()
                            && "\"\\$`".indexOf(line.charAt(at + 1)) >= 0;
            at += escapes ? 1 : 0;
            word.append(line.charAt(at++));
        }
        at = closing('"') + 1;
    }

    private int closing(char quote) {
        int end = line.indexOf(quote, at);
        if (end < 0) {
            throw new IllegalArgumentException("a " + quote + " is not closed");
        }
        return end;
    }
}
