package dev.jobd.daemon.store;

import java.time.Instant;
import java.util.Optional;

/// Figures of a store.
///
/// @param seq the newest saved batch
/// @param journalBytes what a start would have to replay
/// @param filesBytes the length of the files behind the journal
/// @param generation how often these files were made anew
/// @param lastCheckpoint when that was the last time; empty if not since the start
/// @param trouble why the last checkpoint or start was not as it should be; empty if all is well
public record StoreStats(
        long seq,
        long journalBytes,
        long filesBytes,
        long generation,
        Optional<Instant> lastCheckpoint,
        Optional<String> trouble) {}
