package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.wire.Description;

/// Returns the table of operations with its schemas.
final class DescribeHandler implements Handler {

    @Override
    public Answer answer(Call call) {
        return new Answer.Now(Description.toJson());
    }
}
