package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;

/// Ends a subscription of the connection.
final class UnsubscribeHandler implements Handler {
    @Override
    public Answer answer(Call call) {
        String sub = call.args().text("sub");
        if (!call.feeds().end(sub)) {
            throw new WireErrorException(
                    WireError.of(
                                    ErrorCode.NOT_FOUND,
                                    "this connection has no subscription '" + sub + "'")
                            .at("args.sub"));
        }
        return new Answer.Now(Json.object().put("sub", sub).build());
    }
}
