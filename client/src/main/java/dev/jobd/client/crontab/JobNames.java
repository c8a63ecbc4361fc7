package dev.jobd.client.crontab;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Invents names for lines that have none: after the program that matters in them. The same lines
/// in the same order have the same names each time.
final class JobNames {
    private static final int LENGTH_MAX = 100;
    private static final Pattern SEGMENT = Pattern.compile("&&|\\|\\||[;|&(){}\\n]");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=\\S*");
    private static final Pattern ENDING = Pattern.compile("\\.(sh|bash|py|pl|rb|php|js)$");

    /// What only prepares what a line is about.
    private static final Set<String> PREPARES =
            Set.of(
                    "cd", "test", "[", "[[", "command", "export", "set", "umask", "sleep", "true",
                    ":", ".", "source", "if", "then", "fi", "exit", "echo", "mkdir", "ulimit");

    /// What runs another program that is named after it.
    private static final Set<String> WRAPS =
            Set.of(
                    "nice",
                    "ionice",
                    "nohup",
                    "env",
                    "sudo",
                    "timeout",
                    "chronic",
                    "exec",
                    "flock",
                    "setsid",
                    "time",
                    "sh",
                    "bash",
                    "dash",
                    "zsh",
                    "ksh",
                    "python",
                    "python2",
                    "python3",
                    "perl",
                    "ruby",
                    "php",
                    "node",
                    "java",
                    "run-parts");

    private final Set<String> taken = new HashSet<>();

    /// Returns a name that was not given before.
    ///
    /// @param prefix how it begins
    String name(String prefix, String command) {
        String stem = clean(prefix + program(command));
        String name = stem;
        for (int again = 2; !taken.add(name); again++) {
            name = stem + "-" + again;
        }
        return name;
    }

    private static String clean(String text) {
        String plain =
                text.replaceAll("[^A-Za-z0-9._@-]+", "-").replaceAll("^[^A-Za-z0-9]+|-+$", "");
        String cut = plain.substring(0, Math.min(plain.length(), LENGTH_MAX));
        if (cut.isEmpty()) {
            return "job";
        }
        return cut.matches("\\d+") ? "job-" + cut : cut;
    }

    private static String program(String command) {
        String first = "";
        for (String segment : SEGMENT.split(command, -1)) {
            String program = inSegment(List.of(segment.strip().split("\\s+", -1)));
            first = first.isEmpty() ? program : first;
            if (!program.isEmpty() && !PREPARES.contains(program)) {
                return program;
            }
        }
        return first;
    }

    private static String inSegment(List<String> words) {
        String last = "";
        boolean isValueNext = false;
        for (String word : words) {
            if (word.startsWith("-")) {
                isValueNext |= last.equals("sudo") && word.matches("-[ugh]");
            } else if (isValueNext) {
                isValueNext = false;
            } else if (isProgram(word, last)) {
                last = base(word);
                if (!WRAPS.contains(last)) {
                    return last;
                }
                isValueNext = last.equals("flock");
            }
        }
        return last;
    }

    private static boolean isProgram(String word, String last) {
        boolean isDuration = !last.isEmpty() && word.matches("\\d+[smhd]?");
        return !word.isEmpty()
                && !isDuration
                && !word.matches("[<>].*|2>.*")
                && !ASSIGNMENT.matcher(word).matches();
    }

    private static String base(String word) {
        String plain = word.replaceAll("[\"'\\\\$`]", "");
        String path = plain.replaceAll("/+$", "");
        String name = path.substring(path.lastIndexOf('/') + 1);
        Matcher ending = ENDING.matcher(name);
        return ending.find() && ending.start() > 0 ? name.substring(0, ending.start()) : name;
    }
}
