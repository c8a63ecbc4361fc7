package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.Committed;
import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The thread that writes: it takes what has gathered in its queue, writes and syncs it once, shows
/// the new state, then answers in order.
///
/// It alone changes the published snapshot, the journal and the manifest; everything else that must
/// change them is run on it.
final class CommitLoop {
    private static final int GROUP_BYTES = 4 << 20;

    private final BlockingQueue<Task> queue = new LinkedBlockingQueue<>();
    private final CommitGroup group;
    private final Thread thread;
    private volatile boolean closed;
    private boolean stopping;

    /// What a commit changes. Runs on the writing thread, in the order of the calls.
    interface Edit {
        /// Makes the changes, or throws [StoreException.Refused].
        void apply(Draft draft);
    }

    /// Something else that only the writing thread may do.
    interface Action {
        /// Does it.
        void run() throws IOException;
    }

    private sealed interface Task {
        record Commit(Edit edit, CompletableFuture<Committed> answer) implements Task {}

        record Control(Action action, CompletableFuture<@Nullable Void> done) implements Task {}
    }

    /// @param onDeath hears of what the writing thread died of: nothing is saved any more then
    CommitLoop(CommitGroup group, Thread.UncaughtExceptionHandler onDeath) {
        this.group = group;
        thread =
                Thread.ofPlatform()
                        .name("jobd-store-writer")
                        .daemon()
                        .uncaughtExceptionHandler(onDeath)
                        .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Hands in a commit; the future has its number once it is on disk and shown.
    CompletableFuture<Committed> commit(Edit edit) {
        CompletableFuture<Committed> answer = new CompletableFuture<>();
        offer(new Task.Commit(edit, answer));
        return answer;
    }

    /// Runs an action after all that was handed in before, and waits for it.
    void call(Action action) throws IOException {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        offer(new Task.Control(action, done));
        try {
            done.join();
        } catch (CompletionException failure) {
            switch (failure.getCause()) {
                case IOException io -> throw new IOException(io.getMessage(), io);
                case StoreException store -> throw store;
                case null, default ->
                        throw new StoreException.Failed("the store failed: " + failure, failure);
            }
        }
    }

    /// Makes something after all that was handed in before.
    <T> CompletableFuture<T> make(Supplier<T> maker) {
        CompletableFuture<T> made = new CompletableFuture<>();
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        CompletableFuture<@Nullable Void> _ =
                done.whenComplete((_, failure) -> {
                    if (failure != null) {
                        made.completeExceptionally(failure);
                    }
                });
        offer(new Task.Control(() -> made.complete(maker.get()), done));
        return made;
    }

    /// Lets what was handed in be done, then ends the thread and waits for its end.
    void close() {
        offer(new Task.Control(() -> stopping = true, new CompletableFuture<>()));
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void offer(Task task) {
        queue.add(task);
        if (closed) {
            refuseAll();
        }
    }

    private void refuseAll() {
        for (Task task = queue.poll(); task != null; task = queue.poll()) {
            StoreException reason = new StoreException.Failed("the store is closed", null);
            switch (task) {
                case Task.Commit commit -> commit.answer().completeExceptionally(reason);
                case Task.Control control -> control.done().completeExceptionally(reason);
            }
        }
    }

    private void run() {
        try {
            while (!stopping) {
                Task.@Nullable Control control = gather();
                group.flush();
                if (control != null) {
                    run(control);
                }
            }
        } finally {
            // Also after an error: nobody may wait for ever.
            closed = true;
            refuseAll();
        }
    }

    /// Fills the group until the queue is empty, the group is large or an action comes.
    private Task.@Nullable Control gather() {
        Task task = take();
        while (task != null) {
            switch (task) {
                case Task.Control control -> {
                    return control;
                }
                case Task.Commit commit -> group.add(commit.edit(), commit.answer());
            }
            task = group.bytes() < GROUP_BYTES ? queue.poll() : null;
        }
        return null;
    }

    private Task take() {
        for (; ; ) {
            try {
                return queue.take();
            } catch (InterruptedException _) {
                // Nobody may interrupt this thread: an interrupted channel is closed for ever.
            }
        }
    }

    private static void run(Task.Control control) {
        try {
            control.action().run();
            control.done().complete(null);
        } catch (IOException | RuntimeException | Error failure) {
            control.done().completeExceptionally(failure);
        }
    }
}
