package dev.jobd.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What was promised over all workers, and how much of it there was.
final class TortureRecord {
    /// The runs that were promised: `job number/run number`.
    final Set<String> runs = ConcurrentHashMap.newKeySet();

    final LongAdder acknowledged = new LongAdder();
    final LongAdder inDoubt = new LongAdder();
    final LongAdder doubtsDone = new LongAdder();
    int kills;
    long runsEnded;
    long attempts;

    @Override
    public String toString() {
        return "%d kills, %s changes acknowledged, %s in doubt (%s of them done), %d runs with %d attempts"
                .formatted(kills, acknowledged, inDoubt, doubtsDone, runsEnded, attempts);
    }
}
