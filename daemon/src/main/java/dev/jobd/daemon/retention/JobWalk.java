package dev.jobd.daemon.retention;

import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import dev.jobd.model.Keep;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import java.time.Instant;
import java.util.List;

/// A walk down the runs of one job, the newest first, that finds those that are not kept.
final class JobWalk {
    private static final int PAGE = 200;

    private final JobId job;
    private final long above;
    private long before;

    /// @param job whose runs
    /// @param before only runs with smaller numbers
    /// @param above only runs with larger numbers
    JobWalk(JobId job, long before, long above) {
        this.job = job;
        this.before = before;
        this.above = above;
    }

    /// Returns a walk over the runs of both, which neither has begun, and what lies between them.
    JobWalk and(JobWalk other) {
        return new JobWalk(job, Math.max(before, other.before), Math.min(above, other.above));
    }

    JobId job() {
        return job;
    }

    /// Goes on until the harvest is full; returns whether it has come to the end.
    boolean advance(StoreView view, Keep keep, Instant now, Harvest harvest) {
        long newest = view.state(job).map(JobState::lastRun).orElse(0L);
        // Often there is but one run to look at: those below must not be read with it.
        for (long left = before - above - 1; left > 0; left = before - above - 1) {
            int limit = (int) Math.min(PAGE, left);
            List<Run> page = view.runs(job, before, limit);
            for (Run run : page) {
                if (run.id().number() <= above) {
                    return true;
                }
                if (harvest.isFull()) {
                    return false;
                }
                before = run.id().number();
                if (run.state() instanceof RunState.Ended ended
                        && isGone(keep, run.id().number(), newest, ended, now)) {
                    harvest.add(run);
                }
            }
            if (page.size() < limit) {
                return true;
            }
        }
        return true;
    }

    private static boolean isGone(
            Keep keep, long number, long newest, RunState.Ended ended, Instant now) {
        boolean isOneOfTheNewest = number > newest - keep.runs(ended.outcome());
        boolean isYoung = ended.at().plus(keep.time(ended.outcome())).isAfter(now);
        return !isOneOfTheNewest || !isYoung;
    }
}
