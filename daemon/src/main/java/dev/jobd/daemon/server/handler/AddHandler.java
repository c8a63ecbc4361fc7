package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Applied;
import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.wire.JobDraft;
import dev.jobd.wire.JobJson;
import dev.jobd.wire.JobView;
import dev.jobd.wire.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

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
        Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        Json.Obj job = call.args().object("job");
        JobDraft draft = JobJson.readNew(job, now, parts.about().home().toString());
        Command.Add add =
                new Command.Add(
                        draft.name(),
                        draft.process(),
                        draft.schedule(),
                        draft.policies(),
                        draft.lateOk(),
                        call.args().flag("dry_run"),
                        call.peer().name());
        return mutation.answer(add, "args.job", AddHandler::result);
    }

    private static Json.Builder result(StoreView view, Applied applied) {
        Optional<Applied.Planned> planned = applied.planned();
        if (planned.isPresent()) {
            Applied.Planned plan = planned.get();
            JobView shown = new JobView(plan.job(), plan.state(), List.of(), Optional.empty());
            return Json.object().put("job", shown.full(false));
        }
        return Json.object()
                .put("job", Shown.job(view, applied.job()))
                .putIf("run", applied.run().flatMap(view::run).map(it -> Shown.run(view, it)));
    }
}
