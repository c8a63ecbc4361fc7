package dev.jobd.daemon.store;

import java.util.UUID;

/// Which store this is.
///
/// @param store made with the store, never changed
/// @param epoch how often it has been opened, this time included
public record Identity(UUID store, long epoch) {}
