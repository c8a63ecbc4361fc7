package dev.jobd.tui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs programs of this test's class path, each test with a folder of its own.
final class TestPrograms {

    private static final List<String> FLAGS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m");

    private TestPrograms() {}

    /// A command for a shell that runs a program; short, so that it fits on a line of the screen.
    static String command(Path folder, Class<?> main) throws IOException {
        return command(folder, main, "--enable-native-access=ALL-UNNAMED");
    }

    /// The same with an option for Java of its own.
    static String command(Path folder, Class<?> main, String option) throws IOException {
        Path script = folder.resolve(main.getSimpleName());
        Files.writeString(script, "exec " + String.join(" ", words(folder, main, option)) + "\n");
        return "sh " + script;
    }

    /// Starts a program without a terminal; what it logs goes to a file in the folder.
    static Process start(Path folder, Class<?> main, List<String> arguments) throws IOException {
        List<String> words = words(folder, main, "--enable-native-access=ALL-UNNAMED");
        words.addAll(arguments);
        return new ProcessBuilder(words)
                .redirectError(folder.resolve(main.getSimpleName() + ".log").toFile())
                .start();
    }

    /// The running program that this folder's test started.
    static ProcessHandle process(Path folder, Class<?> main) {
        return ProcessHandle.allProcesses()
                .filter(process -> isOf(process, folder, main))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isOf(ProcessHandle process, Path folder, Class<?> main) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains(mark(folder)) && line.contains(main.getName()))
                .isPresent();
    }

    private static List<String> words(Path folder, Class<?> main, String option) {
        List<String> words = new ArrayList<>();
        words.add(System.getProperty("java.home") + "/bin/java");
        words.addAll(FLAGS);
        words.add(option);
        words.add("-Djava.io.tmpdir=" + folder);
        words.addAll(List.of(mark(folder), "-cp", System.getProperty("java.class.path")));
        words.add(main.getName());
        return words;
    }

    private static String mark(Path folder) {
        return "-Dtest.folder=" + folder;
    }
}
