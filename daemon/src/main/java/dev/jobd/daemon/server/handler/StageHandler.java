package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.wire.Json;

/// Keeps what is to be applied until all of it is there.
final class StageHandler implements Handler {
    @Override
    public Answer answer(Call call) {
        int staged = call.staged().add(call.args());
        return new Answer.Now(Json.object().put("staged", staged).build());
    }
}
