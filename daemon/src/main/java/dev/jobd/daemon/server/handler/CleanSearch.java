package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.retention.Harvest;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.daemon.store.TimelineKey;
import dev.jobd.model.JobId;
import dev.jobd.model.Outcome;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import dev.jobd.wire.JobView;
import dev.jobd.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Finds ended runs that are to be removed: first of jobs, by name, then of jobs that are gone.
final class CleanSearch {
    private static final int CHUNK = 200;

    /// A request that has looked at so many runs has looked enough, so that none takes long.
    private static final int LOOKED_AT_MAX = 20_000;

    private final StoreView view;
    private final SelectedJobs jobs;
    private final Optional<Instant> before;
    private final boolean ok;
    private final boolean failed;
    private final Harvest harvest = new Harvest();
    private int lookedAt;

    /// Where a search goes on.
    ///
    /// @param name the last job that was looked at to its end
    /// @param number of the job after it, only runs with a smaller number; of the jobs that are
    ///   gone, and with a job: the last run that was looked at
    /// @param gone the job of that run, and when it ended, in milliseconds; empty: jobs that are
    ///   there
    record Place(String name, long number, Optional<Gone> gone) {
        static final Place START = new Place("", Long.MAX_VALUE, Optional.empty());

        static Place of(Json.Obj place) {
            return new Place(
                    place.text("name"),
                    place.integer("number"),
                    place.findInstant("ended").map(at -> new Gone(place.integer("job"), at)));
        }

        Json.Builder toJson() {
            Json.Builder json =
                    Json.object()
                            .put("name", name)
                            .put("number", Math.min(number, Json.Int.LARGEST));
            gone.ifPresent(it -> json.put("job", it.job()).put("ended", it.ended()));
            return json;
        }
    }

    /// The place of a run whose job is gone.
    record Gone(long job, Instant ended) {}

    CleanSearch(StoreView view, Json.Obj args) {
        this.view = view;
        jobs = new SelectedJobs(view, args);
        before = args.findInstant("before");
        ok = args.flag("ok");
        failed = args.flag("failed");
    }

    /// Returns what was found.
    Harvest harvest() {
        return harvest;
    }

    /// Looks from a place on; returns where to go on, or empty if there is no more.
    Optional<Place> from(Place start) {
        Place place = start;
        while (place.gone().isEmpty()) {
            List<JobView> next = jobs.after(place.name(), 1);
            if (next.isEmpty()) {
                return before.isPresent() && jobs.isAll() ? gone(before.get()) : Optional.empty();
            }
            JobView job = next.getFirst();
            Optional<Long> stopped = job(job, place.number());
            if (stopped.isPresent()) {
                return Optional.of(new Place(place.name(), stopped.get(), Optional.empty()));
            }
            place = new Place(job.job().name().text(), Long.MAX_VALUE, Optional.empty());
        }
        Gone gone = place.gone().get();
        return gone(
                new TimelineKey(gone.ended(), new RunId(new JobId(gone.job()), place.number())));
    }

    /// Looks at the runs of a job; returns the number of the last one if there may be more.
    private Optional<Long> job(JobView job, long start) {
        boolean isFinished = Harvest.isOneOff(job.job()) && isDone(job);
        if (before.isEmpty() && !isFinished) {
            return Optional.empty();
        }
        long number = start;
        while (true) {
            List<Run> chunk = view.runs(job.job().id(), number, CHUNK);
            if (chunk.isEmpty()) {
                return Optional.empty();
            }
            for (Run run : chunk) {
                if (isEnough()) {
                    return Optional.of(number);
                }
                look(run);
                number = run.id().number();
            }
        }
    }

    private static boolean isDone(JobView job) {
        return job.active().isEmpty() && job.state().nextDue().isEmpty();
    }

    private Optional<Place> gone(Instant end) {
        return gone(new TimelineKey(end, new RunId(new JobId(1), 1)));
    }

    private Optional<Place> gone(TimelineKey start) {
        TimelineKey key = start;
        while (true) {
            List<Run> chunk = view.endedRuns(Optional.of(key), CHUNK);
            if (chunk.isEmpty()) {
                return Optional.empty();
            }
            for (Run run : chunk) {
                if (isEnough()) {
                    Gone place = new Gone(key.run().job().number(), key.endedAt());
                    return Optional.of(new Place("", key.run().number(), Optional.of(place)));
                }
                if (view.job(run.id().job()).isEmpty()) {
                    look(run);
                } else {
                    lookedAt++;
                }
                key = TimelineKey.of(run).orElseThrow();
            }
        }
    }

    private boolean isEnough() {
        return harvest.isFull() || lookedAt >= LOOKED_AT_MAX;
    }

    private void look(Run run) {
        lookedAt++;
        if (run.state() instanceof RunState.Ended(Instant at, Outcome outcome)
                && before.map(at::isBefore).orElse(true)
                && isWanted(outcome)) {
            harvest.add(run);
        }
    }

    private boolean isWanted(Outcome outcome) {
        boolean isAny = !ok && !failed;
        boolean isOk = outcome instanceof Outcome.Succeeded;
        return isAny || (ok && isOk) || (failed && RunFilter.isFailed(outcome));
    }
}
