package dev.jobd.daemon.server;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/// Says in the log what clients can bring about as often as they like, but only now and then. For
/// any thread.
final class RareLog {
    private static final long EVERY = Duration.ofMinutes(1).toNanos();

    private final Logger log;
    private final AtomicLong nextAt = new AtomicLong(System.nanoTime());

    RareLog(Logger log) {
        this.log = log;
    }

    /// Warns, unless it did so less than a minute ago.
    void warn(String format, Object... parts) {
        long now = System.nanoTime();
        long next = nextAt.get();
        if (now - next >= 0 && nextAt.compareAndSet(next, now + EVERY)) {
            log.warn(format, parts);
        }
    }
}
