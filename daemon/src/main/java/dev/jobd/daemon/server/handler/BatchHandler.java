package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Applied;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Run;
import dev.jobd.wire.BatchOperation;
import dev.jobd.wire.JobView;
import dev.jobd.wire.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Does several operations as one.
final class BatchHandler implements Handler {
    private final HandlerParts parts;
    private final Mutation mutation;
    private final AddHandler adds;
    private final Map<String, JobChange> changes;

    /// @param adds makes the commands of `add`
    /// @param changes make those of the other operations, by name
    BatchHandler(
            HandlerParts parts,
            Mutation mutation,
            AddHandler adds,
            Map<String, JobChange> changes) {
        this.parts = parts;
        this.mutation = mutation;
        this.adds = adds;
        this.changes = changes;
    }

    @Override
    public Answer answer(Call call) {
        Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        List<Json.Obj> ops = call.args().objects("ops");
        return mutation.answer(
                call,
                BatchOperation.NAME,
                view -> new BatchPlan(view, adds, changes, call.peer(), now).command(ops),
                BatchHandler::result);
    }

    /// In short: a thousand jobs as `get` shows them would not fit on a line.
    private static Json.Builder result(StoreView view, Applied applied) {
        List<Json> results = new ArrayList<>();
        for (Applied.Part part : applied.parts()) {
            results.add(
                    Json.object()
                            .put("job", job(view, part))
                            .putIf("run", part.run().flatMap(view::run).map(BatchHandler::run))
                            .build());
        }
        return Json.object().put("results", new Json.Arr(results));
    }

    private static Json.Obj job(StoreView view, Applied.Part part) {
        Json.Builder brief = Json.object().put("id", part.job().number());
        Optional<JobView> shown = view.job(part.job()).map(job -> Shown.job(view, job));
        if (shown.isEmpty()) {
            return brief.put("name", part.name().text()).build();
        }
        JobView job = shown.get();
        return brief.put("name", job.job().name().text())
                .put("rev", job.job().revision())
                .put("state", job.word())
                .putOrNull("next", job.state().nextDue().map(Json::of))
                .build();
    }

    private static Json.Obj run(Run run) {
        return Json.object()
                .put("id", run.id().toString())
                .put("state", run.state().word())
                .build();
    }
}
