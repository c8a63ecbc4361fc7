package dev.jobd.daemon.server;

import dev.jobd.daemon.event.EventReader;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonText;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// The lines of one feed on their way into the outbox of its connection.
final class FeedPushes implements Pushes {
    private final String sub;
    private final Outbox outbox;
    private final PushQueue.Feeder feeder = new PushQueue.Feeder();
    private final ServerLimits limits;
    private final ClientMemory memory;
    private final MemoryPart.Holder client;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LongSupplier nanoTime;
    private boolean woken;
    private volatile long lastLineAt;

    /// @param nanoTime a time that only goes on, as [System#nanoTime]
    FeedPushes(
            String sub,
            Outbox outbox,
            Session.Server server,
            MemoryPart.Holder client,
            LongSupplier nanoTime) {
        this.sub = sub;
        this.outbox = outbox;
        limits = server.limits();
        memory = server.memory();
        this.client = client;
        this.nanoTime = nanoTime;
        lastLineAt = nanoTime.getAsLong();
    }

    @Override
    public void send(Json.Obj line) throws ClosedChannelException {
        MemoryPart.Share share =
                memory.line(client, JsonText.lengthAbout(line), Long.MAX_VALUE)
                        .orElseThrow(ClosedChannelException::new);
        outbox.push(feeder, bytes(line), share);
        lastLineAt = nanoTime.getAsLong();
    }

    @Override
    public void sendInTime(Json.Obj line) throws ClosedChannelException, SlowConsumerException {
        Optional<MemoryPart.Share> share =
                memory.line(client, JsonText.lengthAbout(line), limits.request().toNanos());
        if (share.isEmpty()) {
            throw outbox.letGo(feeder);
        }
        outbox.push(feeder, bytes(line), share.get(), limits.slowConsumer().toNanos());
        lastLineAt = nanoTime.getAsLong();
    }

    @Override
    public void sendLast(Json.Obj line) {
        outbox.pushLast(feeder, bytes(line));
    }

    /// Ends the feed: none of its lines is sent any more.
    ///
    /// @return whether it had not ended before
    boolean end() {
        boolean ended = outbox.end(feeder);
        wake();
        return ended;
    }

    private byte[] bytes(Json.Obj line) {
        return JsonText.line(Json.object().put("sub", sub).putAll(line).build());
    }

    @Override
    public Duration sinceLastLine() {
        return Duration.ofNanos(nanoTime.getAsLong() - lastLineAt);
    }

    @Override
    public EventReader.Memory memory() {
        return new EventReader.Memory() {
            @Override
            public Held hold(long bytes) throws SlowConsumerException {
                return memory.reading(client, bytes, limits.request().toNanos())
                        .orElseThrow(() -> outbox.letGo(feeder));
            }

            @Override
            public void briefly(Runnable work) {
                memory.make(
                        limits.request(),
                        () -> {
                            work.run();
                            return true;
                        });
            }
        };
    }

    @Override
    public Duration heartbeat() {
        return limits.heartbeat();
    }

    @Override
    public void await() throws ClosedChannelException {
        while (!await(limits.heartbeat())) {
            send(Json.Obj.EMPTY);
        }
    }

    @Override
    public boolean await(Duration longest) throws ClosedChannelException {
        boolean wasWoken = awaitOnce(longest, true);
        requireWanted();
        return wasWoken;
    }

    @Override
    public void pause(Duration length) throws ClosedChannelException {
        awaitOnce(length, false);
        requireWanted();
    }

    private void requireWanted() throws ClosedChannelException {
        if (outbox.isOver(feeder)) {
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

    /// Returns whether it was woken, and not just time to go on.
    ///
    /// @param endsByWake whether that ends the wait, and not only the end of the feed does
    private boolean awaitOnce(Duration longest, boolean endsByWake) {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (left > 0 && !(endsByWake && woken) && !outbox.isOver(feeder)) {
                left = changed.awaitNanos(left);
            }
            boolean wasWoken = woken;
            woken = !endsByWake && woken;
            return wasWoken;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            lock.unlock();
        }
    }
}
