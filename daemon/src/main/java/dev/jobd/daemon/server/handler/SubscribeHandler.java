package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.event.SharedJobs;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Begins to tell of changes: with what there is, from now on, or from a commit on.
final class SubscribeHandler implements Handler {
    private final HandlerParts parts;
    private final SharedJobs shared = new SharedJobs();

    SubscribeHandler(HandlerParts parts) {
        this.parts = parts;
    }

    @Override
    public Answer answer(Call call) {
        Json.Obj args = call.args();
        Optional<Json.Obj> place =
                args.find("from")
                        .flatMap(it -> Optional.of(it).filter(Json.Obj.class::isInstance))
                        .map(Json.Obj.class::cast);
        String word = place.isPresent() ? "" : args.findText("from").orElse("snapshot");
        StoreView view = parts.store().view();
        boolean isPassedOn = false;
        try {
            long seq = view.seq();
            Optional<WireError> expired = place.flatMap(it -> expired(it, seq));
            boolean fallsBack = expired.isPresent() && args.findText("fallback").isPresent();
            if (expired.isPresent() && !fallsBack) {
                throw new WireErrorException(expired.get());
            }
            boolean isSnapshot = fallsBack || word.equals("snapshot");
            long after = place.isPresent() && !isSnapshot ? place.get().integer("seq") : seq;
            Json.Obj result =
                    Json.object()
                            .put(
                                    "mode",
                                    isSnapshot ? "snapshot" : place.isPresent() ? "resumed" : "now")
                            .put("seq", seq)
                            .put("store", Shown.storeId(parts.store()))
                            .build();
            isPassedOn = isSnapshot;
            return new Answer.Stream(
                    result,
                    new EventFeed(
                            new EventFeed.Source(parts.store(), parts.commits(), shared),
                            lines(args),
                            new EventFeed.Start(
                                    isSnapshot ? Optional.of(view) : Optional.empty(), after, seq),
                            Duration.ofMillis(args.findInteger("coalesce_ms").orElse(0))));
        } finally {
            if (!isPassedOn) {
                view.close();
            }
        }
    }

    private static EventLines lines(Json.Obj args) {
        List<String> topics = args.texts("topics");
        return new EventLines(
                topics.isEmpty() || topics.contains("job"),
                topics.isEmpty() || topics.contains("run"),
                JobFilter.of(args));
    }

    /// Returns why nothing can be told from there, or empty if it can.
    private Optional<WireError> expired(Json.Obj place, long newest) {
        String store = Shown.storeId(parts.store());
        long oldest = parts.store().history().oldest();
        long seq = place.integer("seq");
        String why;
        if (!place.text("store").equals(store)) {
            why = "that was another store, or the store before it was restored";
        } else if (seq > newest) {
            why = "there is no commit " + seq + " yet: the newest is " + newest;
        } else if (seq + 1 < oldest) {
            why = "what came after commit " + seq + " is no longer kept";
        } else {
            return Optional.empty();
        }
        return Optional.of(
                WireError.of(ErrorCode.SEQ_EXPIRED, why + "; begin with a snapshot")
                        .at("args.from")
                        .with("oldest", Json.of(oldest))
                        .with("seq", Json.of(newest))
                        .with("store", Json.of(store)));
    }
}
