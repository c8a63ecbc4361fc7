package dev.jobd.daemon.store;

import java.util.List;

/// Reads commits back, one after the other. For one thread.
public interface CommitReader extends AutoCloseable {

    /// Returns the next commits in order, none of them left out; empty if no more are saved.
    ///
    /// @param limit how many at most
    /// @throws StoreException.Expired if the next one is no longer kept
    List<Commit> next(int limit);

    @Override
    void close();
}
