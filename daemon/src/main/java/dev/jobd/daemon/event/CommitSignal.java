package dev.jobd.daemon.event;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Tells that there are new commits to read. Safe for any thread.
public final class CommitSignal {
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

    /// Somebody who wants to know.
    public final class Watch implements AutoCloseable {
        private final Runnable changed;

        private Watch(Runnable changed) {
            this.changed = changed;
        }

        /// Ends it. A call that is under way goes on.
        @Override
        public void close() {
            watches.remove(this);
        }
    }

    /// Watches. What was saved before is not told of, so read on once after this call.
    ///
    /// @param changed called after each commit; must not block
    public Watch watch(Runnable changed) {
        Watch watch = new Watch(changed);
        watches.add(watch);
        return watch;
    }

    /// Returns how many watch.
    public int watchers() {
        return watches.size();
    }

    /// Tells that something was saved. Called after each commit.
    public void committed() {
        watches.forEach(watch -> watch.changed.run());
    }
}
