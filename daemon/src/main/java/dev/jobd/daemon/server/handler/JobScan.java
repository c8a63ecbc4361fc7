package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.Run;
import dev.jobd.wire.JobView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/// Finds the jobs of one page: the first ones behind a place, in an order.
///
/// By name the store itself has the order, and as much is read as is needed. In any other order all
/// jobs are looked at, and only the best so far are kept.
final class JobScan {
    private static final int CHUNK = 500;

    private final StoreView view;
    private final JobFilter filter;
    private final Map<JobId, List<Run>> active = new HashMap<>();

    JobScan(StoreView view, JobFilter filter) {
        this.view = view;
        this.filter = filter;
        for (Run run : view.activeRuns()) {
            active.computeIfAbsent(run.id().job(), _ -> new ArrayList<>()).add(run);
        }
    }

    /// Returns at most `count` jobs behind `after` in the order of `sort`.
    List<JobView> find(List<String> sort, Optional<JobKey> after, int count) {
        return sort.isEmpty() || sort.getFirst().equals("name")
                ? byName(after.map(JobKey::name).orElse(""), count)
                : best(JobKey.order(sort), after, count);
    }

    private List<JobView> byName(String after, int count) {
        List<JobView> found = new ArrayList<>();
        String place = after;
        while (found.size() < count) {
            List<Job> chunk = view.jobsByName(place, CHUNK);
            if (chunk.isEmpty()) {
                break;
            }
            chunk.forEach(job -> offer(job, found));
            place = chunk.getLast().name().text();
        }
        return found.subList(0, Math.min(count, found.size()));
    }

    private void offer(Job job, List<JobView> found) {
        JobView shown = shown(job);
        if (filter.takes(shown)) {
            found.add(shown);
        }
    }

    private List<JobView> best(Comparator<JobKey> order, Optional<JobKey> after, int count) {
        Comparator<JobView> views = Comparator.comparing(JobKey::of, order);
        Predicate<JobView> isBehind =
                it -> after.isEmpty() || order.compare(JobKey.of(it), after.get()) > 0;
        PriorityQueue<JobView> best = new PriorityQueue<>(views.reversed());
        Optional<JobId> place = Optional.empty();
        List<Job> chunk = view.jobs(place, CHUNK);
        while (!chunk.isEmpty()) {
            for (Job job : chunk) {
                JobView shown = shown(job);
                if (filter.takes(shown) && isBehind.test(shown)) {
                    best.add(shown);
                    if (best.size() > count) {
                        best.remove();
                    }
                }
            }
            place = Optional.of(chunk.getLast().id());
            chunk = view.jobs(place, CHUNK);
        }
        return best.stream().sorted(views).toList();
    }

    private JobView shown(Job job) {
        return Shown.job(view, job, active.getOrDefault(job.id(), List.of()));
    }
}
