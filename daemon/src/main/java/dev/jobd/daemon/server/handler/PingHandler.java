package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.wire.Json;

/// Answers.
final class PingHandler implements Handler {
    private final HandlerParts parts;

    PingHandler(HandlerParts parts) {
        this.parts = parts;
    }

    @Override
    public Answer answer(Call call) {
        try (StoreView view = parts.store().view()) {
            return new Answer.Now(
                    Json.object()
                            .put("now", parts.clock().instant())
                            .put("seq", view.seq())
                            .build());
        }
    }
}
