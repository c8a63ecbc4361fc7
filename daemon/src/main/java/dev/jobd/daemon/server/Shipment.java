package dev.jobd.daemon.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Lines on their way to one client: small ones are joined, large ones are not copied.
final class Shipment {
    private static final int JOINED_BYTES = 16 << 10;

    private final List<byte[]> pieces = new ArrayList<>();
    private final List<Replies.Slot> replies = new ArrayList<>();
    private final List<MemoryPart.Share> shares = new ArrayList<>();
    private final ByteArrayOutputStream small = new ByteArrayOutputStream();
    private long length;

    /// Adds a line.
    void add(byte[] line) {
        length += line.length;
        if (line.length > JOINED_BYTES) {
            join();
            pieces.add(line);
        } else {
            small.writeBytes(line);
        }
    }

    /// Makes a reply and adds it.
    void add(Replies.Slot slot) {
        replies.add(slot);
        add(slot.line());
    }

    /// Adds a line of a feed.
    void add(PushQueue.Push push) {
        shares.add(push.share());
        add(push.line());
    }

    /// Returns how many bytes there are.
    long length() {
        return length;
    }

    /// Hands over everything.
    void writeTo(Outbox.Sink sink) throws IOException {
        join();
        for (byte[] piece : pieces) {
            sink.write(piece);
        }
    }

    /// Returns the replies among the lines.
    List<Replies.Slot> replies() {
        return replies;
    }

    /// Gives back what the lines take in memory.
    void giveBack() {
        replies.forEach(Replies.Slot::giveBack);
        shares.forEach(MemoryPart.Share::giveBack);
    }

    private void join() {
        if (small.size() > 0) {
            pieces.add(small.toByteArray());
            small.reset();
        }
    }
}
