package dev.jobd.daemon.schedule;

import java.util.concurrent.CompletableFuture;

/// Where changes are asked for. Safe for any thread.
public interface Commands {

    /// Hands a command to the scheduler. The answer comes when the change is on disk, or fails with
    /// a [RefusedException] when a rule forbids it, or with a `StoreException` when it could not be
    /// stored; then nothing has changed. Callbacks must not block.
    CompletableFuture<Applied> submit(Command command);
}
