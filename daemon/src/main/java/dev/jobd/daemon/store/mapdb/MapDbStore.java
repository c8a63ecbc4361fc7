package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.metrics.Histogram;
import dev.jobd.daemon.store.Backup;
import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.CommitReader;
import dev.jobd.daemon.store.Committed;
import dev.jobd.daemon.store.Finding;
import dev.jobd.daemon.store.History;
import dev.jobd.daemon.store.Identity;
import dev.jobd.daemon.store.Store;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.daemon.store.StoreStats;
import dev.jobd.daemon.store.StoreView;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/// The store of one daemon, in its state directory.
public final class MapDbStore implements Store {
    private final Engine engine;

    private MapDbStore(Engine engine) {
        this.engine = engine;
    }

    /// How a damaged journal is taken.
    public enum Mode {
        /// It is refused.
        STRICT,
        /// It is cut back to its longest sound part; what is dropped is moved aside and reported.
        RECOVER
    }

    /// How far back commits can be read, once a start does not need them any more.
    ///
    /// @param commits one of so many newest commits
    /// @param age or one that is no older
    /// @param bytes but all of it together no more than that
    public record Reach(long commits, Duration age, long bytes) {}

    /// Measures the journal.
    ///
    /// @param syncs how long it took to have something on disk
    /// @param bytes how many were written
    public record Meter(Histogram syncs, LongAdder bytes) {}

    /// Opens the store in a directory, which is made if there is none, and holds it until closed.
    ///
    /// @throws StoreException if another daemon has it, it is damaged or a newer jobd wrote it
    public static MapDbStore open(Path stateDirectory, Mode mode) {
        return open(stateDirectory, OpenOptions.STANDARD.withRecover(mode == Mode.RECOVER));
    }

    /// Opens the store for a daemon.
    ///
    /// @param reach how far back commits can be read
    /// @param meter measures the journal
    /// @param onDeath hears of what the thread died of that writes: nothing is saved any more then
    public static MapDbStore open(
            Path stateDirectory,
            Mode mode,
            Reach reach,
            Meter meter,
            Thread.UncaughtExceptionHandler onDeath) {
        OpenOptions standard = OpenOptions.STANDARD;
        CommitLog.Kept kept = new CommitLog.Kept(reach.commits(), reach.age(), reach.bytes());
        return open(
                stateDirectory,
                standard.with(standard.clock(), kept)
                        .measuredBy(meter)
                        .withRecover(mode == Mode.RECOVER)
                        .withOnDeath(onDeath));
    }

    /// Opens the store with other limits.
    static MapDbStore open(Path stateDirectory, OpenOptions options) {
        try {
            return new MapDbStore(Engine.open(stateDirectory, options));
        } catch (IOException failure) {
            throw new StoreException.Failed(
                    "cannot open the store in " + stateDirectory + ": " + failure, failure);
        }
    }

    /// Makes the store of a backup in a directory that has none, and returns which store that is.
    /// Either all of it is there afterwards or nothing.
    ///
    /// @param now decides on the epoch, which is larger than any before
    /// @throws StoreException if a daemon has the directory, it has a store, or the backup is
    ///   damaged
    public static Identity restore(Path backup, Path stateDirectory, Instant now) {
        try {
            BackupHeader header = Restore.run(backup, stateDirectory, now);
            return new Identity(header.store(), header.epoch());
        } catch (NoSuchFileException failure) {
            throw new StoreException.Failed("there is no file " + failure.getFile(), failure);
        } catch (IOException failure) {
            throw new StoreException.Failed(
                    "cannot restore " + backup + " into " + stateDirectory + ": " + failure,
                    failure);
        }
    }

    /// Reads all of a store that no daemon has, and says how it is; changes nothing.
    public static List<Finding> check(Path stateDirectory) {
        try {
            return StoreCheck.of(stateDirectory);
        } catch (IOException failure) {
            throw new StoreException.Failed(
                    "cannot read the store in " + stateDirectory + ": " + failure, failure);
        }
    }

    @Override
    public CompletableFuture<Committed> commit(Batch batch) {
        return engine.commit(new BatchEdit(batch));
    }

    @Override
    public <T> CompletableFuture<T> preview(Batch batch, Function<StoreView, T> reader) {
        return engine.preview(new BatchEdit(batch), view -> reader.apply(new MapDbView(view)));
    }

    @Override
    public StoreView view() {
        return new MapDbView(engine.view());
    }

    @Override
    public void recover() {
        engine.recover();
    }

    @Override
    public Identity identity() {
        return engine.identity();
    }

    @Override
    public History history() {
        return engine.history();
    }

    @Override
    public CommitReader commits(long after) {
        return engine.commits(after);
    }

    @Override
    public StoreStats stats() {
        return engine.stats();
    }

    @Override
    public Backup backup(Path file, Backup.Progress progress) throws IOException {
        return engine.backup(file, progress);
    }

    @Override
    public List<Finding> verify(Backup.Progress progress) throws IOException {
        return engine.verify(progress);
    }

    @Override
    public void close() {
        engine.close();
    }

    /// Returns what lies beneath, for tests.
    Engine engine() {
        return engine;
    }
}
