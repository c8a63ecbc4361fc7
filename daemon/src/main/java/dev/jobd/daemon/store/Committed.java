package dev.jobd.daemon.store;

/// A batch that is on disk.
///
/// @param seq its number among all batches of the store; each is larger than the ones before
public record Committed(long seq) {}
