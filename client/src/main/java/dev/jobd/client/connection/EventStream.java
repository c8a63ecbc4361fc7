package dev.jobd.client.connection;

import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireErrorException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A subscription that goes on when the daemon does not: it waits for the next one and is told what
/// happened meanwhile, everything once.
public final class EventStream {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Supplier<DaemonClient> connect;
    private final Json.Obj args;
    private final Listener listener;
    private final Consumer<String> notice;
    private Optional<Json> place = Optional.empty();
    private String store = "";
    private boolean hasBegun;
    private long partsOf = -1;
    private int partsSeen;
    private int partsToSkip;

    /// Takes what comes.
    public interface Listener {
        /// What was known no longer counts: what there is comes again.
        void reset();

        /// Takes a line of the subscription.
        void line(Json.Obj line);
    }

    /// @param connect connects to a daemon that listens, or throws [DaemonUnavailableException]
    /// @param args those of `subscribe`
    /// @param notice takes a sentence when the daemon is lost or found
    public EventStream(
            Supplier<DaemonClient> connect,
            Json.Obj args,
            Listener listener,
            Consumer<String> notice) {
        this.connect = connect;
        this.args = args;
        this.listener = listener;
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
                follow(present);
                client = Optional.of(connect.get());
            } catch (DaemonUnavailableException lost) {
                if (!hasBegun) {
                    throw lost;
                }
                client = Thread.currentThread().isInterrupted() ? Optional.empty() : next();
            }
        }
    }

    private void follow(DaemonClient client) {
        try {
            Json.Obj ended = client.follow("subscribe", arguments(), this::begun, this::line);
            if (ended.text("code").equals("failed")) {
                throw new DaemonUnavailableException(ended.text("message"));
            }
            OptionalLong seq = ended.findInteger("seq");
            place = seq.isPresent() ? Optional.of(place(seq.getAsLong())) : Optional.empty();
        } catch (WireErrorException refused) {
            if (!hasBegun || refused.error().retry() != ErrorCode.Retry.LATER) {
                throw refused;
            }
            throw new DaemonUnavailableException(refused.error().message(), refused);
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

    private Json.Obj arguments() {
        Json.Builder all = Json.object().putAll(args);
        if (!hasBegun) {
            return all.build();
        }
        return place.isPresent()
                ? all.put("from", place.get()).put("fallback", "snapshot").build()
                : all.put("from", "snapshot").build();
    }

    private void begun(Json.Obj reply) {
        store = reply.text("store");
        partsToSkip = 0;
        if (reply.text("mode").equals("snapshot")) {
            place = Optional.empty();
            partsOf = -1;
            if (hasBegun) {
                listener.reset();
            }
        } else if (!hasBegun && reply.text("mode").equals("now")) {
            place = Optional.of(place(reply.integer("seq")));
        } else if (partsOf >= 0) {
            // Some lines of a commit came, and all of them come again.
            partsToSkip = partsSeen;
        }
        hasBegun = true;
    }

    private void line(Json.Obj line) {
        OptionalLong seq = line.findInteger("seq");
        if (seq.isPresent() && line.has("left")) {
            if (partsOf == seq.getAsLong() && partsToSkip > 0) {
                partsToSkip--;
                return;
            }
            partsSeen = partsOf == seq.getAsLong() ? partsSeen + 1 : 1;
            partsOf = seq.getAsLong();
        } else if (seq.isPresent()) {
            partsOf = -1;
            place = Optional.of(place(seq.getAsLong()));
        }
        listener.line(line);
    }

    private Json place(long seq) {
        return Json.object().put("seq", seq).put("store", store).build();
    }
}
