package dev.jobd.daemon.schedule;

import dev.jobd.model.Run;
import org.jspecify.annotations.Nullable;

/// A run that is not over. Stands in the queue of deadlines while it has a [Limit].
final class RunEntry extends DueQueue.Entry {
    final JobEntry job;
    Run run;

    /// The order in which runs became ready, among equals.
    long arrival;

    /// The group it waits in or takes a slot of; null while it does neither.
    Admission.@Nullable Lane lane;

    /// What its deadline means; null while it has none.
    Limit.@Nullable Kind limit;

    /// Whether it takes a slot of that group.
    boolean hasSlot;

    RunEntry(JobEntry job, Run run) {
        this.job = job;
        this.run = run;
    }
}
