package dev.jobd.daemon.server;

import dev.jobd.wire.Json;
import java.util.List;

/// A request as a handler gets it.
///
/// @param args its arguments, already checked against the table of operations
/// @param peer who asks
/// @param feeds those of the connection
/// @param staged what the connection has brought for an `apply`
public record Call(Json.Obj args, Peer peer, Feeds feeds, Staged staged) {

    /// Returns the same request with other arguments.
    public Call withArgs(Json.Obj other) {
        return new Call(other, peer, feeds, staged);
    }

    /// The feeds of a connection.
    @FunctionalInterface
    public interface Feeds {
        /// Ends one: none of its lines is sent any more.
        ///
        /// @return whether there was one of this name
        boolean end(String sub);
    }

    /// What a connection has brought for an `apply` that follows.
    public interface Staged {
        /// Keeps more of it and returns how many items there are by now.
        ///
        /// @throws dev.jobd.wire.WireErrorException if there is no room; then nothing is kept
        int add(Json.Obj part);

        /// Hands over all of it and keeps nothing.
        Taken take();
    }

    /// What was brought.
    ///
    /// @param parts in order
    /// @param wasLost whether there was something that others needed the room of
    /// @param done to be called once it is of no use any more
    public record Taken(List<Json.Obj> parts, boolean wasLost, Runnable done) {}
}
