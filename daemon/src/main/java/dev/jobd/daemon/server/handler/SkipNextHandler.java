package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.server.Peer;
import dev.jobd.model.Job;
import dev.jobd.wire.Json;

/// Lets the next due times of a job be skipped.
final class SkipNextHandler implements Handler, JobChange {
    private final Mutation mutation;

    SkipNextHandler(Mutation mutation) {
        this.mutation = mutation;
    }

    @Override
    public Answer answer(Call call) {
        return mutation.answer(
                call,
                "skip_next",
                view -> command(call.args(), new References(view).jobAt(call.args()), call.peer()),
                (view, applied) -> Json.object().put("job", Shown.job(view, applied.job())));
    }

    @Override
    public Command.Plain command(Json.Obj args, Job job, Peer peer) {
        int times = Math.toIntExact(args.findInteger("count").orElse(1));
        return new Command.SkipNext(job.id(), args.findInteger("if_rev"), times, peer.name());
    }
}
