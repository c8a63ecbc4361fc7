package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Applied;
import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Run;
import dev.jobd.model.Signal;
import dev.jobd.wire.Json;

/// Stops a run, or sends it one signal.
final class StopHandler implements Handler {
    private final Mutation mutation;

    StopHandler(Mutation mutation) {
        this.mutation = mutation;
    }

    @Override
    public Answer answer(Call call) {
        return mutation.answer(
                call,
                "stop",
                view ->
                        new Command.Stop(
                                new References(view).run(call.args()).run().id(),
                                call.args().findText("signal").flatMap(Signal::parse),
                                call.peer().name()),
                StopHandler::result);
    }

    /// Returns the run that a command made or stopped.
    static Json.Builder result(StoreView view, Applied applied) {
        Run run =
                applied.run()
                        .flatMap(view::run)
                        .orElseThrow(() -> Shown.gone("the run of job " + applied.job()));
        return Json.object().put("run", Shown.run(view, run));
    }
}
