package dev.jobd.client.connection;

import dev.jobd.wire.WireErrorException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A subscription that goes on when the daemon does not: it waits for the next one and is told what
/// happened meanwhile, everything once.
public final class EventStream {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Supplier<DaemonClient> connect;
    private final Subscription subscription;
    private final Consumer<String> notice;

    /// @param connect connects to a daemon that listens, or throws [DaemonUnavailableException]
    /// @param notice takes a sentence when the daemon is lost or found
    public EventStream(
            Supplier<DaemonClient> connect, Subscription subscription, Consumer<String> notice) {
        this.connect = connect;
        this.subscription = subscription;
        this.notice = notice;
    }

    /// Goes on until the thread is interrupted.
    ///
    /// @param first the connection to begin with
    /// @throws WireErrorException if the daemon refuses
    public void run(DaemonClient first) {
        Optional<DaemonClient> client = Optional.of(first);
        while (client.isPresent()) {
            try (DaemonClient present = client.get()) {
                subscription.follow(present);
                client = Optional.of(connect.get());
            } catch (DaemonUnavailableException lost) {
                if (!subscription.hasBegun()) {
                    throw lost;
                }
                client = Thread.currentThread().isInterrupted() ? Optional.empty() : next();
            }
        }
    }

    /// Waits for a daemon; empty if the thread is interrupted.
    private Optional<DaemonClient> next() {
        notice.accept("the daemon is gone; waiting for the next one");
        while (true) {
            try {
                Thread.sleep(PAUSE);
                DaemonClient client = connect.get();
                notice.accept("the daemon is back");
                return Optional.of(client);
            } catch (DaemonUnavailableException _) {
                // Not yet.
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }
}
