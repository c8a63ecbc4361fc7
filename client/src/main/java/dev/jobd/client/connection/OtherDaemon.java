package dev.jobd.client.connection;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A daemon that somebody else started or ended: watched until it listens or is gone.
///
/// That it is gone is told by the locks it holds on its state and its socket. They go with its
/// process however that ends, and unlike its process number they mean the same to another user and
/// in another container.
public final class OtherDaemon implements AutoCloseable {
    private enum News {
        GONE,
        SOCKET_FOLDER_CHANGED
    }

    private final Path state;
    private final Path socket;
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> watches = new ArrayList<>();

    private OtherDaemon(Path state, Path socket) {
        this.state = state;
        this.socket = socket;
    }

    /// Begins to watch for the daemon's end.
    public static OtherDaemon ending(Path state, Path socket) {
        OtherDaemon daemon = new OtherDaemon(state, socket);
        daemon.watchLocks();
        return daemon;
    }

    /// Begins to watch for whatever the daemon does next: listen or end.
    static OtherDaemon undecided(Path state, Path socket) {
        OtherDaemon daemon = ending(state, socket);
        daemon.watchSocket();
        return daemon;
    }

    /// Waits until it is gone; tells whether it is.
    ///
    /// @throws InterruptedException if the thread is interrupted meanwhile
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        return news.poll(atMost.toMillis(), TimeUnit.MILLISECONDS) == News.GONE;
    }

    /// Waits until it listens or is gone.
    ///
    /// @return a connection to it; empty if it is gone
    /// @throws DaemonUnavailableException if it does neither in time
    Optional<DaemonClient> await(Duration atMost, DaemonStarter.Notice notice)
            throws InterruptedException {
        Optional<DaemonClient> listening = DaemonClient.tryConnect(socket);
        if (listening.isEmpty() && news.isEmpty()) {
            notice.say(
                    "another daemon%s has the state; waiting until it listens or has ended"
                            .formatted(process()));
        }
        long end = System.nanoTime() + atMost.toNanos();
        while (listening.isEmpty()) {
            News next = news.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == News.GONE) {
                return Optional.empty();
            }
            listening = DaemonClient.tryConnect(socket);
            if (next == null && listening.isEmpty()) {
                throw new DaemonUnavailableException(
                        "another daemon%s has the state in %s but does not listen at %s; if it has another socket, set JOBD_SOCKET to that, else end it"
                                .formatted(process(), state, socket));
            }
        }
        return listening;
    }

    /// Returns its process in parentheses, or nothing if that cannot be found out.
    public String process() {
        try {
            return " (process " + Files.readString(state.resolve("pid")).strip() + ")";
        } catch (IOException _) {
            return "";
        }
    }

    @Override
    public void close() {
        for (AutoCloseable watch : watches) {
            try {
                watch.close();
            } catch (Exception _) {
                // Nothing was to come of it any more.
            }
        }
    }

    private void watchLocks() {
        List<FileChannel> held = new ArrayList<>();
        for (Path file :
                List.of(
                        state.resolve("lock"),
                        socket.resolveSibling(socket.getFileName() + ".lock"))) {
            try {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                watches.add(channel);
                if (!isFree(channel)) {
                    held.add(channel);
                }
            } catch (IOException _) {
                // It is not there or not for us, so it tells nothing.
            }
        }
        if (held.isEmpty()) {
            // Said here, so that who has no time left to wait learns it too.
            news.add(News.GONE);
        } else {
            Thread.ofPlatform().daemon().start(() -> awaitLocks(held));
        }
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try (FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock != null;
        }
    }

    private void awaitLocks(List<FileChannel> locks) {
        try {
            for (FileChannel channel : locks) {
                // Shared, so that those who wait for the same do not wait for each other.
                FileLock lock = channel.lock(0, Long.MAX_VALUE, true);
                lock.release();
            }
            news.add(News.GONE);
        } catch (IOException _) {
            // Closed, since nobody waits any more.
        }
    }

    private void watchSocket() {
        try {
            Path folder =
                    Files.createDirectories(
                            parent(),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rwx------")));
            WatchService watch = folder.getFileSystem().newWatchService();
            watches.add(watch);
            // The file is made before anyone listens; once someone does, its mode is changed.
            folder.register(
                    watch,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY);
            Thread.ofPlatform().daemon().start(() -> awaitChanges(watch));
        } catch (IOException _) {
            // There is its end to wait for.
        }
    }

    private Path parent() {
        @Nullable Path parent = socket.getParent();
        return parent == null ? Path.of("/") : parent;
    }

    private void awaitChanges(WatchService watch) {
        try {
            while (true) {
                WatchKey key = watch.take();
                key.pollEvents();
                news.add(News.SOCKET_FOLDER_CHANGED);
                key.reset();
            }
        } catch (ClosedWatchServiceException _) {
            // Nobody waits any more.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
