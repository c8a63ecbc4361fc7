package dev.jobd.client.connection;

import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireErrorException;
import java.util.Optional;
import java.util.OptionalLong;

/// A subscription that can be taken up again over another connection, to the same daemon or the
/// next: it knows its place, so that everything is told once. For one thread at a time.
public final class Subscription {
    private final Json.Obj args;
    private final Listener listener;
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

    /// @param args those of `subscribe` the first time
    public Subscription(Json.Obj args, Listener listener) {
        this.args = args;
        this.listener = listener;
    }

    /// Tells whether a daemon has ever taken it.
    public boolean hasBegun() {
        return hasBegun;
    }

    /// Goes on over a connection until the daemon ends the subscription; it can be taken up again
    /// over the same connection then.
    ///
    /// @throws WireErrorException if the daemon refuses
    /// @throws DaemonUnavailableException if the connection ends, or the daemon cannot go on
    public void follow(DaemonClient client) {
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
        } else if (!hasBegun) {
            place = args.find("from");
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
