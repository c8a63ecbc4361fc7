package dev.jobd.daemon.server;

import dev.jobd.daemon.config.Configuration;
import dev.jobd.daemon.config.SettingList;
import dev.jobd.wire.Json;
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
    public static final ServerLimits DEFAULT = of(Configuration.standard());

    /// Returns those that are set.
    public static ServerLimits of(Configuration settings) {
        int connections = settings.get(SettingList.CONNECTIONS_MAX);
        return new ServerLimits(
                connections,
                connections - KEPT_FOR_ROOT,
                Math.toIntExact(settings.get(SettingList.REQUEST_BYTES_MAX)),
                settings.get(SettingList.IN_FLIGHT),
                settings.get(SettingList.SUBSCRIPTIONS),
                settings.get(SettingList.SUBSCRIPTIONS_MAX),
                settings.get(SettingList.IDLE),
                settings.get(SettingList.LINE_TIMEOUT),
                settings.get(SettingList.OUTPUT_TIMEOUT),
                settings.get(SettingList.REQUEST_TIMEOUT),
                settings.get(SettingList.SUBSCRIBER_TIMEOUT),
                settings.get(SettingList.HEARTBEAT));
    }

    /// Returns those that the protocol tells.
    public Json.Obj toJson() {
        return Limits.toJson(connections, lineBytes, inFlight, subscriptions, idle);
    }
}
