package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Applied;
import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.server.Peer;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.wire.JobDraft;
import dev.jobd.wire.JobJson;
import dev.jobd.wire.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Makes a job.
final class AddHandler implements Handler {
    private final HandlerParts parts;
    private final Mutation mutation;

    AddHandler(HandlerParts parts, Mutation mutation) {
        this.parts = parts;
        this.mutation = mutation;
    }

    @Override
    public Answer answer(Call call) {
        Command.Add add = command(call.args(), call.peer());
        return mutation.answer(call, "add", _ -> add, AddHandler::result);
    }

    /// Returns the command.
    Command.Add command(Json.Obj args, Peer peer) {
        Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        JobDraft draft =
                JobJson.readNew(
                        JobDefaults.in(args.object("job"), parts.about().settings().get()),
                        now,
                        parts.about().home().toString());
        return new Command.Add(
                draft.name(),
                draft.process(),
                draft.schedule(),
                draft.policies(),
                draft.notes(),
                draft.lateOk(),
                peer.name());
    }

    private static Json.Builder result(StoreView view, Applied applied) {
        return Json.object()
                .put("job", Shown.job(view, applied.job()))
                .putIf("run", applied.run().flatMap(view::run).map(it -> Shown.run(view, it)));
    }
}
