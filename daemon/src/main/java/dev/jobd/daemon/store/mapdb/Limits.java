package dev.jobd.daemon.store.mapdb;

import java.time.Duration;

/// When a checkpoint is made, and how large a segment of a collection grows.
///
/// @param journalBytes so much was written into the journal since the last one
/// @param heapBytes what was committed since takes so much heap
/// @param age so long ago was the first commit since
/// @param retry the pause after a checkpoint that failed
/// @param segmentBytes a file of a segmented collection below this length is written anew together
///   with what is new
record Limits(long journalBytes, long heapBytes, Duration age, Duration retry, long segmentBytes) {

    /// Returns what suits this process.
    static Limits standard() {
        long heap = Math.max(16 << 20, Runtime.getRuntime().maxMemory() / 6);
        return new Limits(128 << 20, heap, Duration.ofMinutes(10), Duration.ofMinutes(1), 16 << 20);
    }
}
