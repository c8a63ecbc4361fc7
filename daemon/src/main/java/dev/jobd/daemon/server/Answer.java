package dev.jobd.daemon.server;

import dev.jobd.wire.Json;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// What a handler says to a request.
public sealed interface Answer {

    /// The result, at once.
    record Now(Json.Obj result) implements Answer {}

    /// The result once something has happened. The future may complete on any thread; the result is
    /// made later, on a thread of the connection.
    record Later(CompletableFuture<Supplier<Json.Obj>> result) implements Answer {}

    /// The result, and lines of its own that follow it. A member `sub` is added to the result.
    record Stream(Json.Obj result, Feed feed) implements Answer {}
}
