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
import java.nio.file.attribute.PosixFilePermission;
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

    /// How long another daemon may take to listen or to end, the saving of a large store included.
    private static final Duration OTHER_DECIDED_WITHIN = Duration.ofSeconds(30);

    private static final int REASON_BYTES_MAX = 2000;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private static final Set<String> SERVICE_VARIABLES =
            Set.of("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID");

    private final DaemonAddress address;
    private final Duration patience;

    public DaemonStarter(DaemonAddress address) {
        this(address, OTHER_DECIDED_WITHIN);
    }

    /// @param patience how long another daemon may take to listen or to end
    DaemonStarter(DaemonAddress address, Duration patience) {
        this.address = address;
        this.patience = patience;
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
        return openPrivate(address.state().resolve("start.lock"));
    }

    /// Starts one; where another one is in its way, first waits for what becomes of that one.
    private DaemonClient start(Notice notice) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (true) {
                Optional<DaemonClient> started = tryStart(notice);
                if (started.isPresent()) {
                    return started.get();
                }
                try (OtherDaemon other = OtherDaemon.undecided(address.state(), address.socket())) {
                    Duration left = Duration.ofNanos(end - System.nanoTime());
                    Optional<DaemonClient> listening = other.await(left, notice);
                    if (listening.isPresent()) {
                        return listening.get();
                    }
                    if (left.isNegative()) {
                        throw new DaemonUnavailableException(
                                "each daemon that is started finds another one; its log is "
                                        + address.state().resolve("jobd.log"));
                    }
                }
            }
        } catch (IOException e) {
            throw new DaemonUnavailableException(
                    "the daemon could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DaemonUnavailableException("interrupted while the daemon started", e);
        }
    }

    /// Starts one and connects to it; empty if it ended because of another one.
    private Optional<DaemonClient> tryStart(Notice notice)
            throws IOException, InterruptedException {
        File log = openLog().toFile();
        long logged = log.length();
        Process daemon = spawn(log);
        if (firstLine(daemon).startsWith("ready")) {
            notice.say("started the daemon, process " + daemon.pid());
            return Optional.of(DaemonClient.connect(address.socket()));
        }
        if (daemon.waitFor(READY_WITHIN.toSeconds(), TimeUnit.SECONDS)
                && daemon.exitValue() == ALREADY_RUNNING) {
            return Optional.empty();
        }
        throw new DaemonUnavailableException(
                "the daemon did not start: " + reason(log, logged) + "; its log is " + log);
    }

    /// Makes the daemon's log, or makes it the owner's only: what jobs say in it is nobody else's.
    private Path openLog() throws IOException {
        Path log = address.state().resolve("jobd.log");
        openPrivate(log).close();
        if (!Files.getPosixFilePermissions(log).equals(OWNER_ONLY)) {
            Files.setPosixFilePermissions(log, OWNER_ONLY);
        }
        return log;
    }

    private static FileChannel openPrivate(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }

    /// Starts it in a session of its own, so that a signal to this terminal does not reach it, and
    /// in `/`, so that it keeps no folder busy.
    private Process spawn(File log) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(List.of("setsid", address.launcher().orElseThrow().toString()));
        Map<String, String> environment = builder.environment();
        environment.put("JOBD_SOCKET", address.socket().toString());
        environment.put("JOBD_STATE", address.state().toString());
        // A service manager waits for the service that called this, not for a daemon of its own.
        environment.keySet().removeAll(SERVICE_VARIABLES);
        environment.computeIfPresent(
                "JOBD_CONFIG",
                (_, named) -> named.isEmpty() ? named : Path.of(named).toAbsolutePath().toString());
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

    /// Returns what the daemon said last, from where its log ended before.
    private static String reason(File log, long from) throws IOException {
        Path path = log.toPath();
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            // It may have been put away meanwhile, and begun anew.
            long begun = Math.min(from, file.length());
            long start = Math.max(begun, file.length() - REASON_BYTES_MAX);
            byte[] bytes = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? "it said nothing" : text;
        }
    }
}
