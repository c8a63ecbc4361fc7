package dev.jobd.client;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The classes of the daemon as Java keeps them in memory, in a file that is made once for all
/// tests: most of a start of the daemon is spent on them, and tests start it hundreds of times.
///
/// It can only be made of jars: where the daemon is in a folder of classes, it starts without.
final class PreparedClasses {
    private static final Path FILE = Path.of("target", "daemon.jsa");

    private static @Nullable PreparedClasses made;

    private final String classPath;
    private final Optional<Path> archive;

    private PreparedClasses(String classPath, Optional<Path> archive) {
        this.classPath = classPath;
        this.archive = archive;
    }

    /// Returns them; the first time they are made, or another process is waited for that does.
    static synchronized PreparedClasses get() throws IOException {
        if (made == null) {
            made = make();
        }
        return made;
    }

    /// Returns the options for Java that use them.
    List<String> options() {
        List<String> options = new ArrayList<>();
        archive.ifPresent(file -> {
            options.add("-XX:SharedArchiveFile=" + file.toAbsolutePath());
            // It complains of options that differ from those of the training, and works.
            options.add("-Xlog:disable");
        });
        options.addAll(List.of("-cp", classPath));
        return options;
    }

    private static PreparedClasses make() throws IOException {
        String all = System.getProperty("java.class.path");
        List<Path> entries =
                Arrays.stream(all.split(File.pathSeparator, -1)).map(Path::of).toList();
        List<Path> jars = entries.stream().filter(Files::isRegularFile).toList();
        if (jars.stream()
                .noneMatch(jar -> jar.getFileName().toString().startsWith("jobd-daemon"))) {
            return new PreparedClasses(all, Optional.empty());
        }
        String classPath =
                String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
        Path lock = FILE.resolveSibling("daemon.jsa.lock");
        try (FileChannel channel =
                        FileChannel.open(
                                lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            if (!isNewer(jars)) {
                train(classPath);
            }
        }
        return new PreparedClasses(classPath, Optional.of(FILE).filter(Files::exists));
    }

    private static boolean isNewer(List<Path> jars) throws IOException {
        if (!Files.exists(FILE)) {
            return false;
        }
        for (Path jar : jars) {
            if (Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(FILE)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /// Runs a daemon that does what tests let daemons do, and leaves its classes behind when it
    /// ends.
    private static void train(String classPath) throws IOException {
        Path folder = Files.createTempDirectory("jobd-classes");
        Path archive = folder.resolve("daemon.jsa");
        RealDaemon daemon =
                RealDaemon.start(
                        folder,
                        List.of(
                                "-XX:ArchiveClassesAtExit=" + archive,
                                "-Xlog:disable",
                                "-cp",
                                classPath),
                        List.of());
        for (String line :
                List.of(
                        "add --every 1h --name a --retries 1 -- echo x",
                        "trigger --wait a",
                        "run --wait --timeout 1m --lock l -- sh -c exit",
                        "run --name b -- sleep 60",
                        "stop b",
                        "wait b",
                        "edit a --every 2h",
                        "pause a",
                        "resume a",
                        "list",
                        "show a",
                        "history a",
                        "logs a",
                        "explain a",
                        "next a",
                        "status",
                        "group list",
                        "rm a")) {
            var _ = daemon.jobctl(line.split(" ", -1));
        }
        try {
            daemon.end();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (Files.exists(archive)) {
            Files.move(archive, FILE, StandardCopyOption.REPLACE_EXISTING);
        }
        try (Stream<Path> left = Files.walk(folder)) {
            left.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
