package dev.jobd.daemon.schedule;

import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.Parent;
import dev.jobd.model.Schedule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Keeps what runs after what sound: each parent is there and stays, and nothing runs after itself.
final class Parents {
    private static final String FIELD = "schedule.parents";
    private static final int NAMED_MAX = 5;

    private final Book book;

    Parents(Book book) {
        this.book = book;
    }

    /// Refuses parents that are not there, that are named twice, or that run after the job.
    ///
    /// @param name what the job is called; empty for a new one whose name nobody knows yet
    void require(Schedule schedule, Optional<JobName> name) {
        if (!(schedule instanceof Schedule.After after)) {
            return;
        }
        Set<JobName> seen = new HashSet<>();
        for (Parent parent : after.parents()) {
            if (!seen.add(parent.job())) {
                throw refused("'" + parent.job() + "' is named twice: name each job once");
            }
            if (!name.equals(Optional.of(parent.job())) && book.find(parent.job()).isEmpty()) {
                throw refused(
                        "no job '" + parent.job() + "' that it could run after: add that first");
            }
        }
        name.ifPresent(it -> requireNoCycle(after, it));
    }

    private void requireNoCycle(Schedule.After after, JobName name) {
        Map<JobName, JobName> childOf = new HashMap<>();
        Deque<JobName> left = new ArrayDeque<>();
        after.parents().forEach(parent -> visit(parent.job(), name, childOf, left));
        while (!left.isEmpty()) {
            JobName next = left.remove();
            if (next.equals(name)) {
                throw refused(
                        "a job cannot run after itself: " + way(name, childOf) + "; leave one out");
            }
            book.find(next)
                    .ifPresent(job ->
                            Book.parentsOf(job)
                                    .forEach(it -> visit(it.job(), next, childOf, left)));
        }
    }

    private static void visit(
            JobName parent, JobName child, Map<JobName, JobName> childOf, Deque<JobName> left) {
        if (childOf.putIfAbsent(parent, child) == null) {
            left.add(parent);
        }
    }

    /// Returns the way from a job down to itself, such as `a, b after a, a after b`.
    private static String way(JobName name, Map<JobName, JobName> childOf) {
        List<String> steps = new ArrayList<>();
        JobName parent = name;
        do {
            JobName child = childOf.getOrDefault(parent, name);
            steps.add(child + " runs after " + parent);
            parent = child;
        } while (!parent.equals(name));
        return String.join(", ", steps);
    }

    /// Refuses to do something to a job that others run after, unless another one has its name.
    ///
    /// @param what such as `removed`
    void requireNoChildren(JobId job, JobName name, String what) {
        List<JobEntry> children = book.childrenOf(name);
        boolean isTakenOver = book.find(name).filter(it -> !it.id.equals(job)).isPresent();
        if (children.isEmpty() || isTakenOver) {
            return;
        }
        List<String> names =
                children.stream().limit(NAMED_MAX).map(child -> child.name.text()).toList();
        int more = children.size() - names.size();
        throw new RefusedException(
                new Refusal.IsParent(
                        job,
                        "job '"
                                + name
                                + "' cannot be "
                                + what
                                + ": "
                                + String.join(", ", names)
                                + (more > 0 ? " and " + more + " more run" : runs(names.size()))
                                + " after it; remove or edit "
                                + (children.size() == 1 ? "that" : "those")
                                + " first"));
    }

    private static String runs(int count) {
        return count == 1 ? " runs" : " run";
    }

    private static RefusedException refused(String message) {
        return new RefusedException(new Refusal.WrongTiming(FIELD, message));
    }
}
