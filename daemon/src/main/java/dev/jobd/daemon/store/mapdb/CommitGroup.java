package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.Committed;
import dev.jobd.daemon.store.StoreException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Commits that are written and synced together. Belongs to the writing thread.
final class CommitGroup {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int BUFFER_KEPT = 8 << 20;

    private final UUID store;
    private final Journal journal;
    private final CommitLog log;
    private final InstantSource clock;
    private final Published published;
    private final List<Answer> answers = new ArrayList<>();
    private ByteBuffer frames = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private @Nullable Snapshot reached;
    private @Nullable StoreException fence;

    /// Where the newest snapshot is kept and shown.
    interface Published extends Supplier<Snapshot> {
        /// Shows a snapshot that is on disk.
        void show(Snapshot snapshot);
    }

    private record Answer(
            CompletableFuture<Committed> future, long seq, @Nullable RuntimeException refusal) {}

    CommitGroup(
            UUID store, Journal journal, CommitLog log, InstantSource clock, Published published) {
        this.store = store;
        this.journal = journal;
        this.log = log;
        this.clock = clock;
        this.published = published;
    }

    /// Returns how much is to be written.
    int bytes() {
        return frames.position();
    }

    /// Tells whether a failure keeps commits out.
    boolean isFenced() {
        return fence != null;
    }

    /// Accepts commits again after a failure.
    void liftFence() {
        fence = null;
    }

    /// Adds a commit, checked against all before it.
    void add(CommitLoop.Edit edit, CompletableFuture<Committed> future) {
        if (fence != null) {
            future.completeExceptionally(fence);
            return;
        }
        Snapshot base = reached == null ? published.get() : reached;
        try {
            Draft draft = new Draft(base);
            edit.apply(draft);
            List<Op> ops = draft.journaled(clock.instant());
            long length = Frame.lengthOf(ops);
            if (length > Frame.BODY_MAX) {
                throw new StoreException.Failed(
                        "a batch of " + length + " bytes is too large", null);
            }
            encode(draft.changed().seq(), ops, (int) length);
            reached = draft.changed();
            answers.add(new Answer(future, draft.changed().seq(), null));
        } catch (RuntimeException refusal) {
            answers.add(new Answer(future, 0, refusal));
        } catch (Error failure) {
            answers.add(new Answer(future, 0, asFailed(failure)));
        }
    }

    /// Shows what a commit would make of the newest state.
    <T> T preview(CommitLoop.Edit edit, Function<View, T> reader) {
        Draft draft = new Draft(published.get());
        edit.apply(draft);
        try (View view = Objects.requireNonNull(View.of(draft.changed()), "closed")) {
            return reader.apply(view);
        }
    }

    private void encode(long seq, List<Op> ops, int length) {
        if (frames.remaining() < length) {
            int wanted = Math.max(frames.position() + length, frames.capacity() * 2);
            frames = ByteBuffer.allocateDirect(wanted).put(frames.flip());
        }
        long stable = published.get().seq();
        Frame frame = new Frame(seq, stable, ops, length);
        Frame.encode(frames, store, frame);
    }

    /// Writes and syncs the group, shows what it reached and answers.
    void flush() {
        if (answers.isEmpty()) {
            return;
        }
        StoreException failure = write();
        Snapshot now = reached;
        if (failure == null && now != null) {
            published.show(now);
        }
        fence = failure;
        List<Answer> done = List.copyOf(answers);
        reset();
        for (Answer answer : done) {
            if (failure != null) {
                answer.future().completeExceptionally(failure);
            } else if (answer.refusal() != null) {
                answer.future().completeExceptionally(answer.refusal());
            } else {
                answer.future().complete(new Committed(answer.seq()));
            }
        }
    }

    private @Nullable StoreException write() {
        if (reached == null) {
            return null;
        }
        try {
            journal.append(frames.flip());
            log.written(journal.number(), published.get().seq() + 1, clock.instant());
            return null;
        } catch (StoreException failure) {
            return failure;
        } catch (RuntimeException | Error failure) {
            return asFailed(failure);
        }
    }

    private void reset() {
        answers.clear();
        reached = null;
        frames = frames.capacity() > BUFFER_KEPT ? ByteBuffer.allocateDirect(BUFFER_BYTES) : frames;
        frames.clear();
    }

    private static StoreException asFailed(Throwable failure) {
        return new StoreException.Failed("the store failed: " + failure, failure);
    }
}
