package dev.jobd.daemon.store;

import java.util.List;

/// Reads commits back, one after the other. For one thread.
public interface CommitReader extends AutoCloseable {

    /// From this many bytes on a commit counts as large.
    int LARGE = 64 << 10;

    /// Returns how long the next commit is in the store; 0 if no more are saved.
    ///
    /// @throws StoreException.Expired if it is no longer kept
    int nextBytes();

    /// Returns the next commits in order, none of them left out; empty if no more are saved. A
    /// large one is the last of its page, and together they are not much longer than one.
    ///
    /// @param limit how many at most
    /// @throws StoreException.Expired if the next one is no longer kept
    List<Commit> next(int limit);

    @Override
    void close();
}
