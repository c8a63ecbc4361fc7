package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;

/// Stops the processes of a run where they are, or lets them go on.
final class SuspendHandler implements Handler {
    private final Mutation mutation;
    private final boolean suspends;

    SuspendHandler(Mutation mutation, boolean suspends) {
        this.mutation = mutation;
        this.suspends = suspends;
    }

    @Override
    public Answer answer(Call call) {
        return mutation.answer(
                call,
                suspends ? "suspend" : "cont",
                view ->
                        new Command.Suspend(
                                new References(view).run(call.args()).run().id(),
                                suspends,
                                call.peer().name()),
                StopHandler::result);
    }
}
