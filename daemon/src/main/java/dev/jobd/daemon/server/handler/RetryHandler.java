package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.model.Run;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;

/// Makes a run that does again what an earlier one did.
final class RetryHandler implements Handler {
    private final Mutation mutation;

    RetryHandler(Mutation mutation) {
        this.mutation = mutation;
    }

    @Override
    public Answer answer(Call call) {
        return mutation.answer(
                call,
                "retry",
                view -> {
                    Run run = new References(view).run(call.args()).run();
                    if (!run.isEnded()) {
                        throw new WireErrorException(
                                WireError.of(
                                                ErrorCode.STATE_CONFLICT,
                                                "run "
                                                        + run.id()
                                                        + " is "
                                                        + run.state().word()
                                                        + " and has not ended; wait for it, or stop"
                                                        + " it")
                                        .at("args.run"));
                    }
                    return new Command.Retry(run, call.peer().name());
                },
                StopHandler::result);
    }
}
