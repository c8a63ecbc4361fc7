package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.wire.Json;
import java.time.Duration;

/// Begins the end of the daemon.
final class ShutdownHandler implements Handler {
    private final HandlerParts parts;

    ShutdownHandler(HandlerParts parts) {
        this.parts = parts;
    }

    @Override
    public Answer answer(Call call) {
        parts.shutdown().begin(Duration.ofMillis(call.args().findInteger("drain_ms").orElse(0)));
        return new Answer.Now(Json.Obj.EMPTY);
    }
}
