package dev.jobd.daemon.schedule;

import dev.jobd.model.RunId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Where it is asked why runs wait. Safe for any thread.
public interface Waits {

    /// Returns what these runs wait for, those of them that do. The answer comes when all that it
    /// rests on is on disk; it is empty when that could not be stored, or the daemon goes down.
    CompletableFuture<Map<RunId, Wait>> waits(Set<RunId> runs);

    /// Returns all locks that are held or waited for, by name. The answer comes when all that it
    /// rests on is on disk.
    CompletableFuture<List<LockState>> locks();

    /// A lock, at one moment.
    ///
    /// @param holder who holds it; empty while it is kept for who is first
    /// @param waiting who waits for it, the first to have it first
    record LockState(String name, Optional<Wait.Named> holder, List<Wait.Named> waiting) {
        public LockState {
            waiting = List.copyOf(waiting);
        }
    }
}
