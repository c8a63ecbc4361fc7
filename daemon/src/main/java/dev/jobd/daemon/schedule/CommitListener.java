package dev.jobd.daemon.schedule;

import dev.jobd.daemon.store.Change;
import java.util.List;

/// Hears of every decision once it is on disk, in the order of the commits, on the thread of the
/// store or of the scheduler: an implementation must not block.
@FunctionalInterface
public interface CommitListener {

    /// Hears of one commit.
    ///
    /// @param seq the number of the commit; the store's view shows it by now
    /// @param changes what it holds
    void committed(long seq, List<Change> changes);
}
