package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.model.Settings;
import dev.jobd.wire.Json;

/// Sets how many runs may have a process at once, over all groups.
final class LimitHandler implements Handler {
    private final HandlerParts parts;
    private final Mutation mutation;

    LimitHandler(HandlerParts parts, Mutation mutation) {
        this.parts = parts;
        this.mutation = mutation;
    }

    @Override
    public Answer answer(Call call) {
        Settings settings = new Settings(GroupChangeHandler.count(call.args(), "runs_max"));
        return mutation.answer(
                call,
                "limit_runs",
                _ -> new Command.Set(settings, call.peer().name()),
                (view, _) -> Json.object().put("runs_max", parts.about().runsMax(view.settings())));
    }
}
