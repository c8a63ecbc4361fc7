package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.wire.Json;

/// Pauses or resumes the schedule of a job.
final class PauseHandler implements Handler {
    private final HandlerParts parts;
    private final Mutation mutation;
    private final boolean paused;

    PauseHandler(HandlerParts parts, Mutation mutation, boolean paused) {
        this.parts = parts;
        this.mutation = mutation;
        this.paused = paused;
    }

    @Override
    public Answer answer(Call call) {
        try (StoreView view = parts.store().view()) {
            Job job = new References(view).job(call.args());
            Command.Pause pause =
                    new Command.Pause(
                            job.id(),
                            call.args().findInteger("if_rev"),
                            paused,
                            call.peer().name());
            return mutation.answer(
                    pause,
                    "args",
                    (after, applied) -> Json.object().put("job", Shown.job(after, applied.job())));
        }
    }
}
