package dev.jobd.daemon.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The replies of one connection in the order of its requests, until they are written. Its owner
/// guards it.
final class Replies {
    private static final int BYTES_MAX = 64 << 10;

    private final int most;
    private final Deque<Slot> slots = new ArrayDeque<>();
    private long bytes;
    private int unanswered;

    /// Lets so many requests be without a reply that has been taken.
    Replies(int most) {
        this.most = most;
    }

    /// The place of one reply among all.
    static final class Slot {
        private final MemoryPart.Share request;
        private volatile MemoryPart.Share answer = MemoryPart.Share.NONE;
        private @Nullable Supplier<byte[]> line;
        private @Nullable Runnable then;
        private int knownBytes;

        private Slot(MemoryPart.Share request) {
            this.request = request;
        }

        /// Makes the reply.
        byte[] line() {
            return line == null ? new byte[0] : line.get();
        }

        /// Returns what is to be done once it is sent.
        @Nullable Runnable then() {
            return then;
        }

        /// Notes what the reply takes in memory, which is known once it is made.
        void hold(MemoryPart.Share share) {
            answer = share;
        }

        /// Tells whether the reply has a share of what there is for long ones.
        boolean isLong() {
            return answer.bytes() > 0;
        }

        /// Gives back what request and reply take in memory.
        void giveBack() {
            request.giveBack();
            answer.giveBack();
        }
    }

    /// What fills a place.
    ///
    /// @param line makes the reply when it is written
    /// @param knownBytes its length, if it is made already
    /// @param share what it takes in memory
    /// @param then what is to be done once it is sent
    record Reply(
            Supplier<byte[]> line,
            int knownBytes,
            MemoryPart.Share share,
            @Nullable Runnable then) {}

    /// Tells whether another request may be begun.
    boolean hasRoom() {
        return slots.size() < most && bytes <= BYTES_MAX;
    }

    /// Tells whether every request has its reply.
    boolean areAllThere() {
        return unanswered == 0;
    }

    boolean isEmpty() {
        return slots.isEmpty();
    }

    /// Tells whether the next one can be written.
    boolean isReady() {
        Slot first = slots.peek();
        return first != null && first.line != null;
    }

    /// Makes the next place.
    Slot reserve(MemoryPart.Share request) {
        Slot slot = new Slot(request);
        slots.add(slot);
        unanswered++;
        return slot;
    }

    /// Fills a place.
    void complete(Slot slot, Reply reply) {
        slot.line = reply.line();
        slot.then = reply.then();
        slot.answer = reply.share();
        slot.knownBytes = reply.knownBytes();
        bytes += reply.knownBytes();
        unanswered--;
    }

    /// Takes the next one out if it can be written.
    @Nullable Slot take() {
        return isReady() ? slots.remove() : null;
    }

    /// Notes that these are written.
    void sent(List<Slot> replies) {
        replies.forEach(slot -> bytes -= slot.knownBytes);
    }

    /// Gives back what all of them take in memory.
    void giveBack() {
        slots.forEach(Slot::giveBack);
    }
}
