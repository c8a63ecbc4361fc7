package dev.jobd.daemon.retention;

import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import dev.jobd.model.Keep;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides which ended runs go. It reads one view of the store at a time and remembers only how far
/// it has looked. Time comes in as an argument. For one thread.
final class Retention {
    private static final int PAGE = 1000;

    private final AgeRule ages = new AgeRule();

    /// For jobs that had more runs than they keep, the number up to which it was looked.
    private final Map<JobId, Long> looked = new HashMap<>();

    private final Set<JobId> touched = new LinkedHashSet<>();

    /// What waits to be walked down, one stretch a job however many of its runs have ended: when
    /// runs end faster than they are removed, stretches get longer, and reading them cheaper.
    private final Map<JobId, JobWalk> walks = new LinkedHashMap<>();

    /// The same for failed runs that stayed behind.
    private final Map<JobId, JobWalk> failedWalks = new LinkedHashMap<>();

    private @Nullable JobWalk current;

    /// What one look has found.
    ///
    /// @param harvest what is to go
    /// @param isAll whether there is no more
    record Found(Harvest harvest, boolean isAll) {}

    /// Takes note of what all jobs want.
    void learn(StoreView view) {
        List<Job> page = view.jobs(Optional.empty(), PAGE);
        while (!page.isEmpty()) {
            page.forEach(job -> ages.learn(job.definition().policies().keep()));
            page = view.jobs(Optional.of(page.getLast().id()), PAGE);
        }
    }

    /// Takes note of a new job.
    void made(Keep keep) {
        ages.learn(keep);
    }

    /// Takes note that a job may want something else than before.
    void edited(JobId job, Keep keep) {
        ages.learn(keep);
        removed(job);
    }

    /// Takes note that a job is gone, and what it wanted with it.
    void removed(JobId job) {
        looked.remove(job);
        walk(walks, job, Long.MAX_VALUE, 0);
    }

    /// Takes note that a run of a job has ended.
    void ended(JobId job) {
        touched.add(job);
    }

    /// Lets the jobs whose runs have ended be looked at.
    void lookAtTouched(StoreView view) {
        for (JobId job : touched) {
            long newest = view.state(job).map(JobState::lastRun).orElse(0L);
            Keep keep = new Keeps(view).of(job);
            long old = newest - keep.runs();
            if (old > 0) {
                long before = looked.getOrDefault(job, 0L);
                walk(walks, job, old + 1, before);
                walkFailed(job, keep, old, before);
                looked.put(job, Math.max(before, old));
            }
        }
        touched.clear();
    }

    /// Failed runs that stayed behind when the others went have their own number to go at.
    private void walkFailed(JobId job, Keep keep, long old, long before) {
        long more = keep.runs(true) - keep.runs();
        long upTo = Math.min(before, old - more);
        long above = Math.max(0, before - more);
        if (upTo > above) {
            walk(failedWalks, job, upTo + 1, above);
        }
    }

    private static void walk(Map<JobId, JobWalk> waiting, JobId job, long before, long above) {
        waiting.merge(job, new JobWalk(job, before, above), JobWalk::and);
    }

    /// Returns how many stretches of runs wait to be walked down.
    int waiting() {
        return walks.size() + failedWalks.size() + (current == null ? 0 : 1);
    }

    /// Forgets how far it has looked: something that was found could not be removed.
    void restart() {
        ages.restart();
        touched.addAll(looked.keySet());
        looked.clear();
    }

    /// Returns runs that are to go now.
    Found look(StoreView view, Instant now) {
        Harvest harvest = new Harvest();
        Keeps keeps = new Keeps(view);
        for (JobWalk walk = walk(); walk != null; walk = walk()) {
            if (!walk.advance(view, keeps.of(walk.job()), now, harvest)) {
                return new Found(harvest, false);
            }
            current = null;
        }
        return new Found(harvest, ages.collect(view, keeps, now, harvest));
    }

    /// Returns the walk that was begun, or the next one, or null.
    private @Nullable JobWalk walk() {
        JobWalk walk = current;
        if (walk == null) {
            walk = first(walks);
        }
        if (walk == null) {
            walk = first(failedWalks);
        }
        current = walk;
        return walk;
    }

    private static @Nullable JobWalk first(Map<JobId, JobWalk> waiting) {
        Iterator<JobWalk> all = waiting.values().iterator();
        if (!all.hasNext()) {
            return null;
        }
        JobWalk first = all.next();
        all.remove();
        return first;
    }

    /// Returns when to look again; empty if not before something changes.
    Optional<Instant> nextLook(StoreView view, Instant now) {
        return ages.nextLook(view, now);
    }
}
