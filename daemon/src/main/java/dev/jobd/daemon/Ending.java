package dev.jobd.daemon;

import dev.jobd.daemon.server.handler.HandlerParts;
import dev.jobd.daemon.service.ServiceNotices;
import dev.jobd.model.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the daemon comes to its end: at once, or when no process is left and after a while at the
/// latest. Safe for any thread.
final class Ending implements HandlerParts.Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private final InstantSource clock;
    private final Supplier<CompletableFuture<Void>> drain;
    private final ServiceNotices notices;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Optional<Instant> drainsUntil = Optional.empty();

    /// @param drain lets nothing start any more; what it returns completes when no process is left
    /// @param notices tells the service manager that it ends
    Ending(InstantSource clock, Supplier<CompletableFuture<Void>> drain, ServiceNotices notices) {
        this.clock = clock;
        this.drain = drain;
        this.notices = notices;
    }

    @Override
    public synchronized void begin(Duration longest) {
        if (!longest.isPositive()) {
            notices.stopping(longest, "ends; jobs run on");
            over.countDown();
            return;
        }
        Instant until = clock.instant().plus(longest);
        drainsUntil = Optional.of(drainsUntil.filter(until::isAfter).orElse(until));
        LOG.info("nothing is started any more; ends in {} at the latest", longest);
        String words = DurationText.format(longest);
        notices.stopping(
                longest,
                "starts nothing more; ends when no run is left, in " + words + " at the latest");
        CompletableFuture<Void> _ =
                drain.get()
                        .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                        .whenComplete((_, _) -> over.countDown());
    }

    /// Begins the end because of a signal. While it drains already, somebody has lost patience: it
    /// ends at once.
    void signalled(Duration longest) {
        begin(drainsUntil.isPresent() ? Duration.ZERO : longest);
    }

    @Override
    public Optional<Instant> drainsUntil() {
        return drainsUntil;
    }

    /// Waits for it.
    void await() {
        try {
            over.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
