package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.wire.JobView;
import dev.jobd.wire.Json;

/// Returns one job.
final class GetHandler implements Handler {
    private final HandlerParts parts;

    GetHandler(HandlerParts parts) {
        this.parts = parts;
    }

    @Override
    public Answer answer(Call call) {
        try (StoreView view = parts.store().view()) {
            Job job = new References(view).job(call.args());
            JobView whole = Shown.job(view, job);
            Json.Obj shown =
                    Waiting.of(parts.waits(), whole.active())
                            .of(whole)
                            .full(call.args().flag("reveal"));
            return new Answer.Now(Json.object().put("job", shown).put("seq", view.seq()).build());
        }
    }
}
