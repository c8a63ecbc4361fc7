package dev.jobd.daemon.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a connection is to send: replies in the order of their requests, and between them the lines
/// of feeds. One thread writes; any thread puts in, and waits while there is too much.
final class Outbox {
    private static final int WRITE_BYTES = 64 << 10;
    private static final int REPLY_BYTES_MAX = 1 << 20;

    private final int inFlightMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Slot> slots = new ArrayDeque<>();
    private final PushQueue pushes = new PushQueue();
    private long replyBytes;
    private int unanswered;
    private int feeds;
    private boolean finished;
    private int feedsNotStarted;
    private volatile boolean broken;
    private volatile byte @Nullable [] farewell;

    Outbox(int inFlightMax) {
        this.inFlightMax = inFlightMax;
    }

    /// Where bytes go.
    @FunctionalInterface
    interface Sink {
        void write(byte[] bytes) throws IOException;
    }

    /// The place of one reply among all.
    static final class Slot {
        private @Nullable Supplier<byte[]> line;
        private @Nullable Runnable then;
        private int knownBytes;
    }

    /// Takes a place for the reply to the next request; waits while too many are taken.
    ///
    /// @throws ClosedChannelException if nothing can be sent any more
    Slot reserve() throws ClosedChannelException {
        lock.lock();
        try {
            while (!broken && (slots.size() >= inFlightMax || replyBytes > REPLY_BYTES_MAX)) {
                changed.awaitUninterruptibly();
            }
            requireWhole();
            Slot slot = new Slot();
            slots.add(slot);
            unanswered++;
            return slot;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until every request so far has its answer.
    void settle() throws ClosedChannelException {
        lock.lock();
        try {
            while (!broken && unanswered > 0) {
                changed.awaitUninterruptibly();
            }
            requireWhole();
        } finally {
            lock.unlock();
        }
    }

    /// Fills a place.
    void complete(Slot slot, byte[] line) {
        complete(slot, () -> line, line.length, null);
    }

    /// Fills a place, and does something once the reply is sent: starts a feed, which counts from
    /// now on. See [#abandonFeeds] for feeds that are never started.
    void completeWithFeed(Slot slot, byte[] line, Runnable feed) {
        complete(slot, () -> line, line.length, feed);
    }

    /// Fills a place with a reply that is made when it is sent.
    void complete(Slot slot, Supplier<byte[]> line) {
        complete(slot, line, 0, null);
    }

    private void complete(Slot slot, Supplier<byte[]> line, int bytes, @Nullable Runnable then) {
        lock.lock();
        try {
            slot.line = line;
            slot.then = then;
            slot.knownBytes = bytes;
            replyBytes += bytes;
            unanswered--;
            feeds += then == null ? 0 : 1;
            feedsNotStarted += then == null ? 0 : 1;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Sends a line of a feed; waits while the client is slow.
    ///
    /// @throws ClosedChannelException if the feed is no longer wanted
    void push(PushQueue.Feeder feeder, byte[] line) throws ClosedChannelException {
        try {
            push(feeder, line, Long.MAX_VALUE);
        } catch (SlowConsumerException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Sends a line of a feed; waits while the client is slow, but not for ever.
    ///
    /// @throws ClosedChannelException if the feed is no longer wanted
    /// @throws SlowConsumerException if there is no room after so long; then nothing of the feed is
    ///   queued any more
    void push(PushQueue.Feeder feeder, byte[] line, long patienceNanos)
            throws ClosedChannelException, SlowConsumerException {
        lock.lock();
        try {
            if (!awaitRoom(feeder, patienceNanos)) {
                throw new SlowConsumerException(pushes.drop(feeder));
            }
            if (isOver(feeder)) {
                throw new ClosedChannelException();
            }
            pushes.add(feeder, line);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Sends the last line of a feed, whether there is room or not.
    void pushLast(PushQueue.Feeder feeder, byte[] line) {
        lock.lock();
        try {
            if (!isOver(feeder)) {
                pushes.add(feeder, line);
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

    /// Says that nothing can be sent any more.
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

    /// Tells whether nothing can be sent any more.
    boolean isBroken() {
        return broken;
    }

    /// Tells whether anything is still to come: an answer, a feed.
    boolean isBusy() {
        lock.lock();
        try {
            return !slots.isEmpty() || !pushes.isEmpty() || feeds > 0;
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

    /// Says that nothing can be sent any more.
    ///
    /// @return how many feeds will not be started, and have not been told of before
    int abandonFeeds() {
        lock.lock();
        try {
            broken = true;
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
            List<Slot> replies = new ArrayList<>();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (!collect(replies, bytes)) {
                return;
            }
            sink.write(bytes.toByteArray());
            sent(replies);
        }
    }

    /// Waits for something to send and takes it; returns false at the end.
    private boolean collect(List<Slot> replies, ByteArrayOutputStream bytes) {
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
                bytes.writeBytes(last == null ? new byte[0] : last);
                return last != null;
            }
        } finally {
            lock.unlock();
        }
        makeReplies(replies, bytes);
        takePushes().forEach(bytes::writeBytes);
        return true;
    }

    private boolean isReady() {
        Slot first = slots.peek();
        return (first != null && first.line != null) || !pushes.isEmpty();
    }

    private boolean isDone() {
        return finished && slots.isEmpty() && (feeds <= 0 || farewell != null);
    }

    /// One after the other: how large one is that is made only now, nobody knows before.
    private void makeReplies(List<Slot> replies, ByteArrayOutputStream bytes) {
        Slot slot = takeReply();
        while (slot != null) {
            replies.add(slot);
            Supplier<byte[]> line = slot.line;
            bytes.writeBytes(line == null ? new byte[0] : line.get());
            slot = bytes.size() < WRITE_BYTES ? takeReply() : null;
        }
    }

    private @Nullable Slot takeReply() {
        lock.lock();
        try {
            Slot first = slots.peek();
            return first == null || first.line == null ? null : slots.remove();
        } finally {
            lock.unlock();
        }
    }

    private List<byte[]> takePushes() {
        lock.lock();
        try {
            // Whoever waits for room need not wait until these are written.
            changed.signalAll();
            return pushes.take(WRITE_BYTES);
        } finally {
            lock.unlock();
        }
    }

    private void sent(List<Slot> replies) {
        lock.lock();
        try {
            replies.forEach(slot -> replyBytes -= slot.knownBytes);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        for (Slot slot : replies) {
            Runnable then = slot.then;
            if (then != null) {
                feedStarts();
                then.run();
            }
        }
    }

    private void feedStarts() {
        lock.lock();
        try {
            feedsNotStarted--;
        } finally {
            lock.unlock();
        }
    }

    private void requireWhole() throws ClosedChannelException {
        if (broken) {
            throw new ClosedChannelException();
        }
    }
}
