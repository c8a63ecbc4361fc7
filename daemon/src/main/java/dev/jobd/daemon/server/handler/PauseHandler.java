package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.server.Peer;
import dev.jobd.model.Job;
import dev.jobd.wire.Json;
import java.util.Optional;

/// Pauses or resumes the schedule of a job.
final class PauseHandler implements Handler, JobChange {
    private final Mutation mutation;
    private final boolean paused;

    PauseHandler(Mutation mutation, boolean paused) {
        this.mutation = mutation;
        this.paused = paused;
    }

    @Override
    public Answer answer(Call call) {
        return mutation.answer(
                call,
                paused ? "pause" : "resume",
                view -> command(call.args(), new References(view).jobAt(call.args()), call.peer()),
                (view, applied) -> Json.object().put("job", Shown.job(view, applied.job())));
    }

    @Override
    public Command.Plain command(Json.Obj args, Job job, Peer peer) {
        return new Command.Pause(
                job.id(),
                args.findInteger("if_rev"),
                paused,
                paused ? args.findInstant("until") : Optional.empty(),
                peer.name());
    }
}
