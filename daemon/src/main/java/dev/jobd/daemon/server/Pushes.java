package dev.jobd.daemon.server;

import dev.jobd.wire.Json;
import java.nio.channels.ClosedChannelException;

/// Where a [Feed] puts its lines.
public interface Pushes {

    /// Sends a line; the member that names the subscription is put in front. Waits while the client
    /// is slow, so that a feed never holds more than one line.
    ///
    /// @throws ClosedChannelException if the connection has ended
    void send(Json.Obj line) throws ClosedChannelException;

    /// Waits until [#wake] has been called since the last wait, and sends a line without content
    /// now and then meanwhile, so that a client that is gone is noticed.
    ///
    /// @throws ClosedChannelException if the connection has ended
    void await() throws ClosedChannelException;

    /// Ends the present or the next wait. Safe for any thread; never blocks.
    void wake();
}
