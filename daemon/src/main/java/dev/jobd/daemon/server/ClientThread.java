package dev.jobd.daemon.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The threads that serve one client: small, and the only ones whose death the daemon survives.
final class ClientThread {
    private static final Logger LOG = LoggerFactory.getLogger(ClientThread.class);

    private static final long STACK_BYTES = 512 << 10;

    private ClientThread() {}

    /// Begins what makes one.
    static Thread.Builder.OfPlatform named(String name) {
        return Thread.ofPlatform()
                .name(name)
                .daemon()
                .stackSize(STACK_BYTES)
                .uncaughtExceptionHandler(
                        (thread, fault) -> LOG.error("{} failed", thread.getName(), fault));
    }
}
