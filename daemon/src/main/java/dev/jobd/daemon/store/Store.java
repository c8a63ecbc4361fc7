package dev.jobd.daemon.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// What the daemon remembers, durably. Safe for any thread.
///
/// A change is a decision of the scheduler; the store answers accepted or refused, and the caller
/// acts only on what was accepted.
public interface Store extends AutoCloseable {

    /// Saves a batch, all of it or nothing. The future completes once it is on disk and every later
    /// [#view()] shows it. Futures complete in the order of the calls, on the store's own thread:
    /// callbacks must not block.
    ///
    /// A batch is checked against the batches before it, saved or still on their way. It fails with
    /// [StoreException.Refused] when one of its conditions does not hold; that concerns this batch
    /// only. When it fails with [StoreException.Full] or [StoreException.Failed], so does every
    /// batch after it, since each may rest on one that was lost, until [#recover()].
    CompletableFuture<Committed> commit(Batch batch);

    /// Shows what a batch would make of the newest saved state, and saves nothing. The future fails
    /// as that of [#commit] does; callbacks must not block.
    ///
    /// @param reader reads what the store would show; the view is closed afterwards
    <T> CompletableFuture<T> preview(Batch batch, Function<StoreView, T> reader);

    /// Returns the newest saved state. It stays as it is while batches are saved.
    StoreView view();

    /// Waits until every batch handed in before has its answer, then accepts batches again after a
    /// failure. Must not be called from a callback of the store.
    void recover();

    /// Returns which store this is and how often it has been opened.
    Identity identity();

    /// Returns how far back commits can be read.
    History history();

    /// Reads commits back, also those of earlier starts. A commit can be read once a view shows it.
    ///
    /// @param after the first one is the next after this number
    /// @throws StoreException.Expired if that one is no longer kept, or `after` is none yet
    CommitReader commits(long after);

    /// Returns figures for people and monitoring.
    StoreStats stats();

    /// Writes the newest saved state into one file, while batches are saved. The file appears under
    /// its name when it is whole and on disk.
    ///
    /// @param file where to; one that exists is replaced
    /// @throws IOException if it cannot be written, or `progress` gave up
    Backup backup(Path file, Backup.Progress progress) throws IOException;

    /// Reads all that is stored, and says how it is, while batches are saved.
    ///
    /// @throws IOException if `progress` gave up
    List<Finding> verify(Backup.Progress progress) throws IOException;

    /// Saves what was handed in, makes the next start cheap, and gives the store back.
    @Override
    void close();
}
