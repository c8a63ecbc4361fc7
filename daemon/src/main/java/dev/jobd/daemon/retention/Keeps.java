package dev.jobd.daemon.retention;

import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.JobId;
import dev.jobd.model.Keep;
import java.util.HashMap;
import java.util.Map;

/// What the jobs of one view want kept.
final class Keeps {
    private final StoreView view;
    private final Map<JobId, Keep> known = new HashMap<>();

    Keeps(StoreView view) {
        this.view = view;
    }

    /// Returns what a job wants kept, or what is usual if the job is gone.
    Keep of(JobId job) {
        return known.computeIfAbsent(
                job,
                id ->
                        view.job(id)
                                .map(it -> it.definition().policies().keep())
                                .orElse(Keep.DEFAULT));
    }
}
