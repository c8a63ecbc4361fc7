package dev.jobd.daemon.retention;

import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.Schedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The runs that one command removes. So many at most that no other command waits long for it.
public final class Harvest {
    /// How many runs one command removes at most.
    static final int RUNS_MAX = 500;

    private final Map<RunId, Run> runs = new LinkedHashMap<>();

    /// Adds a run that has ended.
    public void add(Run run) {
        runs.put(run.id(), run);
    }

    /// Tells whether there is none.
    public boolean isEmpty() {
        return runs.isEmpty();
    }

    /// Tells whether one command takes no more.
    public boolean isFull() {
        return runs.size() >= RUNS_MAX;
    }

    /// Returns the runs.
    public List<Run> runs() {
        return List.copyOf(runs.values());
    }

    /// Returns, for each one-off job of which nothing is left after this, the newest run it had.
    public List<RunId> last(StoreView view) {
        Map<JobId, Integer> counts = new LinkedHashMap<>();
        runs.keySet().forEach(run -> counts.merge(run.job(), 1, Integer::sum));
        List<RunId> last = new ArrayList<>();
        counts.forEach((job, count) -> {
            if (view.job(job).filter(Harvest::isOneOff).isPresent()
                    && runs.keySet().containsAll(ids(view.runs(job, Long.MAX_VALUE, count + 1)))) {
                Optional<JobState> state = view.state(job);
                state.ifPresent(it -> last.add(new RunId(job, it.lastRun())));
            }
        });
        return last;
    }

    private static List<RunId> ids(List<Run> all) {
        return all.stream().map(Run::id).toList();
    }

    /// Tells whether a job is one that runs once, and is over then.
    public static boolean isOneOff(Job job) {
        return switch (job.definition().schedule()) {
            case Schedule.Now _, Schedule.Once _ -> true;
            case Schedule.FixedRate _,
                    Schedule.FixedDelay _,
                    Schedule.Cron _,
                    Schedule.Start _,
                    Schedule.After _,
                    Schedule.Manual _ ->
                    false;
        };
    }
}
