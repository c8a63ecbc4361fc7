package dev.jobd.daemon.server;

import dev.jobd.wire.Json;

/// A request as a handler gets it.
///
/// @param args its arguments, already checked against the table of operations
/// @param peer who asks
public record Call(Json.Obj args, Peer peer) {}
