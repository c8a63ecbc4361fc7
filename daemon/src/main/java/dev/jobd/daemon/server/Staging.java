package dev.jobd.daemon.server;

import dev.jobd.wire.ApplyOperations;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonText;
import dev.jobd.wire.Limits;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one connection has brought for an `apply` that follows: more than fits on a line. It has a
/// share of what all clients may have; who brings nothing more while others wait for room loses it.
final class Staging implements Call.Staged, MemoryPart.Holder {
    private final ClientMemory memory;
    private final Duration patience;
    private final List<Json.Obj> parts = new ArrayList<>();
    private final List<MemoryPart.Share> shares = new ArrayList<>();
    private int count;
    private boolean isWaiting;
    private boolean isLost;
    private long changedAt = System.nanoTime();

    /// @param patience how long to wait for room
    Staging(ClientMemory memory, Duration patience) {
        this.memory = memory;
        this.patience = patience;
    }

    @Override
    public int add(Json.Obj part) {
        requireFew(part);
        setWaiting(true);
        Optional<MemoryPart.Share> share;
        try {
            share = memory.staged(this, JsonText.lengthAbout(part), patience.toNanos());
        } finally {
            setWaiting(false);
        }
        if (share.isEmpty()) {
            drop();
            throw new WireErrorException(
                    WireError.of(
                                    ErrorCode.BUSY,
                                    "others apply too much at the moment; what was staged is gone,"
                                            + " begin again")
                            .later());
        }
        return keep(part, share.get());
    }

    private synchronized void requireFew(Json.Obj part) {
        int all = count + ApplyOperations.count(part);
        if (all > Limits.APPLY) {
            drop();
            throw new WireErrorException(
                    WireError.of(
                            ErrorCode.TOO_LARGE,
                            "at most "
                                    + Limits.APPLY
                                    + " jobs, groups and calendars can be applied as one, not "
                                    + all
                                    + "; what was staged is gone"));
        }
    }

    private synchronized int keep(Json.Obj part, MemoryPart.Share share) {
        parts.add(part);
        shares.add(share);
        count += ApplyOperations.count(part);
        changedAt = System.nanoTime();
        return count;
    }

    @Override
    public synchronized Call.Taken take() {
        List<Json.Obj> taken = List.copyOf(parts);
        List<MemoryPart.Share> held = List.copyOf(shares);
        boolean wasLost = isLost;
        parts.clear();
        shares.clear();
        count = 0;
        isLost = false;
        return new Call.Taken(taken, wasLost, () -> held.forEach(MemoryPart.Share::giveBack));
    }

    /// Lets go of everything.
    synchronized void drop() {
        isLost |= count > 0;
        parts.clear();
        shares.forEach(MemoryPart.Share::giveBack);
        shares.clear();
        count = 0;
    }

    private synchronized void setWaiting(boolean waiting) {
        isWaiting = waiting;
        changedAt = System.nanoTime();
    }

    @Override
    public synchronized long behindNanos() {
        return isWaiting || count == 0 ? 0 : System.nanoTime() - changedAt;
    }

    @Override
    public void letGo() {
        drop();
    }
}
