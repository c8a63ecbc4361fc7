package dev.jobd.daemon.server;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches the directory of the socket and brings the socket back when its file goes away: a socket
/// without a file looks alive from inside and dead from outside.
final class SocketGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketGuard.class);

    /// Well within the time after which cleaners of runtime directories remove what is unused.
    private static final Duration TOUCH_EVERY = Duration.ofHours(1);

    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(5);

    private final ControlSocket socket;
    private final InstantSource clock;
    private final WatchService watcher;
    private final Thread thread;
    private @Nullable WatchKey key;

    SocketGuard(ControlSocket socket, InstantSource clock) throws IOException {
        this.socket = socket;
        this.clock = clock;
        this.watcher = socket.directory().getFileSystem().newWatchService();
        this.key = watch();
        this.thread = Thread.ofPlatform().name("socket-guard").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() throws IOException {
        watcher.close();
    }

    private WatchKey watch() throws IOException {
        return socket.directory()
                .register(
                        watcher,
                        StandardWatchEventKinds.ENTRY_DELETE,
                        StandardWatchEventKinds.ENTRY_CREATE);
    }

    private void run() {
        Duration wait = TOUCH_EVERY;
        try {
            while (true) {
                @Nullable WatchKey event = watcher.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
                wait = check(event == null) ? TOUCH_EVERY : TRY_AGAIN_AFTER;
            }
        } catch (ClosedWatchServiceException _) {
            // The server ends.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns whether all is well.
    private boolean check(boolean timeHasPassed) {
        try {
            socket.repair();
            if (timeHasPassed) {
                socket.touch(clock.instant());
            }
            WatchKey present = key;
            if (present != null) {
                present.pollEvents();
                // A key is no longer valid once its directory is gone.
                key = present.reset() ? present : null;
            }
            if (key == null) {
                key = watch();
                socket.repair();
            }
            return true;
        } catch (IOException | SocketUnavailableException e) {
            LOG.error("the socket is gone and cannot be made again: {}", e.getMessage());
            return false;
        }
    }
}
