package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;

/// Makes a run of a job now.
final class TriggerHandler implements Handler {
    private final Mutation mutation;

    TriggerHandler(Mutation mutation) {
        this.mutation = mutation;
    }

    @Override
    public Answer answer(Call call) {
        return mutation.answer(
                call,
                "trigger",
                view ->
                        new Command.Trigger(
                                new References(view).job(call.args()).id(), call.peer().name()),
                StopHandler::result);
    }
}
