package dev.jobd.daemon.schedule;

import dev.jobd.daemon.store.Backup;
import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.CommitReader;
import dev.jobd.daemon.store.Committed;
import dev.jobd.daemon.store.Finding;
import dev.jobd.daemon.store.History;
import dev.jobd.daemon.store.Identity;
import dev.jobd.daemon.store.InMemoryStore;
import dev.jobd.daemon.store.Store;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.daemon.store.StoreStats;
import dev.jobd.daemon.store.StoreView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// A store that writes down what it refused: a condition that did not hold.
final class WatchedStore implements Store {
    private final InMemoryStore store;
    private final List<String> refused = new ArrayList<>();

    WatchedStore(InMemoryStore store) {
        this.store = store;
    }

    /// Returns what was refused.
    List<String> refused() {
        return refused;
    }

    @Override
    public CompletableFuture<Committed> commit(Batch batch) {
        CompletableFuture<Committed> saved = store.commit(batch);
        CompletableFuture<Committed> _ =
                saved.whenComplete((_, problem) -> {
                    if (problem instanceof StoreException.Refused it) {
                        refused.add(it.getMessage());
                    }
                });
        // Not the one that waits for ours: what depends on that runs in another order.
        return saved;
    }

    @Override
    public <T> CompletableFuture<T> preview(Batch batch, Function<StoreView, T> reader) {
        return store.preview(batch, reader);
    }

    @Override
    public StoreView view() {
        return store.view();
    }

    @Override
    public void recover() {
        store.recover();
    }

    @Override
    public Identity identity() {
        return store.identity();
    }

    @Override
    public History history() {
        return store.history();
    }

    @Override
    public CommitReader commits(long after) {
        return store.commits(after);
    }

    @Override
    public StoreStats stats() {
        return store.stats();
    }

    @Override
    public Backup backup(Path file, Backup.Progress progress) throws IOException {
        return store.backup(file, progress);
    }

    @Override
    public List<Finding> verify(Backup.Progress progress) throws IOException {
        return store.verify(progress);
    }

    @Override
    public void close() {
        store.close();
    }
}
