package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that makes checkpoints: some time after the first commit since the last one, or when
/// much has gathered. It sleeps while nothing is committed.
final class Checkpointer {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

    private final BlockingQueue<Signal> signals = new ArrayBlockingQueue<>(8);
    private final Limits limits;
    private final Work work;
    private final Thread thread;

    private enum Signal {
        DIRTY,
        LARGE,
        STOP
    }

    /// Makes one checkpoint.
    interface Work {
        /// Makes it; does nothing if nothing was committed since the last.
        void run() throws IOException;
    }

    Checkpointer(Limits limits, Work work) {
        this.limits = limits;
        this.work = work;
        thread = Thread.ofPlatform().name("jobd-store-checkpoint").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Says that there is a commit after the last checkpoint.
    void dirty() {
        signals.offer(Signal.DIRTY);
    }

    /// Says that much has gathered.
    void large() {
        signals.offer(Signal.LARGE);
    }

    /// Lets a checkpoint under way end, then ends the thread.
    void close() {
        try {
            signals.put(Signal.STOP);
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            Signal signal = signals.take();
            while (signal != Signal.STOP) {
                if (signal == Signal.DIRTY) {
                    signal = waitFor(limits.age());
                }
                while (signal != Signal.STOP && !tryWork()) {
                    signal = waitFor(limits.retry());
                }
                signal = signal == Signal.STOP ? signal : signals.take();
            }
        } catch (InterruptedException _) {
            // only a test that tears everything down does this
        }
    }

    /// Waits until time is up, or for a signal that asks for more than patience.
    private @Nullable Signal waitFor(Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        Signal signal;
        do {
            signal = signals.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } while (signal == Signal.DIRTY);
        return signal;
    }

    private boolean tryWork() {
        try {
            work.run();
            return true;
        } catch (IOException | StoreException failure) {
            LOG.warn("a checkpoint failed and is tried again in {}", limits.retry(), failure);
            return false;
        } catch (RuntimeException | Error failure) {
            LOG.error("a checkpoint failed and is tried again in {}", limits.retry(), failure);
            return false;
        }
    }
}
