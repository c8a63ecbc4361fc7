package dev.jobd.daemon.server;

import dev.jobd.daemon.schedule.UnrecordedException;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.wire.BatchOperation;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonSyntaxException;
import dev.jobd.wire.Operation;
import dev.jobd.wire.Operations;
import dev.jobd.wire.Request;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Checks a request against the table of operations and hands it to the handler of its operation.
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private static final String ADD = "add";

    private final Map<String, Handler> handlers;

    Dispatcher(Map<String, Handler> handlers) {
        this.handlers = Map.copyOf(handlers);
        for (Operation operation : Operations.all()) {
            if (!handlers.containsKey(operation.name())) {
                throw new IllegalArgumentException("nobody answers '" + operation.name() + "'");
            }
        }
    }

    /// Tells whether the request may be begun while earlier ones of its connection still wait for
    /// their answers. Only `add`, also in a batch, refers to nothing that those could make or
    /// change, and many of them in a row are worth one write to the disk.
    static boolean needsNothingBefore(Request request) {
        return request.op().equals(ADD)
                || (request.op().equals(BatchOperation.NAME)
                        && request.args().members().get("ops") instanceof Json.Arr(List<Json> ops)
                        && ops.stream().allMatch(Dispatcher::isAdd));
    }

    private static boolean isAdd(Json op) {
        return op instanceof Json.Obj object && Json.of(ADD).equals(object.members().get("op"));
    }

    /// Answers a request.
    ///
    /// @throws WireErrorException if it is refused
    Answer answer(Request request, Peer peer, Call.Feeds feeds, Call.Staged staged) {
        Operations.require(request.op()).check(request.args());
        Handler handler = handlers.get(request.op());
        if (handler == null) {
            throw new IllegalStateException("nobody answers '" + request.op() + "'");
        }
        return handler.answer(new Call(request.args(), peer, feeds, staged));
    }

    /// Returns what a client is told of a failure.
    static WireError error(Throwable failure) {
        return switch (failure) {
            case WireErrorException refused -> refused.error();
            case CompletionException wrapped when wrapped.getCause() != null ->
                    error(wrapped.getCause());
            case JsonSyntaxException syntax ->
                    WireError.of(ErrorCode.PARSE_ERROR, String.valueOf(syntax.getMessage()))
                            .with("offset", Json.of(syntax.offset()));
            case TimeoutException _ ->
                    WireError.of(
                                    ErrorCode.TIMEOUT,
                                    "it takes too long; whether it was done will show later")
                            .later();
            case UnrecordedException unrecorded ->
                    WireError.of(
                            unrecorded.getCause() instanceof StoreException.Full
                                    ? ErrorCode.STORE_FULL
                                    : ErrorCode.STORE_FAILED,
                            String.valueOf(unrecorded.getMessage()));
            case StoreException.Full full ->
                    WireError.of(ErrorCode.STORE_FULL, "nothing was changed: " + full.getMessage());
            case StoreException.Failed failed ->
                    WireError.of(
                            ErrorCode.STORE_FAILED, "nothing was changed: " + failed.getMessage());
            default -> internal(failure);
        };
    }

    private static WireError internal(Throwable failure) {
        String reference = Long.toHexString(ThreadLocalRandom.current().nextLong());
        LOG.error("a request failed, reference {}", reference, failure);
        return WireError.of(
                        ErrorCode.INTERNAL,
                        "a fault of the daemon; its log says more under " + reference)
                .with("ref", Json.of(reference));
    }
}
