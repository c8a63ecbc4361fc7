package dev.jobd.daemon.server;

import dev.jobd.daemon.server.MemoryPart.Holder;
import dev.jobd.daemon.server.MemoryPart.Share;
import dev.jobd.socket.LineReader;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What all connections together may have in memory of what is large, so that no crowd of clients
/// can fill the heap. What is small passes by: it is bounded by the number of connections.
///
/// Who waits here holds nothing but a share of a part that comes before, in this order: what feeds
/// read, lines of feeds; lines that have begun, requests, what is staged, answers. Lines and
/// answers are over when their clients take them, or are let go since they do not.
final class ClientMemory {
    /// Answers and pushed lines up to this many bytes count as small.
    static final int SMALL = 64 << 10;

    /// A request takes ten times its length in memory at worst: its bytes, its text, and an object
    /// for each of at most [dev.jobd.wire.JsonParser#MEMBERS_MAX] members.
    private static final int REQUEST_FACTOR = 10;

    /// What is kept of a request takes so many times its length: its text, and an object for each
    /// member.
    private static final int STAGED_FACTOR = 5;

    /// An answer of the greatest length takes so much while it is made, with its text.
    private static final int MAKING_BYTES = 40 << 20;

    private final MemoryPart begun;
    private final MemoryPart requests;
    private final MemoryPart answers;
    private final MemoryPart lines;
    private final MemoryPart reading;
    private final MemoryPart staged;
    private final Semaphore makers;

    /// Bounds what is large by the size of the heap, in bytes.
    ClientMemory(long heap) {
        begun = new MemoryPart(heap / 8);
        requests = new MemoryPart(heap / 6);
        answers = new MemoryPart(heap / 8);
        lines = new MemoryPart(heap / 8);
        reading = new MemoryPart(heap / 8);
        staged = new MemoryPart(heap / 8);
        makers = new Semaphore(Math.clamp(heap / 3 / MAKING_BYTES, 1, 16), true);
    }

    /// Returns the room for a line that has begun and not ended, of one connection.
    LineReader.Room begun(Holder holder) {
        return new LineRoom(begun, holder);
    }

    /// Waits until a request of this length can be read and carried out; empty if that takes too
    /// long. Others before it are over once the daemon has answered and their clients have taken
    /// it, or are let go.
    Optional<Share> request(Holder holder, int length, Duration patience) {
        return length <= LineReader.BUFFER_BYTES
                ? Optional.of(Share.NONE)
                : requests.take(holder, (long) length * REQUEST_FACTOR, patience.toNanos());
    }

    /// Does something that takes much memory for a moment, such as making an answer that can be
    /// large, when not too many others do.
    ///
    /// @throws WireErrorException if that takes too long
    <T> T make(Duration patience, Supplier<T> work) {
        boolean isTaken = false;
        try {
            isTaken = makers.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (!isTaken) {
                throw new WireErrorException(
                        WireError.of(ErrorCode.BUSY, "too many others ask for much").later());
            }
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            makers.release(isTaken ? 1 : 0);
        }
    }

    /// Waits for the share of an answer of this length; empty if that takes too long.
    Optional<Share> answer(Holder holder, long length, long patienceNanos) {
        return length <= SMALL
                ? Optional.of(Share.NONE)
                : answers.take(holder, length, patienceNanos);
    }

    /// Waits for the share of a pushed line of about this length; empty if that takes too long.
    Optional<Share> line(Holder holder, long length, long patienceNanos) {
        return length <= SMALL
                ? Optional.of(Share.NONE)
                : lines.take(holder, length, patienceNanos);
    }

    /// Waits for the share of so many bytes that a feed reads, which are not small; empty if that
    /// takes too long.
    Optional<Share> reading(Holder holder, long bytes, long patienceNanos) {
        return reading.take(holder, bytes, patienceNanos);
    }

    /// Waits for the share of what is staged for an `apply`, of about this length as text; empty if
    /// that takes too long.
    Optional<Share> staged(Holder holder, long length, long patienceNanos) {
        return staged.take(holder, length * STAGED_FACTOR, patienceNanos);
    }

    /// Returns how many bytes all clients have.
    long taken() {
        return Stream.of(begun, requests, answers, lines, reading, staged)
                .mapToLong(MemoryPart::taken)
                .sum();
    }
}
