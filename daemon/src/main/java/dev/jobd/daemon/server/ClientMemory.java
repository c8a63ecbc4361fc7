package dev.jobd.daemon.server;

import dev.jobd.daemon.event.EventReader;
import dev.jobd.socket.LineReader;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What all connections together may have in memory of what is large, so that no crowd of clients
/// can fill the heap. What is small passes by: it is bounded by the number of connections.
///
/// Who waits here holds nothing but a share of a part that comes before, in this order: what feeds
/// read, lines of feeds; requests, answers. Lines and answers are over when their clients take
/// them, or are let go since they do not.
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

    /// Waits until a request of this length can be read and carried out; empty if that takes too
    /// long. Others before it are over once the daemon has answered and their clients have taken
    /// it, or are let go.
    Optional<Share> request(int length, Duration patience) {
        return length <= LineReader.BUFFER_BYTES
                ? Optional.of(Share.NONE)
                : requests.poll((long) length * REQUEST_FACTOR, patience.toNanos());
    }

    /// Does something that takes much memory for a moment, such as making an answer that can be
    /// large, when not too many others do.
    ///
    /// @throws WireErrorException if that takes too long
    void make(Duration patience, Runnable work) {
        boolean isTaken = false;
        try {
            isTaken = makers.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (!isTaken) {
                throw new WireErrorException(
                        WireError.of(ErrorCode.BUSY, "too many others ask for much").later());
            }
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            makers.release(isTaken ? 1 : 0);
        }
    }

    /// Returns the share of an answer of this length; empty if there is none to be had now.
    Optional<Share> answer(int length) {
        return length <= SMALL ? Optional.of(Share.NONE) : answers.poll(length, 0);
    }

    /// Waits for the share of an answer of about this length, which must be given; empty if that
    /// takes too long.
    Optional<Share> reply(long length, long patienceNanos) {
        return length <= SMALL ? Optional.of(Share.NONE) : answers.poll(length, patienceNanos);
    }

    /// Waits for the share of a pushed line of about this length; empty if that takes too long.
    Optional<Share> line(long length, long patienceNanos) {
        return length <= SMALL ? Optional.of(Share.NONE) : lines.poll(length, patienceNanos);
    }

    /// Waits for the share of so many bytes that a feed reads, which are not small; empty if that
    /// takes too long.
    Optional<Share> reading(long bytes, long patienceNanos) {
        return reading.poll(bytes, patienceNanos);
    }

    /// A part of the heap. Who wants more than all of it gets all of it.
    private static final class Part {
        private final int all;
        private final Semaphore bytes;

        private Part(long bytes) {
            all = Math.clamp(bytes, 1, Integer.MAX_VALUE);
            this.bytes = new Semaphore(all, true);
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
