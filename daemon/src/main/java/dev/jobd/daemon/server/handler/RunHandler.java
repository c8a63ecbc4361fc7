package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Run;
import dev.jobd.wire.Json;
import java.util.List;

/// Returns one run.
final class RunHandler implements Handler {
    private final HandlerParts parts;

    RunHandler(HandlerParts parts) {
        this.parts = parts;
    }

    @Override
    public Answer answer(Call call) {
        try (StoreView view = parts.store().view()) {
            Run run = new References(view).run(call.args()).run();
            return new Answer.Now(
                    Json.object()
                            .put(
                                    "run",
                                    Shown.run(view, run, Waiting.of(parts.waits(), List.of(run))))
                            .put("seq", view.seq())
                            .build());
        }
    }
}
