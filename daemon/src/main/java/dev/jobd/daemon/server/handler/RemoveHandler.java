package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.wire.Json;

/// Removes a job.
final class RemoveHandler implements Handler {
    private final HandlerParts parts;
    private final Mutation mutation;

    RemoveHandler(HandlerParts parts, Mutation mutation) {
        this.parts = parts;
        this.mutation = mutation;
    }

    @Override
    public Answer answer(Call call) {
        try (StoreView view = parts.store().view()) {
            Job job = new References(view).job(call.args());
            Json.Obj gone =
                    Json.object()
                            .put("id", job.id().number())
                            .put("name", job.name().text())
                            .build();
            Command.Remove remove =
                    new Command.Remove(
                            job.id(),
                            call.args().findInteger("if_rev"),
                            call.args().flag("stop"),
                            call.peer().name());
            return mutation.answer(remove, "args", (_, _) -> Json.object().put("job", gone));
        }
    }
}
