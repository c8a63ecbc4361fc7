package dev.jobd.daemon.server;

import dev.jobd.socket.LineReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The room for a line of one connection that has begun. Who has one waits for more of the same
/// part, and others for what it has: it waits only so long, then the line is not kept.
final class LineRoom implements LineReader.Room, MemoryPart.Holder {
    /// Others that have begun lines and do not end them are gone by then.
    private static final long PATIENCE_NANOS = MemoryPart.GRACE.multipliedBy(3).toNanos();

    private final MemoryPart part;
    private final MemoryPart.Holder client;
    private final List<MemoryPart.Share> shares = new ArrayList<>();
    private volatile boolean isWaiting;
    private volatile long readOnAt = System.nanoTime();

    LineRoom(MemoryPart part, MemoryPart.Holder client) {
        this.part = part;
        this.client = client;
    }

    @Override
    public boolean take(int bytes) {
        isWaiting = true;
        try {
            Optional<MemoryPart.Share> more = part.take(this, bytes, PATIENCE_NANOS);
            more.ifPresent(shares::add);
            return more.isPresent();
        } finally {
            readOnAt = System.nanoTime();
            isWaiting = false;
        }
    }

    @Override
    public void giveBack(int bytes) {
        int left = bytes;
        while (left > 0) {
            MemoryPart.Share last = shares.getLast();
            int length = last.bytes();
            if (length <= left) {
                shares.removeLast().giveBack();
            } else {
                last.cutTo(length - left);
            }
            left -= length;
        }
    }

    /// While the daemon does not read, the client cannot go on.
    @Override
    public long behindNanos() {
        return isWaiting ? 0 : Math.min(client.behindNanos(), System.nanoTime() - readOnAt);
    }

    @Override
    public void letGo() {
        client.letGo();
    }
}
