package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.server.Peer;
import dev.jobd.model.Job;
import dev.jobd.model.JobDefinition;
import dev.jobd.wire.JobJson;
import dev.jobd.wire.JobPatch;
import dev.jobd.wire.Json;
import java.time.temporal.ChronoUnit;

/// Changes the definition of a job by a merge patch over the one that is stored.
final class UpdateHandler implements Handler, JobChange {
    private final HandlerParts parts;
    private final Mutation mutation;

    UpdateHandler(HandlerParts parts, Mutation mutation) {
        this.parts = parts;
        this.mutation = mutation;
    }

    @Override
    public Answer answer(Call call) {
        return mutation.answer(
                call,
                "update",
                view -> command(call.args(), new References(view).jobAt(call.args()), call.peer()),
                (view, applied) -> Json.object().put("job", Shown.job(view, applied.job())));
    }

    @Override
    public Command.Plain command(Json.Obj args, Job base, Peer peer) {
        Json.Obj changed = JobPatch.apply(base.definition(), args.object("set"));
        JobJson.check(changed, "args.set");
        JobDefinition definition =
                JobJson.read(
                                changed,
                                parts.clock().instant().truncatedTo(ChronoUnit.MILLIS),
                                parts.about().home().toString())
                        .definition(base.name());
        return new Command.Update(base, definition, peer.name());
    }
}
