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
    private static final int PUSH_BYTES_MAX = 256 << 10;

    private final int inFlightMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Slot> slots = new ArrayDeque<>();
    private final Deque<byte[]> pushes = new ArrayDeque<>();
    private long replyBytes;
    private long pushBytes;
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
    /// @throws ClosedChannelException if feeds are no longer wanted
    void push(byte[] line) throws ClosedChannelException {
        lock.lock();
        try {
            while (!isOver() && pushBytes > PUSH_BYTES_MAX) {
                changed.awaitUninterruptibly();
            }
            if (isOver()) {
                throw new ClosedChannelException();
            }
            pushes.add(line);
            pushBytes += line.length;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
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
        List<byte[]> lines = new ArrayList<>();
        lock.lock();
        try {
            for (int taken = 0; !pushes.isEmpty() && taken < WRITE_BYTES; ) {
                byte[] line = pushes.remove();
                lines.add(line);
                taken += line.length;
                pushBytes -= line.length;
            }
        } finally {
            lock.unlock();
        }
        return lines;
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
