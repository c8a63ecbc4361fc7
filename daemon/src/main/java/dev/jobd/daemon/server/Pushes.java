package dev.jobd.daemon.server;

import dev.jobd.daemon.event.EventReader;
import dev.jobd.wire.Json;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;

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

    /// Does the same, but gives up on a client that takes nothing for too long.
    ///
    /// @throws ClosedChannelException if the connection or the feed has ended
    /// @throws SlowConsumerException if the client is too slow; what was queued is dropped
    void sendInTime(Json.Obj line) throws ClosedChannelException, SlowConsumerException;

    /// Sends the last line without waiting; after it, nothing is sent.
    void sendLast(Json.Obj line);

    /// Returns how long ago the last line of the feed was handed over, or the feed was made.
    Duration sinceLastLine();

    /// Returns what the feed may hold in memory of what it reads; waiting for it ends with a
    /// [SlowConsumerException].
    EventReader.Memory memory();

    /// Returns how often a feed without news shows that it lives.
    Duration heartbeat();

    /// Waits until [#wake] has been called since the last wait, or for so long; returns whether it
    /// was called.
    ///
    /// @throws ClosedChannelException if the connection or the feed has ended
    boolean await(Duration longest) throws ClosedChannelException;

    /// Waits for so long.
    ///
    /// @throws ClosedChannelException if the connection or the feed has ended
    void pause(Duration length) throws ClosedChannelException;

    /// Ends the present or the next wait. Safe for any thread; never blocks.
    void wake();
}
