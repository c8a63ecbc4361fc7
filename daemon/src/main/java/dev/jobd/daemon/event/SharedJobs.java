package dev.jobd.daemon.event;

import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Long jobs as all readers of events hold them: once in memory, however many read of them. For any
/// thread.
public final class SharedJobs {
    /// Jobs of fewer characters are not worth it.
    private static final int LONG = 16 << 10;

    private final Map<JobId, WeakReference<Job>> jobs = new ConcurrentHashMap<>();

    /// Returns the job, or the same one that somebody else holds.
    Job shared(Job job) {
        if (job.definition().process().length() < LONG) {
            return job;
        }
        WeakReference<Job> known = jobs.get(job.id());
        Job held = known == null ? null : known.get();
        if (held != null && held.equals(job)) {
            return held;
        }
        jobs.values().removeIf(it -> it.refersTo(null));
        jobs.put(job.id(), new WeakReference<>(job));
        return job;
    }
}
