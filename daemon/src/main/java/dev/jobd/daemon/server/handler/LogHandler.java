package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.process.RunLog;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.io.IOException;
import java.util.Optional;

/// Sends the output of an attempt, and follows it.
final class LogHandler implements Handler {
    private final HandlerParts parts;

    LogHandler(HandlerParts parts) {
        this.parts = parts;
    }

    @Override
    public Answer answer(Call call) {
        try (StoreView view = parts.store().view()) {
            References.RunReference reference = new References(view).run(call.args());
            LogQuestion question = LogQuestion.of(reference, call.args());
            Optional<RunLog> log = question.log(parts.output().logs());
            Json.Obj result =
                    Json.object()
                            .put("run", question.run().toString())
                            .put("attempt", question.attempt())
                            .putOrNull("path", log.map(it -> Json.of(it.output().toString())))
                            .put("size", log.isPresent() ? log.get().size() : 0)
                            .build();
            return new Answer.Stream(result, new LogFeed(parts, question));
        } catch (IOException e) {
            throw new WireErrorException(
                    WireError.of(
                            ErrorCode.INTERNAL, "the output cannot be read: " + e.getMessage()));
        }
    }
}
