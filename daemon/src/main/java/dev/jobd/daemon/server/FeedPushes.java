package dev.jobd.daemon.server;

import dev.jobd.wire.Json;
import dev.jobd.wire.JsonText;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The lines of one feed on their way into the outbox of its connection.
final class FeedPushes implements Pushes {
    private final String sub;
    private final Outbox outbox;
    private final Duration heartbeat;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean woken;

    FeedPushes(String sub, Outbox outbox, Duration heartbeat) {
        this.sub = sub;
        this.outbox = outbox;
        this.heartbeat = heartbeat;
    }

    @Override
    public void send(Json.Obj line) throws ClosedChannelException {
        outbox.push(JsonText.line(Json.object().put("sub", sub).putAll(line).build()));
    }

    @Override
    public void await() throws ClosedChannelException {
        while (!awaitOnce()) {
            send(Json.Obj.EMPTY);
        }
        if (outbox.isOver()) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Returns whether it was woken, and not just time to show that the feed lives.
    private boolean awaitOnce() {
        lock.lock();
        try {
            long left = heartbeat.toNanos();
            while (!woken && left > 0) {
                left = changed.awaitNanos(left);
            }
            boolean wasWoken = woken;
            woken = false;
            return wasWoken;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            lock.unlock();
        }
    }
}
