package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.wire.Json;

/// Returns all that is measured, as Prometheus reads it.
final class MetricsHandler implements Handler {
    private final HandlerParts.Metrics metrics;

    MetricsHandler(HandlerParts parts) {
        this.metrics = parts.about().metrics();
    }

    @Override
    public Answer answer(Call call) {
        return new Answer.Now(Json.object().put("text", metrics.text()).build());
    }
}
