package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.wire.JobView;
import dev.jobd.wire.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The jobs that the arguments `jobs` and `filter` choose, in the order of their names.
final class SelectedJobs {
    private static final List<String> BY_NAME = List.of("name");

    private final JobFilter filter;
    private final JobScan scan;
    private final Optional<List<JobView>> named;

    /// @param view where they are
    /// @param args refused if they name a job that is not there
    SelectedJobs(StoreView view, Json.Obj args) {
        filter = JobFilter.of(args);
        scan = new JobScan(view, filter, new JobOrders());
        named = args.find("jobs").map(_ -> named(view, args.array("jobs")));
    }

    /// Tells whether they are all jobs.
    boolean isAll() {
        return named.isEmpty() && filter.isOpen();
    }

    /// Returns the first of those whose names come after a text, at least one if there are any.
    List<JobView> after(String name, int count) {
        if (named.isEmpty()) {
            Optional<JobKey> place = Optional.of(new JobKey(0, List.of(Json.of(name))));
            return scan.find(BY_NAME, place, count);
        }
        return named.get().stream()
                .filter(job -> job.job().name().text().compareTo(name) > 0)
                .filter(filter::takes)
                .limit(count)
                .toList();
    }

    private static List<JobView> named(StoreView view, List<Json> references) {
        References finder = new References(view);
        JobRuns runs = new JobRuns(view);
        Map<JobId, JobView> found = new LinkedHashMap<>();
        for (Json reference : references) {
            Job job = finder.job(Json.object().put("job", reference).build());
            found.put(job.id(), runs.shown(view, job));
        }
        List<JobView> sorted = new ArrayList<>(found.values());
        sorted.sort(Comparator.comparing(job -> job.job().name().text()));
        return sorted;
    }
}
