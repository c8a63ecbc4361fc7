package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.event.EventReader;
import dev.jobd.daemon.server.Pushes;
import dev.jobd.daemon.server.SlowConsumerException;
import dev.jobd.wire.Json;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// A client that takes every line, and time that passes only while the feed waits. What happens
/// meanwhile is said beforehand; after the last of it the connection ends.
final class FakePushes implements Pushes {
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Deque<Runnable> steps = new ArrayDeque<>();
    private final List<Json.Obj> lines = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private Duration lastLineAt = Duration.ZERO;
    private boolean woken;
    private int linesMax = Integer.MAX_VALUE;

    /// Says what happens at the next wait: it ends at once if that wakes the feed.
    FakePushes then(Runnable step) {
        steps.add(step);
        return this;
    }

    /// Lets time pass.
    void pass(Duration time) {
        now = now.plus(time);
    }

    /// Returns how much time has passed.
    Duration now() {
        return now;
    }

    /// Returns what was sent.
    List<Json.Obj> lines() {
        return lines;
    }

    @Override
    public void send(Json.Obj line) {
        lines.add(line);
        lastLineAt = now;
    }

    @Override
    public EventReader.Memory memory() {
        return new EventReader.Memory() {
            @Override
            public Held hold(long bytes) {
                return () -> {};
            }

            @Override
            public void briefly(Runnable work) {
                work.run();
            }
        };
    }

    /// Lets the client take so many lines and no more.
    void takeOnly(int count) {
        linesMax = count;
    }

    @Override
    public void sendInTime(Json.Obj line) throws SlowConsumerException {
        if (lines.size() >= linesMax) {
            throw new SlowConsumerException(0);
        }
        send(line);
    }

    @Override
    public void sendLast(Json.Obj line) {
        send(line);
    }

    @Override
    public Duration sinceLastLine() {
        return now.minus(lastLineAt);
    }

    @Override
    public Duration heartbeat() {
        return HEARTBEAT;
    }

    @Override
    public void await() throws ClosedChannelException {
        while (!await(HEARTBEAT)) {
            send(Json.Obj.EMPTY);
        }
    }

    @Override
    public boolean await(Duration longest) throws ClosedChannelException {
        if (!woken) {
            next();
        }
        boolean wasWoken = woken;
        woken = false;
        if (!wasWoken) {
            pass(longest);
        }
        return wasWoken;
    }

    private void next() throws ClosedChannelException {
        Runnable step = steps.poll();
        if (step == null) {
            throw new ClosedChannelException();
        }
        step.run();
    }

    @Override
    public void pause(Duration length) throws ClosedChannelException {
        next();
        pass(length);
    }

    @Override
    public void wake() {
        woken = true;
    }
}
