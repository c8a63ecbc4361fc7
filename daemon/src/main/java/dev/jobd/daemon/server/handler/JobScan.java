package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.wire.JobView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the jobs of one page: the first ones behind a place, in an order.
///
/// By name the store itself has the order, and as much is read as is needed. Any other order is
/// made once for all pages.
final class JobScan {
    private static final int CHUNK = 500;

    /// More characters of jobs are not held at once.
    static final int LENGTH_MAX = 1 << 20;

    private final StoreView view;
    private final JobFilter filter;
    private final JobOrders orders;
    private final JobRuns runs;

    JobScan(StoreView view, JobFilter filter, JobOrders orders) {
        this.view = view;
        this.filter = filter;
        this.orders = orders;
        runs = new JobRuns(view);
    }

    /// Returns at most `count` jobs behind `after` in the order of `sort`: fewer if they are long,
    /// but at least one if there are more.
    List<JobView> find(List<String> sort, Optional<JobKey> after, int count) {
        if (sort.getFirst().equals("name")) {
            return byName(after.map(JobKey::name).orElse(""), count);
        }
        return orders.page(view, new JobOrders.Question(sort, filter), after, count, runs);
    }

    private List<JobView> byName(String after, int count) {
        List<JobView> found = new ArrayList<>();
        String place = after;
        long length = 0;
        while (found.size() < count && length < LENGTH_MAX) {
            // Without a filter as many as are wanted are enough.
            List<Job> chunk = view.jobsByName(place, Math.clamp(count - found.size(), 100, CHUNK));
            if (chunk.isEmpty()) {
                break;
            }
            for (Job job : chunk) {
                JobView shown = runs.shown(view, job);
                if (filter.takes(shown)) {
                    found.add(shown);
                    length += job.definition().process().length();
                }
            }
            place = chunk.getLast().name().text();
        }
        return found.subList(0, Math.min(count, found.size()));
    }
}
