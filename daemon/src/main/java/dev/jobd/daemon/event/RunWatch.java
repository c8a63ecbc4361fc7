package dev.jobd.daemon.event;

import dev.jobd.daemon.store.Change;
import dev.jobd.model.RunId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tells when a run changes. Safe for any thread.
public final class RunWatch {
    private final Map<RunId, Set<Watch>> watches = new HashMap<>();

    /// A run that is being watched.
    public final class Watch implements AutoCloseable {
        private final RunId run;
        private final Runnable changed;

        private Watch(RunId run, Runnable changed) {
            this.run = run;
            this.changed = changed;
        }

        /// Ends it. A call that is under way goes on.
        @Override
        public void close() {
            synchronized (RunWatch.this) {
                Set<Watch> others = watches.get(run);
                if (others != null && others.remove(this) && others.isEmpty()) {
                    watches.remove(run);
                }
            }
        }
    }

    /// Watches a run. What was before is not told of, so look at the run after this call.
    ///
    /// @param changed called after each commit that changes or removes the run; must not block
    public synchronized Watch watch(RunId run, Runnable changed) {
        Watch watch = new Watch(run, changed);
        watches.computeIfAbsent(run, _ -> new HashSet<>()).add(watch);
        return watch;
    }

    /// Tells those who watch a run that these changes hold. Called after each commit.
    public void committed(List<Change> changes) {
        for (Change change : changes) {
            switch (change) {
                case Change.PutRun put -> tell(put.run().id());
                case Change.RemoveRun remove -> tell(remove.run());
                case Change.PutJob _,
                        Change.RemoveJob _,
                        Change.PutState _,
                        Change.PutGroup _,
                        Change.RemoveGroup _,
                        Change.PutCalendar _,
                        Change.RemoveCalendar _,
                        Change.PutSettings _,
                        Change.PutReceipt _,
                        Change.RemoveReceipt _ -> {}
            }
        }
    }

    private void tell(RunId run) {
        Set<Watch> watching;
        synchronized (this) {
            Set<Watch> present = watches.get(run);
            if (present == null) {
                return;
            }
            watching = Set.copyOf(present);
        }
        watching.forEach(watch -> watch.changed.run());
    }
}
