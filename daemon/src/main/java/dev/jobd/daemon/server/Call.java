package dev.jobd.daemon.server;

import dev.jobd.wire.Json;

/// A request as a handler gets it.
///
/// @param args its arguments, already checked against the table of operations
/// @param peer who asks
/// @param feeds those of the connection
public record Call(Json.Obj args, Peer peer, Feeds feeds) {

    /// The feeds of a connection.
    @FunctionalInterface
    public interface Feeds {
        /// Ends one: none of its lines is sent any more.
        ///
        /// @return whether there was one of this name
        boolean end(String sub);
    }
}
