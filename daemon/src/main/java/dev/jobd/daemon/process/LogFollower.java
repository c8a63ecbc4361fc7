package dev.jobd.daemon.process;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import dev.jobd.model.RunId;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells when the files of a run grow or a new attempt of it has files. One thread and one watch
/// per directory serve all followers; nothing polls.
///
/// Safe for use by several threads.
public final class LogFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);

    private final LogDirectory logs;
    private final Map<WatchKey, Set<Following>> watches = new HashMap<>();
    private @Nullable WatchService service;
    private boolean closed;

    /// Makes one that follows nothing yet, and costs nothing until it does.
    public LogFollower(LogDirectory logs) {
        this.logs = logs;
    }

    /// A run that is being followed.
    public interface Follow extends AutoCloseable {
        /// Ends it. A call of the listener that is under way goes on; no new one begins.
        @Override
        void close();
    }

    /// Follows a run, which need not have started. What was there before is not told of, so look at
    /// the files after this call.
    ///
    /// @param changed called when there may be something new; many changes make one call. It runs
    ///   on the thread that serves all followers, so it only passes the news on
    public synchronized Follow follow(RunId run, Runnable changed) throws IOException {
        Following following = new Following(run, changed);
        Path directory = logs.createJob(run.job());
        add(directory.register(service(), ENTRY_CREATE), following);
        try {
            addAttempts(directory, following);
        } catch (IOException failure) {
            following.close();
            throw failure;
        }
        return following;
    }

    /// Returns how many directories are watched.
    synchronized int watches() {
        return watches.size();
    }

    @Override
    public synchronized void close() {
        closed = true;
        watches.clear();
        if (service != null) {
            try {
                service.close();
            } catch (IOException failure) {
                LOG.warn("the watch on the logs could not be closed", failure);
            }
        }
    }

    private final class Following implements Follow {
        private final RunId run;
        private final Runnable changed;
        private final Set<WatchKey> keys = new HashSet<>();

        Following(RunId run, Runnable changed) {
            this.run = run;
            this.changed = changed;
        }

        boolean isAttempt(Path name) {
            return name.toString().startsWith(LogDirectory.name(run));
        }

        @Override
        public void close() {
            synchronized (LogFollower.this) {
                for (WatchKey key : keys) {
                    Set<Following> others = watches.get(key);
                    if (others != null && others.remove(this) && others.isEmpty()) {
                        watches.remove(key);
                        key.cancel();
                    }
                }
                keys.clear();
            }
        }
    }

    private WatchService service() throws IOException {
        if (closed) {
            throw new ClosedWatchServiceException();
        }
        if (service == null) {
            WatchService made = logs.root().getFileSystem().newWatchService();
            service = made;
            Thread.ofPlatform().name("jobd-log-follower").daemon().start(() -> serve(made));
        }
        return service;
    }

    private void add(WatchKey key, Following following) {
        watches.computeIfAbsent(key, _ -> new HashSet<>()).add(following);
        following.keys.add(key);
    }

    private void addAttempts(Path directory, Following following) throws IOException {
        try (DirectoryStream<Path> attempts =
                Files.newDirectoryStream(
                        directory, path -> following.isAttempt(path.getFileName()))) {
            for (Path attempt : attempts) {
                addAttempt(attempt, following);
            }
        }
    }

    private void addAttempt(Path attempt, Following following) throws IOException {
        if (Files.isDirectory(attempt, LinkOption.NOFOLLOW_LINKS)) {
            add(attempt.register(service(), ENTRY_CREATE, ENTRY_MODIFY), following);
        }
    }

    private void serve(WatchService watched) {
        try {
            while (true) {
                Set<Following> told = new LinkedHashSet<>();
                WatchKey key = watched.take();
                while (key != null) {
                    take(key, told);
                    key = watched.poll();
                }
                told.forEach(LogFollower::tell);
            }
        } catch (ClosedWatchServiceException _) {
            // That is how it ends.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void take(WatchKey key, Set<Following> told) {
        Set<Following> followers = Set.copyOf(watches.getOrDefault(key, Set.of()));
        for (WatchEvent<?> event : key.pollEvents()) {
            for (Following following : followers) {
                if (concerns(key, event, following)) {
                    told.add(following);
                }
            }
        }
        if (!key.reset()) {
            watches.remove(key);
        }
    }

    /// Tells whether an event is news to a follower. Something new in a job's directory is so if it
    /// is an attempt of its run, which is watched from then on.
    private boolean concerns(WatchKey key, WatchEvent<?> event, Following following) {
        Path directory = (Path) key.watchable();
        if (!directory.equals(logs.directory(following.run.job()))) {
            return true;
        }
        try {
            if (event.kind().equals(OVERFLOW)) {
                addAttempts(directory, following);
                return true;
            }
            Path name = (Path) event.context();
            if (name == null || !following.isAttempt(name)) {
                return false;
            }
            addAttempt(directory.resolve(name), following);
        } catch (IOException failure) {
            LOG.warn("{} cannot be followed", directory, failure);
        }
        return true;
    }

    private static void tell(Following following) {
        try {
            following.changed.run();
        } catch (RuntimeException failure) {
            LOG.error("a follower of {} failed", following.run, failure);
        }
    }
}
