package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that merges files after checkpoints. It is apart from theirs, since a merge of all
/// files takes long, and what is committed meanwhile must not wait in the heap for its end.
final class Merger {
    private static final Logger LOG = LoggerFactory.getLogger(Merger.class);

    private final BlockingQueue<Boolean> looks = new LinkedBlockingQueue<>();
    private final Work work;
    private final Thread thread;

    /// Merges once.
    interface Work {
        /// Merges if there is anything to; tells whether there was.
        boolean run() throws IOException;
    }

    Merger(Work work) {
        this.work = work;
        thread = Thread.ofPlatform().name("jobd-store-merge").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
        look();
    }

    /// Says that there are other files.
    void look() {
        looks.add(true);
    }

    /// Ends the thread. The work under way must have been told to end.
    void close() {
        looks.add(false);
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (looks.take()) {
                merge();
            }
        } catch (InterruptedException _) {
            // only a test that tears everything down does this
        }
    }

    private void merge() {
        try {
            boolean more = work.run();
            while (more) {
                more = work.run();
            }
        } catch (CancellationException _) {
            // the store is being closed
        } catch (IOException | StoreException failure) {
            LOG.warn("files could not be merged; it is tried again later", failure);
        } catch (RuntimeException | Error failure) {
            LOG.error("files could not be merged; it is tried again later", failure);
        }
    }
}
