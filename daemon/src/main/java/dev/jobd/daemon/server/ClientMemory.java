package dev.jobd.daemon.server;

import dev.jobd.daemon.event.EventReader;
import dev.jobd.socket.LineReader;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// What all connections together may have in memory of what is large, so that no crowd of clients
/// can fill the heap. What is small passes by: it is bounded by the number of connections.
///
/// Nobody who waits here holds anything that another one waits for.
final class ClientMemory {
    /// Answers and pushed lines up to this many bytes count as small.
    static final int SMALL = 64 << 10;

    /// A request takes ten times its length in memory at worst: its bytes, its text, and an object
    /// for each of at most [dev.jobd.wire.JsonParser#MEMBERS_MAX] members.
    private static final int REQUEST_FACTOR = 10;

    /// An answer of the greatest length takes so much while it is made, with its text.
    private static final int MAKING_BYTES = 40 << 20;

    private final Part begun;
    private final Part requests;
    private final Part answers;
    private final Part lines;
    private final Part reading;
    private final Semaphore makers;

    /// Bounds what is large by the size of the heap, in bytes.
    ClientMemory(long heap) {
        begun = new Part(heap / 8);
        requests = new Part(heap / 6);
        answers = new Part(heap / 8);
        lines = new Part(heap / 8);
        reading = new Part(heap / 8);
        makers = new Semaphore(Math.clamp(heap / 3 / MAKING_BYTES, 1, 16), true);
    }

    /// What somebody has taken; to be given back.
    static final class Share implements EventReader.Memory.Held {
        /// Of what is small.
        static final Share NONE = new Share(new Semaphore(0), 0);

        private final Semaphore from;
        private final AtomicInteger bytes;

        private Share(Semaphore from, int bytes) {
            this.from = from;
            this.bytes = new AtomicInteger(bytes);
        }

        @Override
        public long bytes() {
            return bytes.get();
        }

        @Override
        public void close() {
            giveBack();
        }

        /// Gives it back; nothing happens the second time.
        void giveBack() {
            from.release(bytes.getAndSet(0));
        }
    }

    /// Returns the bytes that lines may have which have begun and not ended.
    Semaphore begun() {
        return begun.bytes;
    }

    /// Waits until a request of this length can be read and carried out. Others before it are over
    /// once the daemon has answered and their clients have taken it, or are let go.
    Share request(int length) {
        if (length <= LineReader.BUFFER_BYTES) {
            return Share.NONE;
        }
        return requests.take((long) length * REQUEST_FACTOR);
    }

    /// Makes an answer that can be large, when not too many others do.
    <T> T make(Supplier<T> maker) {
        makers.acquireUninterruptibly();
        try {
            return maker.get();
        } finally {
            makers.release();
        }
    }

    /// Returns the share of an answer of this length; empty if there is none to be had now.
    Optional<Share> answer(int length) {
        return length <= SMALL ? Optional.of(Share.NONE) : answers.poll(length, 0);
    }

    /// Waits for the share of a pushed line of about this length; empty if that takes too long.
    Optional<Share> line(long length, long patienceNanos) {
        return length <= SMALL ? Optional.of(Share.NONE) : lines.poll(length, patienceNanos);
    }

    /// Waits for the share of what a feed reads; empty if that takes too long.
    ///
    /// @param least how many bytes there must be
    /// @param most how many are of use; taken only if they are to be had at once
    Optional<EventReader.Memory.Held> reading(long least, long most, long patienceNanos) {
        Optional<Share> all = least >= most ? Optional.empty() : reading.poll(most, 0);
        if (all.isPresent()) {
            return Optional.of(all.get());
        }
        return least <= SMALL
                ? Optional.of(new Small())
                : reading.poll(least, patienceNanos).map(it -> it);
    }

    /// So much may be read in any case.
    private record Small() implements EventReader.Memory.Held {
        @Override
        public long bytes() {
            return SMALL;
        }

        @Override
        public void close() {
            // nothing was taken
        }
    }

    /// A part of the heap. Who wants more than all of it gets all of it.
    private static final class Part {
        private final int all;
        private final Semaphore bytes;

        private Part(long bytes) {
            all = Math.clamp(bytes, 1, Integer.MAX_VALUE);
            this.bytes = new Semaphore(all, true);
        }

        private Share take(long wanted) {
            int counted = Math.clamp(wanted, 0, all);
            bytes.acquireUninterruptibly(counted);
            return new Share(bytes, counted);
        }

        private Optional<Share> poll(long wanted, long patienceNanos) {
            int counted = Math.clamp(wanted, 0, all);
            boolean isTaken = bytes.tryAcquire(counted);
            try {
                isTaken |=
                        !isTaken && bytes.tryAcquire(counted, patienceNanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return isTaken ? Optional.of(new Share(bytes, counted)) : Optional.empty();
        }
    }
}
