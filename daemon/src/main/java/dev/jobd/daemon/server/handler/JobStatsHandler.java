package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.JobId;
import dev.jobd.model.Run;
import dev.jobd.wire.JobView;
import dev.jobd.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Returns figures of the runs of jobs, a page at a time. Runs are read a few at a time and
/// counted.
final class JobStatsHandler implements Handler {
    private static final int CHUNK = 200;

    /// Of one job no more runs are looked at.
    static final int RUNS_MAX = 100_000;

    /// A page that has looked at so many runs is full, so that none takes long.
    private static final int LOOKED_AT_MAX = 20_000;

    private final HandlerParts parts;

    JobStatsHandler(HandlerParts parts) {
        this.parts = parts;
    }

    @Override
    public Answer answer(Call call) {
        Json.Obj args = call.args();
        Page page = new Page(args);
        Optional<Instant> since = args.findInstant("since");
        String place = Cursor.decode(args, it -> it.text("name")).orElse("");
        try (StoreView view = parts.store().view()) {
            SelectedJobs jobs = new SelectedJobs(view, args);
            boolean isMore = true;
            long lookedAt = 0;
            while (isMore && lookedAt < LOOKED_AT_MAX) {
                List<JobView> next = jobs.after(place, 1);
                isMore = !next.isEmpty();
                if (isMore) {
                    JobView job = next.getFirst();
                    Json.Builder figures = figures(view, job, since);
                    if (!page.add(figures.build())) {
                        break;
                    }
                    lookedAt += figures.build().integer("runs");
                    place = job.job().name().text();
                }
            }
            Json.Builder result = Json.object().put("items", page.items());
            if (isMore) {
                result.put("next", Cursor.encode(args, Json.object().put("name", place)));
            }
            return new Answer.Now(result.put("seq", view.seq()).build());
        }
    }

    private static Json.Builder figures(StoreView view, JobView job, Optional<Instant> since) {
        RunFigures figures = new RunFigures();
        JobId id = job.job().id();
        long before = Long.MAX_VALUE;
        int left = RUNS_MAX;
        boolean isOver = false;
        while (!isOver && left > 0) {
            List<Run> chunk = view.runs(id, before, Math.min(CHUNK, left));
            isOver = chunk.isEmpty();
            for (Run run : chunk) {
                if (since.isPresent() && run.queuedAt().isBefore(since.get())) {
                    isOver = true;
                    break;
                }
                figures.add(run);
                before = run.id().number();
                left--;
            }
        }
        Json.Builder object =
                Json.object().put("job", job.job().name().text()).put("id", id.number());
        figures.put(object);
        return isOver ? object : object.put("cut", true);
    }
}
