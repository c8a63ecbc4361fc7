package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.server.ServerLimits;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.Operations;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.util.List;

/// Tells who the daemon is and what it can.
final class HelloHandler implements Handler {
    private static final List<String> FEATURES =
            List.of(
                    "batch",
                    "describe",
                    "keys",
                    "log.follow",
                    "subscribe",
                    "subscribe.coalesce",
                    "subscribe.resume");

    private final HandlerParts parts;

    HelloHandler(HandlerParts parts) {
        this.parts = parts;
    }

    @Override
    public Answer answer(Call call) {
        long wanted = call.args().findInteger("proto").orElse(Operations.PROTOCOL);
        if (wanted != Operations.PROTOCOL) {
            throw unsupported("protocol " + wanted + " is not spoken here", "args.proto");
        }
        for (String feature : call.args().texts("need")) {
            if (!FEATURES.contains(feature)) {
                throw unsupported("there is no feature '" + feature + "'", "args.need");
            }
        }
        HandlerParts.About about = parts.about();
        try (StoreView view = parts.store().view()) {
            return new Answer.Now(
                    Json.object()
                            .put("proto", Operations.PROTOCOL)
                            .put("proto_min", Operations.PROTOCOL)
                            .put("server", about.server())
                            .put("pid", about.pid())
                            .put("instance", about.instance())
                            .put("store", Shown.storeId(parts.store()))
                            .put("seq", view.seq())
                            .put("features", Json.strings(FEATURES))
                            .put("limits", ServerLimits.of(about.settings().get()).toJson())
                            .put("now", parts.clock().instant())
                            .build());
        }
    }

    private static WireErrorException unsupported(String message, String field) {
        return new WireErrorException(
                WireError.of(ErrorCode.UNSUPPORTED_VERSION, message)
                        .at(field)
                        .with("proto_min", Json.of(Operations.PROTOCOL))
                        .with("proto_max", Json.of(Operations.PROTOCOL))
                        .with("features", Json.strings(FEATURES)));
    }
}
