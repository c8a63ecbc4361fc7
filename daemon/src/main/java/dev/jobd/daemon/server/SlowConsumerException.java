package dev.jobd.daemon.server;

import java.io.IOException;

/// A client has taken nothing of a feed for too long. What was queued is dropped.
public final class SlowConsumerException extends IOException {
    private final int dropped;

    /// Says how many of the last lines were dropped.
    public SlowConsumerException(int dropped) {
        super("the client is too slow");
        this.dropped = dropped;
    }

    /// Returns how many of the last lines will never be sent.
    public int dropped() {
        return dropped;
    }
}
