package dev.jobd.daemon.server;

import dev.jobd.wire.Limits;
import java.time.Duration;

/// What one client, and all of them together, may take.
///
/// @param connections how many at once, over all users
/// @param connectionsPerUser how many at once for a user other than root, so that root still gets
///   in
/// @param lineBytes the longest line
/// @param inFlight how many requests of a connection may be without an answer
/// @param subscriptions how many feeds one connection may have
/// @param feeds how many feeds there may be at once
/// @param idle how long a connection may be silent while nothing is pending
/// @param startedLine how long a line may take once begun
/// @param outputProgress how long a client may take nothing of what is sent
/// @param request how long a request may take
/// @param slowConsumer how long a subscription may wait for its client to take something
/// @param heartbeat how often a feed without news sends a line
public record ServerLimits(
        int connections,
        int connectionsPerUser,
        int lineBytes,
        int inFlight,
        int subscriptions,
        int feeds,
        Duration idle,
        Duration startedLine,
        Duration outputProgress,
        Duration request,
        Duration slowConsumer,
        Duration heartbeat) {
    private static final int KEPT_FOR_ROOT = 16;

    /// Those of the protocol.
    public static final ServerLimits DEFAULT =
            new ServerLimits(
                    Limits.CONNECTIONS,
                    Limits.CONNECTIONS - KEPT_FOR_ROOT,
                    Limits.LINE_BYTES,
                    Limits.IN_FLIGHT,
                    Limits.SUBSCRIPTIONS,
                    512,
                    Limits.IDLE,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(15));

    /// Returns the same limits for another number of connections.
    public ServerLimits withConnections(int count) {
        return new ServerLimits(
                count,
                count - KEPT_FOR_ROOT,
                lineBytes,
                inFlight,
                subscriptions,
                feeds,
                idle,
                startedLine,
                outputProgress,
                request,
                slowConsumer,
                heartbeat);
    }
}
