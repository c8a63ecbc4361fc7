package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;

/// Keeps a run that waits from starting, or lets it go.
final class HoldHandler implements Handler {
    private final Mutation mutation;
    private final boolean holds;

    HoldHandler(Mutation mutation, boolean holds) {
        this.mutation = mutation;
        this.holds = holds;
    }

    @Override
    public Answer answer(Call call) {
        return mutation.answer(
                call,
                holds ? "hold" : "release",
                view ->
                        new Command.Hold(
                                new References(view).run(call.args()).run().id(),
                                holds,
                                call.peer().name()),
                StopHandler::result);
    }
}
