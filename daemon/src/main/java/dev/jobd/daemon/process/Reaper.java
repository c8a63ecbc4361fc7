package dev.jobd.daemon.process;

import dev.jobd.daemon.process.kernel.Held;
import dev.jobd.daemon.process.kernel.Kernel;
import dev.jobd.model.AttemptId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that waits for all processes and alone changes what is known of them. Others hand
/// it tasks.
final class Reaper {
    private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);

    private final ProcessListener listener;
    private final CompletableFuture<Kernel> kernel = new CompletableFuture<>();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Map<AttemptId, Child> children = new HashMap<>();
    private final Map<Held, Child> watched = new HashMap<>();
    private final PriorityQueue<Child> deadlines =
            new PriorityQueue<>(Comparator.comparing(Child::deadline, Reaper::compareNanos));
    private final Thread thread;
    private boolean closed;

    /// @param onDeath hears of what the thread died of: no process is watched any more then
    Reaper(
            ProcessListener listener,
            Supplier<Kernel> kernels,
            Thread.UncaughtExceptionHandler onDeath) {
        this.listener = listener;
        this.thread =
                Thread.ofPlatform()
                        .name("jobd-reaper")
                        .daemon()
                        .uncaughtExceptionHandler(onDeath)
                        .unstarted(() -> run(kernels));
    }

    void start() {
        thread.start();
    }

    /// Returns the kernel; waits until it is there.
    Kernel kernel() {
        return kernel.join();
    }

    /// Has the reaper run a task. Tasks run in their order.
    void post(Runnable task) {
        tasks.add(task);
        Kernel ready = kernel.getNow(null);
        if (ready != null) {
            ready.wake();
        }
    }

    /// Has the reaper do something with an attempt's processes, if it is not over.
    void post(AttemptId attempt, Consumer<Child> task) {
        post(() -> {
            Child child = children.get(attempt);
            if (child != null) {
                task.accept(child);
            }
        });
    }

    /// Ends the thread.
    void close() {
        post(() -> closed = true);
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    ProcessListener listener() {
        return listener;
    }

    void add(Child child) {
        children.put(child.attempt(), child);
    }

    void remove(Child child) {
        children.remove(child.attempt());
        deadlines.remove(child);
    }

    void watch(Held process, Child child) {
        watched.put(process, child);
        kernel().watch(process);
    }

    void release(Held process) {
        watched.remove(process);
        kernel().release(process);
    }

    /// Has [Child#expire] called at the child's deadline.
    void schedule(Child child) {
        deadlines.add(child);
    }

    private void run(Supplier<Kernel> kernels) {
        Kernel made;
        try {
            made = kernels.get();
        } catch (RuntimeException | Error failure) {
            kernel.completeExceptionally(failure);
            throw failure;
        }
        try (made) {
            kernel.complete(made);
            while (!closed) {
                turn(made);
            }
            List.copyOf(watched.keySet()).forEach(this::release);
        }
    }

    private void turn(Kernel made) {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            guarded(task);
        }
        long wait = -1;
        while (!deadlines.isEmpty()) {
            wait = deadlines.element().deadline() - System.nanoTime();
            if (wait > 0) {
                break;
            }
            guarded(deadlines.remove()::expire);
            wait = -1;
        }
        if (closed) {
            return;
        }
        for (Held process : made.await(wait)) {
            Child child = watched.remove(process);
            if (child != null) {
                guarded(() -> child.ended(process));
            }
        }
    }

    /// What goes wrong with one attempt must not keep the others from being watched.
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            LOG.error("a process could not be dealt with", failure);
        }
    }

    private static int compareNanos(long one, long other) {
        return Long.signum(one - other);
    }
}
