package dev.jobd.client.crontab;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The command of a line as cron takes it: up to the first `%` for the shell, the rest is standard
/// input, with a line feed for each further `%`. `\%` is a `%`.
record CrontabCommand(String line, List<String> input) {
    /// What a pipe can stand before as it is: one simple command.
    private static final Pattern SIMPLE = Pattern.compile("[A-Za-z0-9_./@:,+=\" '-]+");

    CrontabCommand {
        input = List.copyOf(input);
    }

    /// Reads it.
    static CrontabCommand of(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean isEscaped = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isEscaped && c != '%') {
                part.append('\\');
            }
            boolean ends = c == '%' && !isEscaped;
            isEscaped = c == '\\' && !isEscaped;
            if (ends) {
                parts.add(part.toString());
                part.setLength(0);
            } else if (!isEscaped) {
                part.append(c);
            }
        }
        parts.add((isEscaped ? part.append('\\') : part).toString());
        List<String> input = parts.subList(1, parts.size());
        // What ends in a line feed gets no other.
        boolean isEnded = !input.isEmpty() && input.getLast().isEmpty();
        return new CrontabCommand(
                parts.getFirst().strip(), isEnded ? input.subList(0, input.size() - 1) : input);
    }

    /// Returns the line that a shell is given, which feeds the input itself.
    String shell() {
        if (input.isEmpty()) {
            return line;
        }
        String words =
                input.stream()
                        .map(each -> "'" + each.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "));
        String command = SIMPLE.matcher(line).matches() ? line : "{ " + line + "\n}";
        return "printf '%s\\n' " + words + " | " + command;
    }
}
