package dev.jobd.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.command.Invocation;
import dev.jobd.client.command.Surroundings;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The real daemon in a process of its own, with everything it keeps in one folder, and `jobctl` in
/// this process to talk to it.
final class RealDaemon {
    private final Path folder;
    private final List<String> classes;
    private final List<String> options;
    private Process process;
    private String autostart = "0";

    private RealDaemon(Path folder, List<String> classes, List<String> options) throws IOException {
        this.folder = folder;
        this.classes = classes;
        this.options = options;
        this.process = launch();
        awaitReady();
    }

    /// Starts a daemon and returns when it listens.
    ///
    /// @param options beside those that say where everything is; those that begin with `-X` or
    ///   `-agentlib:` are Java's
    static RealDaemon start(Path folder, String... options) throws IOException {
        return start(folder, PreparedClasses.get().options(), List.of(options));
    }

    /// Starts a daemon and returns when it listens.
    ///
    /// @param classes options for Java that say where the classes are
    static RealDaemon start(Path folder, List<String> classes, List<String> options)
            throws IOException {
        return new RealDaemon(folder, classes, options);
    }

    /// Ends the daemon as a crash would, without a chance to do anything.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Returns the process of the daemon.
    long pid() {
        return process.pid();
    }

    /// Tells the daemon to end and does not wait for it.
    void interrupt() {
        process.destroy();
    }

    /// Starts the daemon again and does not wait until it listens.
    void launchOnly() throws IOException {
        process = launch();
    }

    /// Starts the daemon again on what the last one left.
    void restart() throws IOException {
        process = launch();
        awaitReady();
    }

    /// From here on `jobctl` starts a daemon where none listens.
    void startsByItself() throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("home/scripts"));
        String words = String.join("' '", command());
        Path launcher = scripts.resolve("jobd");
        Files.writeString(launcher, "#!/bin/sh\nexec '" + words + "' \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        autostart = "1";
    }

    /// Starts a second daemon in the same place and returns its exit code and what it said.
    Call.Result second() throws IOException, InterruptedException {
        Process other = launch();
        String out = new String(other.getInputStream().readAllBytes(), UTF_8);
        return new Call.Result(other.waitFor(), out, Files.readString(log()));
    }

    /// Waits for the end of a daemon that was told to end; returns its exit code.
    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /// Waits until the daemon has logged this.
    void awaitLogged(String text) throws IOException {
        Process tail = new ProcessBuilder("tail", "-n", "+1", "-f", log().toString()).start();
        try (BufferedReader lines = tail.inputReader(UTF_8)) {
            String line = lines.readLine();
            while (line != null && !line.contains(text)) {
                line = lines.readLine();
            }
        } finally {
            tail.destroy();
        }
    }

    /// Calls `jobctl` with words that it carries out; returns what it printed.
    String ok(String... words) {
        Call.Result result = jobctl(words);
        assertThat(result.code()).as("%s: %s", List.of(words), result.err()).isZero();
        return result.out();
    }

    /// Calls `jobctl` with these words.
    Call.Result jobctl(String... words) {
        return jobctl(socket(), "", words);
    }

    /// Calls `jobctl` with these words, text on its standard input, and another socket.
    Call.Result jobctl(Path socket, String input, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code =
                Invocation.run(
                        List.of(words),
                        surroundings(socket, input),
                        new PrintStream(out, false, UTF_8),
                        new PrintStream(err, false, UTF_8));
        return new Call.Result(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    /// Starts `jobctl` as a process of its own.
    Process start(String... words) throws IOException {
        List<String> command = java("dev.jobd.client.Jobctl");
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment(socket()));
        return builder.start();
    }

    /// Calls `jobctl`, which writes as it goes; returns its exit code.
    int jobctl(OutputStream out, OutputStream err, String... words) {
        return Invocation.run(
                List.of(words),
                surroundings(socket(), ""),
                new PrintStream(out, false, UTF_8),
                new PrintStream(err, false, UTF_8));
    }

    /// Returns where its logs of attempts are.
    Path logs() {
        return folder.resolve("state/logs");
    }

    /// Ends the daemon, if it has not ended, as an administrator would.
    void end() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    private Surroundings surroundings(Path socket, String input) {
        return new Surroundings(
                environment(socket),
                folder,
                () -> "0027",
                InstantSource.system(),
                () -> ZoneOffset.UTC,
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                OptionalInt.empty());
    }

    private Map<String, String> environment(Path socket) {
        return Map.of(
                "JOBD_SOCKET", socket.toString(),
                "JOBD_STATE", folder.resolve("state").toString(),
                "JOBD_HOME", folder.resolve("home").toString(),
                "JOBD_AUTOSTART", autostart,
                "HOME", folder.toString(),
                "PATH", System.getenv("PATH"));
    }

    private Process launch() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command())
                        .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
        if (Files.exists(notifySocket(folder))) {
            builder.environment().put("NOTIFY_SOCKET", notifySocket(folder).toString());
            builder.environment().put("WATCHDOG_USEC", "60000000");
        }
        return builder.start();
    }

    /// Returns where a test listens that wants to hear what the service manager hears.
    static Path notifySocket(Path folder) {
        return folder.resolve("notify");
    }

    private List<String> command() {
        List<String> forJava = new ArrayList<>(classes);
        options.stream().filter(RealDaemon::isForJava).forEach(forJava::add);
        List<String> words = java("dev.jobd.daemon.DaemonMain", forJava);
        words.addAll(places(folder));
        options.stream().filter(it -> !isForJava(it)).forEach(words::add);
        return words;
    }

    /// Returns the words that run a program of ours in a process of its own.
    ///
    /// @param options for Java
    static List<String> java(String main, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return java(main, all);
    }

    /// Returns the words that run a program in a process of its own.
    ///
    /// @param options for Java, with the class path
    static List<String> java(String main, List<String> options) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> words = new ArrayList<>(List.of(java.toString()));
        words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        words.add("--enable-native-access=ALL-UNNAMED");
        words.addAll(options);
        words.add(main);
        return words;
    }

    /// Returns the options that say where everything is.
    static List<String> places(Path folder) {
        return List.of(
                "--state",
                folder.resolve("state").toString(),
                "--socket",
                folder.resolve("run/jobd.sock").toString());
    }

    private static boolean isForJava(String option) {
        return option.startsWith("-X") || option.startsWith("-agentlib:");
    }

    private void awaitReady() throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String line = out.readLine();
        if (line == null || !line.startsWith("ready ")) {
            throw new IOException("the daemon did not start: " + Files.readString(log()));
        }
    }

    /// Returns where it listens.
    Path socket() {
        return folder.resolve("run/jobd.sock");
    }

    private Path log() {
        return folder.resolve("daemon.log");
    }
}
