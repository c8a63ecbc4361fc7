package dev.jobd.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Shows manual pages as `man` would, and finds what is wrong with them.
public final class Mandoc {
    private Mandoc() {}

    /// Returns everything that is wrong with a page, a line each; empty if nothing is.
    public static String complaints(String source) throws IOException, InterruptedException {
        // A page without a date is meant: it is made anew by each build.
        return run(source, "-T", "lint", "-W", "style")
                .lines()
                .filter(line -> !line.contains("missing date"))
                .reduce("", (all, line) -> all + line + "\n");
    }

    /// Returns what a reader sees of a page, with single spaces between its words.
    public static String text(String source) throws IOException, InterruptedException {
        return run(source, "-T", "utf8", "-O", "width=200")
                // Bold letters are struck twice.
                .replaceAll(".\\x08", "")
                .replaceAll("\\s+", " ");
    }

    private static String run(String source, String... options)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile("page", ".man");
        try {
            Files.writeString(file, source);
            List<String> command = new ArrayList<>(List.of("mandoc"));
            command.addAll(List.of(options));
            command.add(file.toString());
            Process mandoc = new ProcessBuilder(command).redirectErrorStream(true).start();
            String out = new String(mandoc.getInputStream().readAllBytes(), UTF_8);
            mandoc.waitFor();
            return out;
        } finally {
            Files.delete(file);
        }
    }
}
