package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.Run;
import dev.jobd.wire.JobView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The runs of jobs that have not ended. If there are few they are all read at once; if there are
/// many, those of each job as it is shown.
final class JobRuns {
    private static final int FEW = 2_000;

    private final Map<JobId, List<Run>> active = new HashMap<>();
    private final boolean hasAll;

    JobRuns(StoreView view) {
        hasAll = view.counts().activeRuns() <= FEW;
        if (hasAll) {
            for (Run run : view.activeRuns()) {
                active.computeIfAbsent(run.id().job(), _ -> new ArrayList<>()).add(run);
            }
        }
    }

    /// Returns a job with what it is doing.
    JobView shown(StoreView view, Job job) {
        List<Run> runs =
                hasAll ? active.getOrDefault(job.id(), List.of()) : view.activeRuns(job.id());
        return Shown.job(view, job, runs);
    }
}
