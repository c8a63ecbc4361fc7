package dev.jobd.daemon.audit;

import dev.jobd.wire.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the audit log: a thread takes all entries that wait, writes them at once, and only then
/// lets their replies go.
///
/// So a reply that a client has got has its line, also after a `kill -9` of the daemon; lines are
/// synced to the disk within a second, so a machine that loses power may lose those of its last
/// second. What cannot be written is counted and said in the daemon's log, and stops nothing.
public final class AuditLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final Duration SYNC_AFTER = Duration.ofSeconds(1);
    private static final int BATCH_MAX = 1_000;

    private final AuditFile file;
    private final LinkedBlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    private final Thread writer = Thread.ofPlatform().name("audit").daemon().unstarted(this::write);
    private final ScheduledThreadPoolExecutor syncs =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().name("audit-sync").daemon().factory());
    private final AtomicBoolean syncIsDue = new AtomicBoolean();
    private boolean closed;
    private long lost;

    /// What the writer takes from its queue.
    private sealed interface Pending {
        /// An entry that is made when it is written, and what waits for that.
        record Entry(Supplier<AuditEntry> entry, Runnable then) implements Pending {}

        /// Nothing comes any more.
        record End() implements Pending {}
    }

    /// Begins to write to a file.
    public AuditLog(AuditFile file) {
        this.file = file;
        syncs.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        writer.start();
    }

    /// Records an entry and then does something, both on the log's own thread; returns at once.
    ///
    /// @param entry makes the entry
    /// @param then lets the reply go; must not block
    public void record(Supplier<AuditEntry> entry, Runnable then) {
        synchronized (this) {
            if (!closed) {
                queue.add(new Pending.Entry(entry, then));
                return;
            }
        }
        then.run();
    }

    /// Writes what waits, syncs, and takes no more.
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            queue.add(new Pending.End());
        }
        try {
            writer.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        syncs.shutdownNow();
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("closing the audit log: {}", e.toString());
        }
    }

    private void write() {
        List<Pending> batch = new ArrayList<>();
        while (batch.isEmpty() || !(batch.getLast() instanceof Pending.End)) {
            batch.clear();
            try {
                batch.add(queue.take());
            } catch (InterruptedException _) {
                // Nobody interrupts it; it ends by the end in its queue.
                continue;
            }
            queue.drainTo(batch, BATCH_MAX);
            List<Pending.Entry> entries =
                    batch.stream()
                            .filter(Pending.Entry.class::isInstance)
                            .map(Pending.Entry.class::cast)
                            .toList();
            write(entries);
            entries.forEach(AuditLog::release);
        }
    }

    private void write(List<Pending.Entry> entries) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        int count = 0;
        for (Pending.Entry pending : entries) {
            try {
                lines.writeBytes(JsonText.line(pending.entry().get().toJson()));
                count++;
            } catch (RuntimeException fault) {
                lost(1, fault);
            }
        }
        if (count == 0) {
            return;
        }
        try {
            file.append(lines.toByteArray());
            scheduleSync();
        } catch (IOException | RuntimeException e) {
            lost(count, e);
        }
    }

    private static void release(Pending.Entry pending) {
        try {
            pending.then().run();
        } catch (RuntimeException fault) {
            LOG.error("a reply could not be given", fault);
        }
    }

    private void scheduleSync() {
        if (syncIsDue.compareAndSet(false, true)) {
            var _ = syncs.schedule(this::sync, SYNC_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void sync() {
        syncIsDue.set(false);
        try {
            file.sync();
        } catch (IOException e) {
            LOG.warn("the audit log cannot be synced: {}", e.toString());
        }
    }

    private void lost(int count, Exception cause) {
        lost += count;
        LOG.error(
                "{} lines of the audit log could not be written so far: {}",
                lost,
                cause.toString());
    }
}
