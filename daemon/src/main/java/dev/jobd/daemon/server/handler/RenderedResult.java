package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Applied;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonText;
import org.jspecify.annotations.Nullable;

/// The result of one request. It is made once: what is stored under a key is what is answered.
final class RenderedResult {
    private final Mutation.Result result;
    private volatile Json.@Nullable Obj made;

    RenderedResult(Mutation.Result result) {
        this.result = result;
    }

    /// Returns it as text, to be stored.
    String text(StoreView view, Applied applied) {
        Json.Obj json = make(view, applied);
        made = json;
        return JsonText.of(json);
    }

    /// Returns it: as it was stored, or of this view.
    Json.Obj json(StoreView view, Applied applied) {
        Json.Obj stored = made;
        return stored == null ? make(view, applied) : stored;
    }

    private Json.Obj make(StoreView view, Applied applied) {
        return result.apply(view, applied).put("seq", applied.seq()).build();
    }
}
