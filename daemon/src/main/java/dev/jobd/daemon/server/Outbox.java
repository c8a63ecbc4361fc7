package dev.jobd.daemon.server;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a connection is to send: replies in the order of their requests, and between them the lines
/// of feeds. One thread writes; any thread puts in, and waits while there is too much.
final class Outbox {
    private static final int WRITE_BYTES = 64 << 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Replies replies;
    private final PushQueue pushes = new PushQueue();
    private int feeds;
    private boolean finished;
    private int feedsNotStarted;
    private volatile boolean broken;
    private volatile byte @Nullable [] farewell;

    Outbox(int inFlightMax) {
        replies = new Replies(inFlightMax);
    }

    /// Where bytes go.
    @FunctionalInterface
    interface Sink {
        void write(byte[] bytes) throws IOException;
    }

    /// Takes a place for the reply to the next request; waits while too many are taken.
    ///
    /// @param request what the request takes in memory, which is given back once the reply is sent
    /// @throws ClosedChannelException if nothing can be sent any more
    Replies.Slot reserve(MemoryPart.Share request) throws ClosedChannelException {
        lock.lock();
        try {
            while (!broken && !replies.hasRoom()) {
                changed.awaitUninterruptibly();
            }
            requireWhole();
            return replies.reserve(request);
        } catch (ClosedChannelException e) {
            request.giveBack();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until every request so far has its answer.
    void settle() throws ClosedChannelException {
        lock.lock();
        try {
            while (!broken && !replies.areAllThere()) {
                changed.awaitUninterruptibly();
            }
            requireWhole();
        } finally {
            lock.unlock();
        }
    }

    /// Fills a place.
    ///
    /// @param share what the reply takes in memory, which is given back once it is sent
    void complete(Replies.Slot slot, byte[] line, MemoryPart.Share share) {
        var _ = complete(slot, new Replies.Reply(() -> line, line.length, share, null));
    }

    /// Fills a place, and does something once the reply is sent: starts a feed, which counts from
    /// now on. See [#abandon] for feeds that are never started.
    ///
    /// @return false if nothing is sent any more, so that it will not be done
    boolean completeWithFeed(Replies.Slot slot, byte[] line, Runnable feed) {
        return complete(
                slot, new Replies.Reply(() -> line, line.length, MemoryPart.Share.NONE, feed));
    }

    /// Fills a place with a reply that is made when it is sent.
    void complete(Replies.Slot slot, Supplier<byte[]> line) {
        var _ = complete(slot, new Replies.Reply(line, 0, MemoryPart.Share.NONE, null));
    }

    /// Returns whether it may still be sent.
    private boolean complete(Replies.Slot slot, Replies.Reply reply) {
        lock.lock();
        try {
            replies.complete(slot, reply);
            if (broken) {
                slot.giveBack();
            } else if (reply.then() != null) {
                feeds++;
                feedsNotStarted++;
            }
            changed.signalAll();
            return !broken;
        } finally {
            lock.unlock();
        }
    }

    /// Sends a line of a feed; waits while the client is slow.
    ///
    /// @throws ClosedChannelException if the feed is no longer wanted
    void push(PushQueue.Feeder feeder, byte[] line, MemoryPart.Share share)
            throws ClosedChannelException {
        try {
            push(feeder, line, share, Long.MAX_VALUE);
        } catch (SlowConsumerException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Sends a line of a feed; waits while the client is slow, but not for ever.
    ///
    /// @throws ClosedChannelException if the feed is no longer wanted
    /// @param share what the line takes in memory, which is given back once it is sent
    /// @throws SlowConsumerException if there is no room after so long; then nothing of the feed is
    ///   queued any more
    void push(PushQueue.Feeder feeder, byte[] line, MemoryPart.Share share, long patienceNanos)
            throws ClosedChannelException, SlowConsumerException {
        lock.lock();
        try {
            if (!awaitRoom(feeder, patienceNanos)) {
                share.giveBack();
                throw letGo(feeder);
            }
            if (isOver(feeder)) {
                share.giveBack();
                throw new ClosedChannelException();
            }
            pushes.add(feeder, line, share);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Drops what is queued of a feed whose client is too slow; returns what to say of it.
    SlowConsumerException letGo(PushQueue.Feeder feeder) {
        lock.lock();
        try {
            return new SlowConsumerException(pushes.drop(feeder));
        } finally {
            lock.unlock();
        }
    }

    /// Sends the last line of a feed, whether there is room or not.
    void pushLast(PushQueue.Feeder feeder, byte[] line) {
        lock.lock();
        try {
            if (!isOver(feeder)) {
                pushes.add(feeder, line, MemoryPart.Share.NONE);
                feeder.end();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Ends a feed: none of its lines is sent any more.
    ///
    /// @return whether it had not ended before
    boolean end(PushQueue.Feeder feeder) {
        lock.lock();
        try {
            pushes.drop(feeder);
            changed.signalAll();
            return feeder.end();
        } finally {
            lock.unlock();
        }
    }

    /// Tells whether lines of a feed are no longer wanted.
    boolean isOver(PushQueue.Feeder feeder) {
        lock.lock();
        try {
            return feeder.hasEnded() || isOver();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until there is room for a line or it is no longer wanted; returns false if that takes
    /// too long.
    private boolean awaitRoom(PushQueue.Feeder feeder, long nanos) {
        long left = nanos;
        try {
            while (!isOver(feeder) && !pushes.hasRoom() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return isOver(feeder) || pushes.hasRoom();
    }

    /// Says that a feed is over.
    void feedEnded() {
        lock.lock();
        try {
            feeds--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Says that no more requests come: what is pending is sent, then the writer ends.
    void finish() {
        lock.lock();
        try {
            finished = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Says that the connection ends: feeds are over, pending replies are sent, then this line.
    void finish(byte[] lastLine) {
        lock.lock();
        try {
            finished = true;
            farewell = farewell == null ? lastLine : farewell;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Ends it: nothing can be sent any more.
    void abort() {
        lock.lock();
        try {
            broken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Tells whether feeds are no longer wanted.
    boolean isOver() {
        return broken || farewell != null;
    }

    boolean isBroken() {
        return broken;
    }

    /// Tells whether anything is still to come: an answer, a feed.
    boolean isBusy() {
        lock.lock();
        try {
            return !replies.isEmpty() || !pushes.isEmpty() || feeds > 0;
        } finally {
            lock.unlock();
        }
    }

    /// Returns how many feeds there are.
    int feeds() {
        lock.lock();
        try {
            return feeds;
        } finally {
            lock.unlock();
        }
    }

    /// Says that nothing can be sent any more, and gives back what all that is queued takes in
    /// memory.
    ///
    /// @return how many feeds will not be started, and have not been told of before
    int abandon() {
        lock.lock();
        try {
            broken = true;
            replies.giveBack();
            pushes.clear();
            int abandoned = feedsNotStarted;
            feedsNotStarted = 0;
            changed.signalAll();
            return abandoned;
        } finally {
            lock.unlock();
        }
    }

    /// Writes what there is until no more can come.
    void drainTo(Sink sink) throws IOException {
        while (true) {
            Shipment shipment = new Shipment();
            try {
                if (!collect(shipment)) {
                    return;
                }
                shipment.writeTo(sink);
            } finally {
                shipment.giveBack();
            }
            sent(shipment.replies());
        }
    }

    /// Waits for something to send and takes it; returns false at the end.
    private boolean collect(Shipment shipment) {
        lock.lock();
        try {
            while (!broken && !isReady() && !isDone()) {
                changed.awaitUninterruptibly();
            }
            if (broken) {
                return false;
            }
            if (!isReady()) {
                broken = true;
                byte[] last = farewell;
                shipment.add(last == null ? new byte[0] : last);
                return last != null;
            }
        } finally {
            lock.unlock();
        }
        makeReplies(shipment);
        takePushes().forEach(shipment::add);
        return true;
    }

    private boolean isReady() {
        return replies.isReady() || !pushes.isEmpty();
    }

    private boolean isDone() {
        return finished && replies.isEmpty() && (feeds <= 0 || farewell != null);
    }

    /// One after the other: how large one is that is made only now, nobody knows before.
    private void makeReplies(Shipment shipment) {
        Replies.Slot slot = takeReply();
        while (slot != null) {
            shipment.add(slot);
            slot = shipment.length() < WRITE_BYTES && !slot.isLong() ? takeReply() : null;
        }
    }

    private Replies.@Nullable Slot takeReply() {
        lock.lock();
        try {
            return replies.take();
        } finally {
            lock.unlock();
        }
    }

    private List<PushQueue.Push> takePushes() {
        lock.lock();
        try {
            // Whoever waits for room need not wait until these are written.
            changed.signalAll();
            return pushes.take(WRITE_BYTES);
        } finally {
            lock.unlock();
        }
    }

    private void sent(List<Replies.Slot> sent) {
        List<Runnable> feedsToStart =
                sent.stream().map(Replies.Slot::then).filter(Objects::nonNull).toList();
        lock.lock();
        try {
            replies.sent(sent);
            feedsNotStarted -= feedsToStart.size();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        feedsToStart.forEach(Runnable::run);
    }

    private void requireWhole() throws ClosedChannelException {
        if (broken) {
            throw new ClosedChannelException();
        }
    }
}
