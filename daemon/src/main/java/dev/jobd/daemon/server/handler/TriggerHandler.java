package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;

/// Makes a run of a job now.
final class TriggerHandler implements Handler {
    private final HandlerParts parts;
    private final Mutation mutation;

    TriggerHandler(HandlerParts parts, Mutation mutation) {
        this.parts = parts;
        this.mutation = mutation;
    }

    @Override
    public Answer answer(Call call) {
        try (StoreView view = parts.store().view()) {
            Job job = new References(view).job(call.args());
            Command.Trigger trigger = new Command.Trigger(job.id(), call.peer().name());
            return mutation.answer(trigger, "args", StopHandler::result);
        }
    }
}
