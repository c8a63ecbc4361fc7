package dev.jobd.daemon.schedule;

import dev.jobd.model.Run;
import dev.jobd.model.Trigger;
import org.jspecify.annotations.Nullable;

/// A run that is not over. Stands in the queue of deadlines while it has a [Limit].
final class RunEntry extends DueQueue.Entry {
    final JobEntry job;
    Run run;

    /// The order in which runs became ready, among equals.
    long arrival;

    /// The group it waits in or takes a slot of; null while it does neither.
    @Nullable Lane lane;

    /// What its deadline means; null while it has none.
    Limit.@Nullable Kind limit;

    /// Whether it takes a slot of that group.
    boolean hasSlot;

    /// How many slots it takes, while it takes any.
    int taken;

    /// What it waits for, while it waits.
    Wait wait = Wait.SLOT;

    /// What keeps a run back that has its turn in its job.
    enum Wait {
        /// Its group is paused.
        PAUSE,
        /// The machine is too busy.
        LOAD,
        /// One of its locks is held, or another run is to have it first.
        LOCK,
        /// Slots of its group, or a place among all runs of the daemon.
        SLOT
    }

    RunEntry(JobEntry job, Run run) {
        this.job = job;
        this.run = run;
    }

    /// Tells whether it catches up a time that was missed.
    boolean isCaughtUp() {
        return run.trigger() == Trigger.CATCHUP;
    }
}
