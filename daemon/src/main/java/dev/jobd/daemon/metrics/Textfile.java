package dev.jobd.daemon.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the metrics into a file again and again, if it is told to: a timer and its thread are
/// there only then. A reader sees all of one time or all of another.
public final class Textfile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Textfile.class);

    private final Supplier<String> text;
    private Optional<Path> file = Optional.empty();
    private Duration interval = Duration.ZERO;
    private @Nullable ScheduledThreadPoolExecutor timer;

    public Textfile(Supplier<String> text) {
        this.text = text;
    }

    /// Writes to this file so often from now on, and once at once; without one, no more.
    public synchronized void write(Optional<Path> to, Duration every) {
        if (to.equals(file) && every.equals(interval)) {
            return;
        }
        file = to;
        interval = every;
        end();
        to.ifPresent(path -> {
            ScheduledThreadPoolExecutor made =
                    new ScheduledThreadPoolExecutor(
                            1, Thread.ofPlatform().name("metrics").daemon().factory());
            timer = made;
            var _ =
                    made.scheduleAtFixedRate(
                            () -> write(path), 0, every.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    @Override
    public synchronized void close() {
        end();
    }

    private void end() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
    }

    private void write(Path path) {
        // The collector takes files that end in .prom only.
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.writeString(draft, text.get());
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException failure) {
            // The next one may work; a failure here must not end the timer.
            LOG.warn("the metrics cannot be written to {}: {}", path, failure.toString());
        }
    }
}
