package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.Backup;
import dev.jobd.daemon.store.CommitReader;
import dev.jobd.daemon.store.Committed;
import dev.jobd.daemon.store.Finding;
import dev.jobd.daemon.store.History;
import dev.jobd.daemon.store.Identity;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.daemon.store.StoreStats;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The store of byte arrays: opens, commits, shows, makes checkpoints, closes.
///
/// Two threads of its own: one writes commits and alone changes what is in force, one makes
/// checkpoints beside it. Readers take the newest snapshot with one volatile read.
final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final StoreDirectory directory;
    private final Limits limits;
    private final ManifestFile manifest;
    private final Journal journal;
    private final CommitLog log;
    private final CommitGroup group;
    private final CommitLoop loop;
    private final Checkpointer checkpointer;
    private final Merger merger;
    private final Object merges = new Object();

    private volatile Snapshot current;
    private volatile long journalBytes;
    private volatile Optional<Instant> lastCheckpoint = Optional.empty();
    private volatile Optional<String> trouble;
    private final AtomicBoolean closed = new AtomicBoolean();

    // Guarded by this.
    private long lastNumber;
    private Optional<String> inWork = Optional.empty();

    // Only used on the writing thread, but for the opening.
    private boolean signalled;
    private long frozenBytes;
    private long frozenSeq;
    private long frozenSegment;

    private Engine(StoreDirectory directory, Opening.Opened opened, OpenOptions options)
            throws IOException {
        this.directory = directory;
        limits = options.limits();
        current = opened.snapshot();
        trouble = opened.trouble();
        manifest = ManifestFile.open(directory, opened.manifest());
        journal = new Journal(directory, identity().store(), options.opener(), this::started);
        journal.continueAt(opened.end());
        journalBytes = journal.written();
        log =
                new CommitLog(
                        directory,
                        identity().store(),
                        options.kept(),
                        options.clock(),
                        current.seq());
        if (!log.load(journal.number())) {
            // An older jobd has written the segment: what is added there could not be read back.
            journal.rotate();
        }
        manifest.sweep(inWork, log);
        group = new CommitGroup(identity().store(), journal, log, options.clock(), new Shown());
        loop = new CommitLoop(group, options.onDeath());
        checkpointer = new Checkpointer(limits, this::checkpoint);
        merger = new Merger(this::merge);
    }

    /// Opens the store in a directory, or makes one there.
    static Engine open(Path path, OpenOptions options) throws IOException {
        StoreDirectory directory = StoreDirectory.open(path);
        Opening.Opened opened = null;
        Engine engine = null;
        try {
            opened = new Opening(directory, options.recover()).open();
            engine = new Engine(directory, opened, options);
            engine.start();
            return engine;
        } finally {
            if (engine == null) {
                if (opened != null) {
                    opened.snapshot().files().letGo();
                }
                directory.close();
            }
        }
    }

    private void start() {
        trouble.ifPresent(LOG::warn);
        loop.start();
        checkpointer.start();
        merger.start();
        if (trouble.isPresent()) {
            checkpointer.large();
        } else if (!current.live().isEmpty()) {
            checkpointer.dirty();
        }
    }

    private final class Shown implements CommitGroup.Published {
        @Override
        public Snapshot get() {
            return current;
        }

        @Override
        public void show(Snapshot snapshot) {
            boolean first = current.live().isEmpty();
            log.published(snapshot.seq());
            current = snapshot;
            journalBytes = journal.written() - frozenBytes;
            boolean large =
                    journalBytes > limits.journalBytes()
                            || snapshot.live().heapBytes() > limits.heapBytes();
            if (large && !signalled) {
                signalled = true;
                checkpointer.large();
            } else if (first) {
                checkpointer.dirty();
            }
        }
    }

    private void started(long segment) throws IOException {
        manifest.replace(manifest.current().withLastSegment(segment));
    }

    /// Returns which store this is.
    Identity identity() {
        return new Identity(manifest.current().store(), manifest.current().epoch());
    }

    /// Returns how far back commits can be read.
    History history() {
        return new History(log.oldest(), manifest.current().lineage());
    }

    /// Reads commits back.
    CommitReader commits(long after) {
        if (closed.get()) {
            throw new StoreException.Failed("the store is closed", null);
        }
        return new JournalReader(log, after);
    }

    /// Hands in a commit; the future has its number once it is on disk and shown.
    CompletableFuture<Committed> commit(CommitLoop.Edit edit) {
        return loop.commit(edit);
    }

    /// Shows what a commit would make of the newest state, and commits nothing.
    <T> CompletableFuture<T> preview(CommitLoop.Edit edit, Function<View, T> reader) {
        return loop.make(() -> group.preview(edit, reader));
    }

    /// Returns the newest state.
    View view() {
        for (; ; ) {
            if (closed.get()) {
                throw new StoreException.Failed("the store is closed", null);
            }
            View view = View.of(current);
            if (view != null) {
                return view;
            }
        }
    }

    /// Writes the newest state into a file, while commits go on.
    Backup backup(Path file, Backup.Progress progress) throws IOException {
        try (View view = view()) {
            Identity identity = identity();
            BackupHeader header = new BackupHeader(identity.store(), identity.epoch(), view.seq());
            return BackupFile.write(file, view, header, progress);
        }
    }

    /// Reads all there is and says how it is, while commits go on.
    List<Finding> verify(Backup.Progress progress) throws IOException {
        try (View view = view()) {
            return Inspection.of(directory, view, trouble, progress);
        }
    }

    /// Waits for the answers to all commits handed in, then accepts commits again after a failure.
    void recover() {
        try {
            loop.call(group::liftFence);
        } catch (IOException failure) {
            throw new StoreException.Failed("the store failed: " + failure, failure);
        }
    }

    StoreStats stats() {
        Manifest now = manifest.current();
        return new StoreStats(
                current.seq(),
                journalBytes,
                now.files().stream().mapToLong(DataFile.Entry::length).sum(),
                now.generation(),
                lastCheckpoint,
                trouble);
    }

    /// Writes what was committed since the last checkpoint into files, while commits go on.
    synchronized void checkpoint() throws IOException {
        try {
            loop.call(this::freeze);
            Snapshot snapshot = current;
            Overlay frozen = snapshot.frozen();
            if (frozen == null) {
                return;
            }
            long number = freeNumber();
            lastNumber = number;
            List<DataFile.Entry> entries =
                    new Checkpoint(directory, number, limits.segmentBytes())
                            .write(frozen, snapshot.files());
            Generation files = snapshot.files().next(directory, entries);
            replace(files, () -> install(number, files));
            merger.look();
            trouble = Optional.empty();
            lastCheckpoint = Optional.of(Instant.now());
        } catch (IOException | RuntimeException failure) {
            trouble = Optional.of("the last checkpoint failed: " + failure.getMessage());
            throw failure;
        }
    }

    /// Merges files of one collection if there are any to merge, while commits and checkpoints go
    /// on; tells whether there were.
    boolean merge() throws IOException {
        synchronized (merges) {
            Optional<Merge> merge = beginMerge();
            if (merge.isEmpty()) {
                return false;
            }
            try {
                Optional<DataFile.Entry> written = merge.get().write(closed::get);
                endMerge(merge.get(), written);
                return true;
            } finally {
                forgetMerge(merge.get());
            }
        }
    }

    private synchronized Optional<Merge> beginMerge() throws IOException {
        if (closed.get()) {
            return Optional.empty();
        }
        long number = freeNumber();
        Optional<Merge> merge = Merge.of(directory, number, manifest.current(), current.files());
        lastNumber = merge.isPresent() ? number : lastNumber;
        inWork = merge.map(Merge::name);
        return merge;
    }

    private synchronized void endMerge(Merge merge, Optional<DataFile.Entry> written)
            throws IOException {
        if (closed.get()) {
            throw new CancellationException();
        }
        Generation now = current.files();
        Generation files = now.next(directory, merge.replaceIn(now.entries(), written));
        replace(files, () -> install(files));
    }

    private synchronized void forgetMerge(Merge merge) {
        inWork = Optional.empty();
        merge.files().letGo();
    }

    /// Returns a number for new files that none has, not even one that is still being written.
    private long freeNumber() throws IOException {
        return Math.max(lastNumber + 1, manifest.freeGeneration());
    }

    /// Puts files in force and lets the old ones go. That is not done on the writing thread, since
    /// commits would wait while large files are unmapped.
    private void replace(Generation files, CommitLoop.Action install) throws IOException {
        Generation old = current.files();
        try {
            loop.call(install);
        } catch (IOException | RuntimeException failure) {
            files.letGo();
            throw failure;
        }
        old.letGo();
        manifest.sweep(inWork, log);
    }

    /// Lets the live overlay stand still and begins a new one, and a journal segment with it. What
    /// an earlier, failed checkpoint has frozen is left for this one to write.
    private void freeze() throws IOException {
        Snapshot now = current;
        if (now.frozen() != null || now.live().isEmpty() || group.isFenced()) {
            return;
        }
        journal.rotate();
        frozenSeq = now.seq();
        frozenSegment = journal.number();
        frozenBytes = journal.written();
        signalled = false;
        current = new Snapshot(now.seq(), now.live().next(), now.live(), now.files());
    }

    /// Puts the files of a checkpoint in force instead of what it has frozen.
    private void install(long number, Generation files) throws IOException {
        Snapshot now = current;
        Overlay frozen = now.frozen();
        if (frozen == null) {
            throw new IllegalStateException("nothing is frozen");
        }
        Manifest old = manifest.current();
        manifest.advance(
                new Manifest(
                        old.store(),
                        old.epoch(),
                        old.lineage(),
                        number,
                        frozenSeq,
                        frozenSegment,
                        journal.number(),
                        Manifest.counts(frozen.counts()),
                        files.entries()));
        current = new Snapshot(now.seq(), now.live(), null, files);
        if (!now.live().isEmpty()) {
            checkpointer.dirty();
        }
    }

    /// Puts merged files in force.
    private void install(Generation files) throws IOException {
        Manifest old = manifest.current();
        manifest.advance(old.withFiles(old.generation() + 1, files.entries()));
        Snapshot now = current;
        current = new Snapshot(now.seq(), now.live(), now.frozen(), files);
    }

    /// Saves what was handed in, makes a checkpoint if there is anything to write, and gives the
    /// directory back. Views stay usable.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        merger.close();
        checkpointer.close();
        try {
            checkpoint();
        } catch (IOException | StoreException failure) {
            // The journal has it all; the next start replays it.
            LOG.warn("the checkpoint at the end failed", failure);
        } finally {
            letGo();
        }
    }

    private void letGo() {
        try (directory;
                journal) {
            loop.close();
            current.files().letGo();
        } catch (IOException failure) {
            LOG.warn("cannot close the store in {}", directory.path(), failure);
        }
    }

    /// Ends as a crash would: nothing more is written, and the directory is free. For tests.
    void abandon() {
        closed.set(true);
        merger.close();
        checkpointer.close();
        letGo();
    }
}
