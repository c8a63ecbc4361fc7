package dev.jobd.daemon.server;

/// Who is at the other end of a connection, as the kernel says.
///
/// @param uid the user, which decides what is allowed
/// @param pid the process, for records only: it may be gone and its number used again
/// @param name the user's name, for records
public record Peer(long uid, long pid, String name) {}
