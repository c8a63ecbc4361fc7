package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.server.Peer;
import dev.jobd.model.Job;
import dev.jobd.wire.Json;
import java.util.concurrent.atomic.AtomicReference;

/// Removes a job.
final class RemoveHandler implements Handler, JobChange {
    private final Mutation mutation;

    RemoveHandler(Mutation mutation) {
        this.mutation = mutation;
    }

    @Override
    public Answer answer(Call call) {
        AtomicReference<Json.Obj> gone = new AtomicReference<>(Json.Obj.EMPTY);
        return mutation.answer(
                call,
                "remove",
                view -> {
                    Job job = new References(view).jobAt(call.args());
                    gone.set(
                            Json.object()
                                    .put("id", job.id().number())
                                    .put("name", job.name().text())
                                    .build());
                    return command(call.args(), job, call.peer());
                },
                (_, _) -> Json.object().put("job", gone.get()));
    }

    @Override
    public Command.Plain command(Json.Obj args, Job job, Peer peer) {
        return new Command.Remove(
                job.id(), args.findInteger("if_rev"), args.flag("stop"), peer.name());
    }
}
