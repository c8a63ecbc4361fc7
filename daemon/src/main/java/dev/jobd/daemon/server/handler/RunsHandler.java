package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.JobId;
import dev.jobd.model.Run;
import dev.jobd.wire.Json;
import java.util.List;
import java.util.Optional;

/// Returns runs, the newest first, a page at a time.
final class RunsHandler implements Handler {
    private static final int CHUNK = 200;

    /// A filter that takes few gives a short page rather than a long wait.
    private static final int LOOKED_AT_MAX = 20_000;

    private final HandlerParts parts;

    RunsHandler(HandlerParts parts) {
        this.parts = parts;
    }

    @Override
    public Answer answer(Call call) {
        Json.Obj args = call.args();
        Optional<RunPlace> start = Cursor.decode(args, RunPlace::of);
        try (StoreView view = parts.store().view()) {
            Optional<JobId> job = args.find("job").map(_ -> new References(view).job(args).id());
            Page page = new Page(args);
            Optional<RunPlace> rest = fill(page, view, job, start, RunFilter.of(args));
            Json.Builder result = Json.object().put("items", page.items());
            rest.ifPresent(place -> result.put("next", Cursor.encode(args, place.place())));
            return new Answer.Now(result.put("seq", view.seq()).build());
        }
    }

    /// Fills the page; returns the place behind it, or empty if nothing is behind it.
    private Optional<RunPlace> fill(
            Page page,
            StoreView view,
            Optional<JobId> job,
            Optional<RunPlace> start,
            RunFilter filter) {
        Optional<RunPlace> place = start;
        int lookedAt = 0;
        while (true) {
            List<Run> chunk = RunPlace.after(view, job, place, CHUNK);
            if (chunk.isEmpty()) {
                return Optional.empty();
            }
            Waiting waiting = Waiting.of(parts.waits(), chunk);
            for (Run run : chunk) {
                if (filter.isOver(run)) {
                    return Optional.empty();
                }
                if (lookedAt++ >= LOOKED_AT_MAX
                        || (filter.takes(run) && !page.add(Shown.run(view, run, waiting)))) {
                    return place;
                }
                place = Optional.of(RunPlace.of(run));
            }
        }
    }
}
