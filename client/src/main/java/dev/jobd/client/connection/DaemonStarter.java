package dev.jobd.client.connection;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Connects to the daemon, and starts one where none listens.
///
/// Two clients that find none start one: the second waits, at a lock beside the state, until the
/// first one's daemon listens.
public final class DaemonStarter {
    /// What a daemon exits with that finds another one on its state directory.
    private static final int ALREADY_RUNNING = 75;

    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    private static final Duration OTHER_READY_WITHIN = Duration.ofSeconds(5);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
    private static final int REASON_BYTES_MAX = 2000;

    private final DaemonAddress address;

    public DaemonStarter(DaemonAddress address) {
        this.address = address;
    }

    /// Returns a connection to the daemon; if none listens and `mayStart`, starts one first.
    ///
    /// @param notice takes a sentence when a daemon is started
    /// @throws DaemonUnavailableException that names the socket and says what would help
    public DaemonClient connect(boolean mayStart, Notice notice) {
        Optional<DaemonClient> running = DaemonClient.tryConnect(address.socket());
        if (running.isPresent()) {
            return running.get();
        }
        if (!mayStart || address.launcher().isEmpty()) {
            throw new DaemonUnavailableException(
                    "no daemon listens at " + address.socket() + "; start one with 'jobd'");
        }
        try (FileChannel lock = openLock();
                FileLock _ = lock.lock()) {
            return DaemonClient.tryConnect(address.socket()).orElseGet(() -> start(notice));
        } catch (IOException e) {
            throw new DaemonUnavailableException(
                    "no daemon listens at "
                            + address.socket()
                            + " and none can be started: "
                            + address.state()
                            + " cannot be used: "
                            + e.getMessage(),
                    e);
        }
    }

    /// Takes a sentence for the person who waits.
    @FunctionalInterface
    public interface Notice {
        void say(String sentence);
    }

    private FileChannel openLock() throws IOException {
        if (!Files.isDirectory(address.state())) {
            Files.createDirectories(
                    address.state(),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        return FileChannel.open(
                address.state().resolve("start.lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private DaemonClient start(Notice notice) {
        File log = address.state().resolve("jobd.log").toFile();
        long logged = log.length();
        try {
            Process daemon = spawn(log);
            String line = firstLine(daemon);
            if (line.startsWith("ready")) {
                notice.say("started the daemon, process " + daemon.pid());
                return DaemonClient.connect(address.socket());
            }
            if (daemon.waitFor(READY_WITHIN.toSeconds(), TimeUnit.SECONDS)
                    && daemon.exitValue() == ALREADY_RUNNING) {
                return connectToOther();
            }
            throw new DaemonUnavailableException(
                    "the daemon did not start: " + reason(log, logged) + "; its log is " + log);
        } catch (IOException e) {
            throw new DaemonUnavailableException(
                    "the daemon could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DaemonUnavailableException("interrupted while the daemon started", e);
        }
    }

    /// Starts it in a session of its own, so that a signal to this terminal does not reach it, and
    /// in `/`, so that it keeps no folder busy.
    private Process spawn(File log) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(List.of("setsid", address.launcher().orElseThrow().toString()));
        Map<String, String> environment = builder.environment();
        environment.put("JOBD_SOCKET", address.socket().toString());
        environment.put("JOBD_STATE", address.state().toString());
        return builder.directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    /// Returns the first line the daemon prints, empty if it prints none in time.
    private static String firstLine(Process daemon) throws InterruptedException {
        BlockingQueue<String> first = new ArrayBlockingQueue<>(1);
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    String line = "";
                    try {
                        BufferedReader out = daemon.inputReader(StandardCharsets.UTF_8);
                        line = Optional.ofNullable(out.readLine()).orElse("");
                    } catch (IOException _) {
                        // It ended; its log and exit code say why.
                    }
                    first.add(line);
                });
        return Optional.ofNullable(first.poll(READY_WITHIN.toSeconds(), TimeUnit.SECONDS))
                .orElse("");
    }

    /// Waits for a daemon that someone else just started: it has its state but may not listen yet.
    private DaemonClient connectToOther() throws InterruptedException {
        long end = System.nanoTime() + OTHER_READY_WITHIN.toNanos();
        while (true) {
            Optional<DaemonClient> other = DaemonClient.tryConnect(address.socket());
            if (other.isPresent()) {
                return other.get();
            }
            if (System.nanoTime() - end > 0) {
                throw new DaemonUnavailableException(
                        "another daemon has the state in "
                                + address.state()
                                + " but does not listen at "
                                + address.socket());
            }
            Thread.sleep(BETWEEN_TRIES);
        }
    }

    /// Returns what the daemon said last, from where its log ended before.
    private static String reason(File log, long from) throws IOException {
        Path path = log.toPath();
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long start = Math.max(from, file.length() - REASON_BYTES_MAX);
            byte[] bytes = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? "it said nothing" : text;
        }
    }
}
