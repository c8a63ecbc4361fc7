package dev.jobd.daemon.store;

/// How far back commits can be read.
///
/// @param oldest the oldest commit that can be read; one more than the newest if there is none
/// @param lineage tells apart histories of one store that gave the same numbers to different
///   commits: it changes with a restore, and when a damaged journal was cut back
public record History(long oldest, long lineage) {}
