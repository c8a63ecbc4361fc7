package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.wire.Json;

/// Returns all groups.
final class GroupsHandler implements Handler {
    private final HandlerParts parts;

    GroupsHandler(HandlerParts parts) {
        this.parts = parts;
    }

    @Override
    public Answer answer(Call call) {
        try (StoreView view = parts.store().view()) {
            return new Answer.Now(
                    Json.object()
                            .put("items", new Tally(view).groups())
                            .put("runs_max", parts.about().runsMax(view.settings()))
                            .put("seq", view.seq())
                            .build());
        }
    }
}
