package dev.jobd.daemon.server;

import java.io.IOException;

/// Makes the lines that follow a reply, on a thread of its own.
@FunctionalInterface
public interface Feed {

    /// Sends lines until there are no more.
    ///
    /// @throws java.nio.channels.ClosedChannelException if the connection ends first
    void run(Pushes out) throws IOException;
}
