package dev.jobd.daemon.store;

import java.time.Instant;
import java.util.List;

/// A commit as it is read back.
///
/// @param seq its number
/// @param at when it was made
/// @param bytes how long it is in the store; in memory it is some times as long
/// @param effects what it changed, each object once; what it left as it was is not among them
public record Commit(long seq, Instant at, int bytes, List<Effect> effects) {
    public Commit {
        effects = List.copyOf(effects);
    }
}
