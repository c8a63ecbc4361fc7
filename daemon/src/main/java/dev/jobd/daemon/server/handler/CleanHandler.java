package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.retention.Harvest;
import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.JobId;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Removes ended runs, and with the last of them one-off jobs that are done: some hundred with each
/// request, so that no other waits long.
final class CleanHandler implements Handler {
    private final HandlerParts parts;
    private final Mutation mutation;

    CleanHandler(HandlerParts parts, Mutation mutation) {
        this.parts = parts;
        this.mutation = mutation;
    }

    /// What goes.
    private record Found(List<RunId> runs, List<RunId> last, Json.Obj result) {}

    @Override
    public Answer answer(Call call) {
        if (call.args().flag("dry_run")) {
            try (StoreView view = parts.store().view()) {
                return new Answer.Now(found(view, call.args(), true).result());
            }
        }
        parts.removals().begin();
        boolean isUnderWay = false;
        try {
            Found found;
            try (StoreView view = parts.store().view()) {
                found = found(view, call.args(), false);
            }
            if (found.runs().isEmpty()) {
                return new Answer.Now(found.result());
            }
            Answer answer =
                    mutation.answer(
                            call,
                            "clean",
                            _ -> new Command.Prune(found.runs(), found.last()),
                            (_, _) -> Json.object().putAll(found.result()));
            if (answer instanceof Answer.Later(var later)) {
                CompletableFuture<?> _ = later.whenComplete((_, _) -> parts.removals().end());
                isUnderWay = true;
            }
            return answer;
        } finally {
            if (!isUnderWay) {
                parts.removals().end();
            }
        }
    }

    private static Found found(StoreView view, Json.Obj args, boolean isShown) {
        CleanSearch search = new CleanSearch(view, args);
        CleanSearch.Place start =
                Cursor.decode(args, CleanSearch.Place::of).orElse(CleanSearch.Place.START);
        Optional<CleanSearch.Place> rest = search.from(start);
        Harvest harvest = search.harvest();
        List<RunId> last = harvest.last(view);
        List<Json> jobs = new ArrayList<>();
        last.forEach(run -> jobs.add(job(view, run.job())));
        Json.Builder result =
                Json.object().put("runs", harvest.runs().size()).put("jobs", new Json.Arr(jobs));
        rest.ifPresent(place -> result.put("next", Cursor.encode(args, place.toJson())));
        if (isShown || harvest.isEmpty()) {
            result.put("seq", view.seq());
        }
        return new Found(harvest.runs().stream().map(Run::id).toList(), last, result.build());
    }

    private static Json.Obj job(StoreView view, JobId id) {
        String name = view.job(id).map(job -> job.name().text()).orElse("");
        return Json.object().put("id", id.number()).put("name", name).build();
    }
}
