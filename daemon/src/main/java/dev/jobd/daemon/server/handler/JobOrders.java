package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.wire.JobView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The orders of the lists that are being read page by page, so that not all jobs are sorted again
/// for each page. What does not change keeps its place in them, however old they are.
///
/// Safe for any thread.
final class JobOrders {
    /// How many lists may be read at once without being sorted again.
    private static final int KEPT = 4;

    private static final int CHUNK = 1_000;

    private final Deque<Order> orders = new ArrayDeque<>();

    /// What a list is about.
    record Question(List<String> sort, JobFilter filter) {}

    /// Jobs in order, as they were at a commit.
    private record Order(Question question, long seq, List<JobKey> keys) {}

    /// Returns at most `count` jobs behind a place, as they are in the view: fewer if they are
    /// long, but at least one if there are more.
    List<JobView> page(
            StoreView view, Question question, Optional<JobKey> after, int count, JobRuns runs) {
        Order order = after.isPresent() ? known(view, question, runs) : made(view, question, runs);
        Comparator<JobKey> by = JobKey.order(question.sort());
        int at = after.map(place -> behind(order.keys(), place, by)).orElse(0);
        List<JobView> page = new ArrayList<>();
        long length = 0;
        for (;
                at < order.keys().size() && page.size() < count && length < JobScan.LENGTH_MAX;
                at++) {
            JobKey key = order.keys().get(at);
            Optional<JobView> shown =
                    view.job(new JobId(key.id()))
                            .map(job -> runs.shown(view, job))
                            // What has changed has its place elsewhere, and is found there or
                            // next time.
                            .filter(it -> JobKey.of(it, question.sort()).equals(key))
                            .filter(question.filter()::takes);
            shown.ifPresent(page::add);
            length += shown.map(it -> it.job().definition().process().length()).orElse(0L);
        }
        return page;
    }

    private static int behind(List<JobKey> keys, JobKey place, Comparator<JobKey> by) {
        int found = Collections.binarySearch(keys, place, by);
        return found < 0 ? -found - 1 : found + 1;
    }

    private Order known(StoreView view, Question question, JobRuns runs) {
        synchronized (orders) {
            for (Order order : orders) {
                if (order.question().equals(question)) {
                    return order;
                }
            }
        }
        return made(view, question, runs);
    }

    private Order made(StoreView view, Question question, JobRuns runs) {
        Order order = new Order(question, view.seq(), sorted(view, question, runs));
        synchronized (orders) {
            orders.removeIf(it -> it.question().equals(question));
            orders.addFirst(order);
            if (orders.size() > KEPT) {
                orders.removeLast();
            }
        }
        return order;
    }

    private static List<JobKey> sorted(StoreView view, Question question, JobRuns runs) {
        List<JobKey> keys = new ArrayList<>();
        Optional<JobId> place = Optional.empty();
        List<Job> chunk = view.jobs(place, CHUNK);
        while (!chunk.isEmpty()) {
            for (Job job : chunk) {
                JobView shown = runs.shown(view, job);
                if (question.filter().takes(shown)) {
                    keys.add(JobKey.of(shown, question.sort()));
                }
            }
            place = Optional.of(chunk.getLast().id());
            chunk = view.jobs(place, CHUNK);
        }
        keys.sort(JobKey.order(question.sort()));
        return keys;
    }
}
