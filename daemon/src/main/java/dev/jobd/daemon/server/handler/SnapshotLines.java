package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.event.JobPicture;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import dev.jobd.model.Run;
import dev.jobd.wire.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/// What there is, in lines of a bearable length: jobs, each followed by its runs that have not
/// ended, and at last such runs whose jobs are gone.
final class SnapshotLines {
    private static final int CHUNK = 100;

    private final StoreView view;
    private final EventLines wanted;
    private final Map<JobId, List<Run>> active = new HashMap<>();
    private final Queue<List<Json.Obj>> ready = new ArrayDeque<>();
    private Optional<JobId> place = Optional.empty();
    private boolean isOver;

    SnapshotLines(StoreView view, EventLines wanted) {
        this.view = view;
        this.wanted = wanted;
        for (Run run : view.activeRuns()) {
            active.computeIfAbsent(run.id().job(), _ -> new ArrayList<>()).add(run);
        }
    }

    /// Returns the next line; empty after the last.
    Optional<Json.Obj> next() {
        while (ready.isEmpty() && !isOver) {
            read();
        }
        return Optional.ofNullable(ready.poll())
                .map(objects ->
                        Json.object().put("snapshot", new Json.Arr(List.copyOf(objects))).build());
    }

    private void read() {
        List<Json.Obj> objects = new ArrayList<>();
        List<Job> jobs = view.jobs(place, CHUNK);
        for (Job job : jobs) {
            add(objects, job);
        }
        if (jobs.isEmpty()) {
            isOver = true;
            if (wanted.runs() && wanted.filter().isOpen()) {
                active.values().stream()
                        .flatMap(List::stream)
                        .forEach(run -> objects.add(run(run, Optional.empty())));
            }
        } else {
            place = Optional.of(jobs.getLast().id());
        }
        ready.addAll(EventLines.split(objects));
    }

    private void add(List<Json.Obj> objects, Job job) {
        List<Run> runs = Optional.ofNullable(active.remove(job.id())).orElse(List.of());
        JobState state =
                view.state(job.id()).orElseGet(() -> JobState.initial(job.id(), Optional.empty()));
        JobPicture picture = new JobPicture(job, state, runs);
        if (!wanted.takes(picture)) {
            return;
        }
        if (wanted.jobs()) {
            objects.add(EventLines.typed("job").put("job", Shown.job(picture).item()).build());
        }
        if (wanted.runs()) {
            runs.forEach(run -> objects.add(run(run, Optional.of(picture))));
        }
    }

    private static Json.Obj run(Run run, Optional<JobPicture> job) {
        return EventLines.typed("run").put("run", Shown.run(run, job)).build();
    }
}
