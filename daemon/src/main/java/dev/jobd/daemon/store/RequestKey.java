package dev.jobd.daemon.store;

/// The key under which a client asks for a change, so that it can ask again without having it done
/// twice.
///
/// @param uid the user who asks; keys of different users have nothing to do with each other
/// @param text 1 to 128 printable characters of ASCII
public record RequestKey(long uid, String text) {}
