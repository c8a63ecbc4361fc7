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

    private static final long HEAP_BYTES_MIN = 16 << 20;

    /// More would make the pauses of the garbage collector long.
    private static final long HEAP_BYTES_MAX = 64 << 20;

    /// Returns what suits this process.
    static Limits standard() {
        long share = Runtime.getRuntime().maxMemory() / 6;
        long heap = Math.clamp(share, HEAP_BYTES_MIN, HEAP_BYTES_MAX);
        return new Limits(128 << 20, heap, Duration.ofMinutes(10), Duration.ofMinutes(1), 16 << 20);
    }
}
