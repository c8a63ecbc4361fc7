package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Wait;
import dev.jobd.daemon.schedule.Waits;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.wire.Json;
import dev.jobd.wire.Limits;
import java.util.ArrayList;
import java.util.List;

/// Returns the locks that are held or waited for.
final class LocksHandler implements Handler {
    private final HandlerParts parts;

    LocksHandler(HandlerParts parts) {
        this.parts = parts;
    }

    @Override
    public Answer answer(Call call) {
        List<Json> locks = new ArrayList<>();
        Waiting.answer(parts.waits().locks(), List.<Waits.LockState>of())
                .forEach(lock -> locks.add(shown(lock)));
        return new Answer.Now(
                Json.object()
                        .put("items", new Json.Arr(locks))
                        .put("now", parts.clock().instant())
                        .build());
    }

    private static Json.Obj shown(Waits.LockState lock) {
        Json.Builder shown = Json.object().put("name", lock.name());
        shown.putOrNull("held_by", lock.holder().map(Wait.Named::name).map(Json::of));
        shown.putIf("held_since", lock.holder().flatMap(Wait.Named::since).map(Json::of));
        List<String> waiting =
                lock.waiting().stream().limit(Limits.PAGE).map(Wait.Named::name).toList();
        return shown.put("waiting_count", lock.waiting().size())
                .put("waiting", Json.strings(waiting))
                .build();
    }
}
