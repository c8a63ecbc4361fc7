package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.wire.Json;

/// Reads all of the store and says how it is, while jobs go on.
final class VerifyHandler implements Handler {
    private final HandlerParts parts;

    VerifyHandler(HandlerParts parts) {
        this.parts = parts;
    }

    @Override
    public Answer answer(Call call) {
        return new Answer.Stream(Json.Obj.EMPTY, new VerifyFeed(parts.store()));
    }
}
