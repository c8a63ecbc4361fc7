package dev.jobd.daemon.retention;

import java.util.concurrent.Semaphore;

/// Lets one at a time look for runs to remove and have them removed: two that look at the same time
/// would find the same, and the store refuses to remove what is gone.
public final class RemovalTurn {
    private final Semaphore turn = new Semaphore(1, true);

    /// Waits until it is one's turn.
    public void begin() {
        turn.acquireUninterruptibly();
    }

    /// Lets the next one in; any thread may.
    public void end() {
        turn.release();
    }
}
