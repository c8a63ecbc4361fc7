package dev.jobd.daemon.server;

import dev.jobd.daemon.event.EventReader;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A part of the heap of which all clients have shares, in the order in which they ask.
///
/// Who waits for a share is not at the mercy of those who have one: as soon as somebody waits,
/// clients that take too long over one line are let go, the slowest first, until there is room.
final class MemoryPart {
    /// A client that takes as much as it can has the longest line in a few milliseconds.
    static final Duration GRACE = Duration.ofSeconds(1);

    private final int all;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Long> waiting = new ArrayDeque<>();
    private final Set<Share> held = new LinkedHashSet<>();
    private long ticketsGiven;
    private long free;

    /// A part of so many bytes. Who wants more than all of it gets all of it.
    MemoryPart(long bytes) {
        all = Math.clamp(bytes, 0, Integer.MAX_VALUE);
        free = all;
    }

    /// Whose a share is.
    interface Holder {
        /// Is always in time.
        Holder PROMPT =
                new Holder() {
                    @Override
                    public long behindNanos() {
                        return 0;
                    }

                    @Override
                    public void letGo() {}
                };

        /// Returns for how long the daemon has waited for the client to take, or to end, one line.
        long behindNanos();

        /// Ends it, since others wait; what it holds is given back soon, or it is asked again. For
        /// any thread.
        void letGo();
    }

    /// What somebody has; to be given back.
    static final class Share implements EventReader.Memory.Held {
        /// Of what is small: nothing of any part, and no lock that all connections would meet at.
        static final Share NONE = new Share(null, Holder.PROMPT, 0);

        private final @Nullable MemoryPart part;
        private final Holder holder;
        private int bytes;
        private long letGoAt;

        private Share(@Nullable MemoryPart part, Holder holder, int bytes) {
            this.part = part;
            this.holder = holder;
            this.bytes = bytes;
            letGoAt = System.nanoTime() - 2 * GRACE.toNanos();
        }

        /// Tells whether its holder was let go a moment ago.
        private boolean isComing(long now) {
            return now - letGoAt < GRACE.toNanos();
        }

        @Override
        public void close() {
            giveBack();
        }

        /// Gives it back; nothing happens the second time.
        void giveBack() {
            if (part != null) {
                part.giveBack(this);
            }
        }

        /// Returns how many bytes it has.
        int bytes() {
            return part == null ? 0 : part.bytes(this);
        }

        /// Returns whether so many bytes fit into it; if so, the rest is given back.
        boolean cutTo(int length) {
            return part != null && part.cut(this, length);
        }
    }

    /// Waits for a share; empty if that takes too long.
    Optional<Share> take(Holder holder, long wanted, long patienceNanos) {
        int counted = Math.clamp(wanted, 0, all);
        lock.lock();
        try {
            if (!await(counted, patienceNanos)) {
                return Optional.empty();
            }
            free -= counted;
            Share share = new Share(this, holder, counted);
            held.add(share);
            return Optional.of(share);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// Returns how many bytes somebody has.
    long taken() {
        lock.lock();
        try {
            return all - free;
        } finally {
            lock.unlock();
        }
    }

    private boolean await(int counted, long patienceNanos) throws InterruptedException {
        if (waiting.isEmpty() && free >= counted) {
            return true;
        }
        long ticket = ++ticketsGiven;
        waiting.add(ticket);
        try {
            long left = patienceNanos;
            while (!isNext(ticket, counted)) {
                if (left <= 0) {
                    return false;
                }
                long step = isFirst(ticket) ? letGoOfSlow(counted) : left;
                // What was let go may be back by now.
                if (!isNext(ticket, counted)) {
                    long nanos = Math.min(step, left);
                    left -= nanos - changed.awaitNanos(nanos);
                }
            }
            return true;
        } finally {
            waiting.remove(ticket);
            changed.signalAll();
        }
    }

    private boolean isNext(long ticket, int wanted) {
        return isFirst(ticket) && free >= wanted;
    }

    private boolean isFirst(long ticket) {
        return waiting.getFirst() == ticket;
    }

    /// A share, and for how long its client had been behind when it was asked, once.
    private record Late(Share share, long behindNanos) {}

    /// Lets clients go that are behind, until so much is free or will be soon; returns after how
    /// long to look again.
    private long letGoOfSlow(int wanted) {
        long now = System.nanoTime();
        long coming = free;
        long next = GRACE.toNanos();
        List<Late> all =
                held.stream()
                        .map(share -> new Late(share, share.holder.behindNanos()))
                        .sorted(Comparator.comparingLong(Late::behindNanos).reversed())
                        .toList();
        List<Share> slow = new ArrayList<>();
        for (Late late : all) {
            Share share = late.share();
            long left = GRACE.toNanos() - late.behindNanos();
            if (left <= 0 && coming < wanted && !share.isComing(now)) {
                share.letGoAt = now;
                slow.add(share);
            }
            coming += share.isComing(now) ? share.bytes : 0;
            next = left > 0 ? Math.min(next, left) : next;
        }
        // They take locks of their own, under which others give back.
        lock.unlock();
        try {
            slow.forEach(share -> share.holder.letGo());
        } finally {
            lock.lock();
        }
        return next;
    }

    private int bytes(Share share) {
        lock.lock();
        try {
            return share.bytes;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Share share) {
        lock.lock();
        try {
            if (held.remove(share)) {
                free += share.bytes;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean cut(Share share, int length) {
        lock.lock();
        try {
            if (length > share.bytes) {
                return false;
            }
            free += held.contains(share) ? share.bytes - length : 0;
            share.bytes = length;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }
}
