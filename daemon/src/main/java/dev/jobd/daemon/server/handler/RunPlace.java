package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.store.StoreView;
import dev.jobd.daemon.store.TimelineKey;
import dev.jobd.model.JobId;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.wire.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A run's place among those that `runs` returns. Over all jobs the active ones come first, the
/// last queued first, then the ended ones, the last ended first.
///
/// @param run which
/// @param time when it was queued, or ended, in microseconds
/// @param ended which of the two
record RunPlace(RunId run, long time, boolean ended) {
    private static final Comparator<RunPlace> NEWEST_FIRST =
            Comparator.comparingLong(RunPlace::time).thenComparing(RunPlace::run).reversed();

    static RunPlace of(Run run) {
        Optional<TimelineKey> key = TimelineKey.of(run);
        Instant time = key.map(TimelineKey::endedAt).orElseGet(run::queuedAt);
        return new RunPlace(
                run.id(), ChronoUnit.MICROS.between(Instant.EPOCH, time), key.isPresent());
    }

    static RunPlace of(Json.Obj place) {
        RunId run = new RunId(new JobId(place.integer("job")), place.integer("run"));
        return new RunPlace(run, place.integer("time"), place.flag("ended"));
    }

    Json.Builder place() {
        return Json.object()
                .put("job", run.job().number())
                .put("run", run.number())
                .put("time", time)
                .put("ended", ended);
    }

    /// Returns at most `count` runs behind a place: of one job by number, or over all jobs.
    static List<Run> after(
            StoreView view, Optional<JobId> job, Optional<RunPlace> place, int count) {
        if (job.isPresent()) {
            long before = place.map(it -> it.run().number()).orElse(Long.MAX_VALUE);
            return view.runs(job.get(), before, count);
        }
        if (place.isPresent() && place.get().ended()) {
            return view.endedRuns(place.map(RunPlace::key), count);
        }
        List<Run> active =
                view.activeRuns().stream()
                        .filter(run -> place.isEmpty() || isBehind(of(run), place.get()))
                        .sorted(Comparator.comparing(RunPlace::of, NEWEST_FIRST))
                        .limit(count)
                        .toList();
        return active.isEmpty() ? view.endedRuns(Optional.empty(), count) : active;
    }

    private static boolean isBehind(RunPlace run, RunPlace place) {
        return NEWEST_FIRST.compare(run, place) > 0;
    }

    private TimelineKey key() {
        return new TimelineKey(Instant.EPOCH.plus(time, ChronoUnit.MICROS), run);
    }
}
