package dev.jobd.daemon.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A store without a disk, for tests of everything that needs one.
///
/// A batch is saved at once, in the caller's thread, or, after [#hold()], when the test says so.
/// What was held and not saved is lost in a [#crash()], as it would be on a real disk.
public final class InMemoryStore implements Store {
    private final Identity identity;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final List<Finding> findings = new CopyOnWriteArrayList<>();
    private final MemoryLog log;
    private MemoryState saved;
    private boolean held;
    private boolean closed;
    private @Nullable StoreException nextFailure;
    private @Nullable StoreException fence;

    /// Makes an empty store.
    public InMemoryStore() {
        this(new Identity(new UUID(1, 2), 1), MemoryState.EMPTY, new MemoryLog());
    }

    private InMemoryStore(Identity identity, MemoryState saved, MemoryLog log) {
        this.identity = identity;
        this.log = log;
        this.saved = saved;
    }

    private record Pending(Batch batch, CompletableFuture<Committed> answer) {}

    /// Keeps batches unsaved from now on, until [#save(int)] or [#release()].
    public synchronized void hold() {
        held = true;
    }

    /// Saves what is held, and everything that comes at once again.
    public void release() {
        synchronized (this) {
            held = false;
        }
        save(Integer.MAX_VALUE);
    }

    /// Saves the oldest `count` held batches.
    public void save(int count) {
        for (int i = 0; i < count && saveOldest(); i++) {
            // saving is all there is to do
        }
    }

    /// Returns how many batches are held.
    public synchronized int held() {
        return pending.size();
    }

    /// Lets the next batch fail, and all after it until [#recover()].
    public synchronized void failNext(StoreException failure) {
        nextFailure = failure;
    }

    /// Lets the next batch fail as on a full disk, and all after it until [#recover()].
    public void fillDisk() {
        failNext(new StoreException.Full("no space left on device", null));
    }

    /// Returns the store as the next start of the daemon finds it: without what was held. The
    /// futures of what was held never complete.
    public synchronized InMemoryStore crash() {
        pending.clear();
        closed = true;
        return new InMemoryStore(new Identity(identity.store(), identity.epoch() + 1), saved, log);
    }

    /// Returns the store as the next start of the daemon finds it after [#close()].
    public InMemoryStore reopen() {
        close();
        return crash();
    }

    @Override
    public CompletableFuture<Committed> commit(Batch batch) {
        CompletableFuture<Committed> answer = new CompletableFuture<>();
        boolean saveNow;
        synchronized (this) {
            if (closed) {
                answer.completeExceptionally(new StoreException.Failed("store is closed", null));
                return answer;
            }
            pending.add(new Pending(batch, answer));
            saveNow = !held;
        }
        if (saveNow) {
            save(Integer.MAX_VALUE);
        }
        return answer;
    }

    private boolean saveOldest() {
        Pending oldest;
        Optional<StoreException> failure = Optional.empty();
        long seq = 0;
        synchronized (this) {
            if (pending.isEmpty()) {
                return false;
            }
            oldest = pending.remove();
            if (nextFailure != null) {
                fence = nextFailure;
                nextFailure = null;
            }
            if (fence != null) {
                failure = Optional.of(fence);
            } else {
                try {
                    MemoryState before = saved;
                    saved = before.with(oldest.batch());
                    log.add(before, oldest.batch(), saved);
                    seq = saved.seq();
                } catch (StoreException.Refused refused) {
                    failure = Optional.of(refused);
                }
            }
        }
        if (failure.isPresent()) {
            oldest.answer().completeExceptionally(failure.get());
        } else {
            oldest.answer().complete(new Committed(seq));
        }
        return true;
    }

    @Override
    public <T> CompletableFuture<T> preview(Batch batch, Function<StoreView, T> reader) {
        MemoryState now = saved();
        try {
            return CompletableFuture.completedFuture(reader.apply(now.with(batch)));
        } catch (StoreException.Refused refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private synchronized MemoryState saved() {
        return saved;
    }

    @Override
    public synchronized StoreView view() {
        return saved;
    }

    @Override
    public void recover() {
        save(Integer.MAX_VALUE);
        synchronized (this) {
            fence = null;
        }
    }

    @Override
    public Identity identity() {
        return identity;
    }

    @Override
    public synchronized History history() {
        return log.history(saved.seq());
    }

    /// Lets the commits up to this one be read no more.
    public synchronized void forget(long seq) {
        log.forget(seq);
    }

    /// Lets the same numbers be of other commits from now on.
    public synchronized void branch() {
        log.branch();
    }

    @Override
    public synchronized CommitReader commits(long after) {
        return log.reader(after, () -> view().seq());
    }

    @Override
    public synchronized StoreStats stats() {
        return new StoreStats(saved.seq(), 0, 0, 0, Optional.empty(), Optional.empty());
    }

    /// Finds what it was told to find.
    @Override
    public List<Finding> verify(Backup.Progress progress) throws IOException {
        progress.at(1, 1);
        return List.copyOf(findings);
    }

    /// Lets [#verify] find something.
    public void find(Finding finding) {
        findings.add(finding);
    }

    /// Writes no more than the number of the newest batch.
    @Override
    public Backup backup(Path file, Backup.Progress progress) throws IOException {
        long seq = view().seq();
        progress.at(1, 2);
        Files.writeString(file, "seq " + seq);
        progress.at(2, 2);
        return new Backup(seq, 2, Files.size(file));
    }

    @Override
    public void close() {
        release();
        synchronized (this) {
            closed = true;
        }
    }
}
