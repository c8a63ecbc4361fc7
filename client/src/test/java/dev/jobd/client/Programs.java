package dev.jobd.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// Programs of ours and of others, in processes of their own.
final class Programs {
    private Programs() {}

    /// What a program came to.
    record Result(int code, String out, String err) {}

    /// Runs a program with an empty input.
    static Result run(Path directory, List<String> words) throws Exception {
        Path err = Files.createTempFile("err", "");
        try {
            Process process =
                    new ProcessBuilder(words)
                            .directory(directory.toFile())
                            .redirectError(err.toFile())
                            .start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Result(process.waitFor(), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }

    /// Runs a line of a shell that must succeed; returns what it printed.
    static String sh(Path directory, String line, String... parameters) throws Exception {
        List<String> words = new ArrayList<>(List.of("sh", "-euc", line, "sh"));
        words.addAll(List.of(parameters));
        Result result = run(directory, words);
        assertThat(result.code()).as("%s: %s%s", line, result.out(), result.err()).isZero();
        return result.out();
    }

    /// Waits for the end of a process that is not ours. Java looks for it now and then, every few
    /// seconds in the end, and sees it for as long as nobody has taken its exit code; this wakes
    /// when it ends.
    static void awaitEnd(long pid) throws Exception {
        String script =
                """
                import os, select, sys
                try:
                    select.select([os.pidfd_open(int(sys.argv[1]))], [], [])
                except ProcessLookupError:
                    pass
                """;
        Result result = run(Path.of("/"), List.of("python3", "-c", script, Long.toString(pid)));
        assertThat(result.code()).as(result.err()).isZero();
    }

    /// Fails unless this is root: what nobody tries is not known to work.
    static void requireRoot(String why) {
        assertThat(System.getProperty("user.name"))
                .as("run this test as root: %s", why)
                .isEqualTo("root");
    }

    /// Copies the classes and libraries of ours to a folder that anyone may read; returns the class
    /// path.
    static String readableClasses(Path folder) throws Exception {
        List<String> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (entry.isEmpty() || !Files.exists(Path.of(entry))) {
                continue;
            }
            Path copy = folder.resolve(path.size() + "-" + Path.of(entry).getFileName());
            sh(folder, "cp -r \"$1\" \"$2\"", entry, copy.toString());
            path.add(copy.toString());
        }
        sh(folder, "chmod -R a+rX \"$1\"", folder.toString());
        return String.join(File.pathSeparator, path);
    }

    static void chmod(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
}
