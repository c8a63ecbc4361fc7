package dev.jobd.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/// Cuts a stream of bytes into lines within bounds, for one thread.
///
/// A line ends with a line feed, with or without a carriage return before it; the last one may end
/// with the stream. Empty lines are passed over. Of a line that is too long nothing is kept: it is
/// read on, up to [#PATIENCE] times the bound, to find where the next one begins. The same happens
/// to one for which there is no room: what all readers keep of lines beyond [#BUFFER_BYTES] each
/// can have a common bound.
public final class LineReader {
    /// How many times the bound a line may have before the stream is given up.
    public static final int PATIENCE = 4;

    /// How much of a line is kept in any case.
    public static final int BUFFER_BYTES = 8 << 10;

    private final ReadableByteChannel channel;
    private final int lineBytesMax;
    private final Room room;
    private final Listener listener;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int start;
    private int searched;
    private int end;
    private boolean partial;

    /// What comes next.
    public sealed interface Next {
        /// A line without its end; never empty.
        record Line(@SuppressWarnings("ArrayRecordComponent") byte[] bytes) implements Next {}

        /// A line that was too long; it is over now.
        record TooLong() implements Next {}

        /// A line that could not be kept, since others fill the common room; it is over now.
        record NoRoom() implements Next {}

        /// A line so much too long that the stream is of no use any more.
        record Endless() implements Next {}

        /// The stream is at its end.
        record End() implements Next {}
    }

    /// What all readers together may keep of lines beyond [#BUFFER_BYTES] each, as one of them sees
    /// it.
    public interface Room {
        /// As much as there is of the heap.
        Room ENDLESS =
                new Room() {
                    @Override
                    public boolean take(int bytes) {
                        return true;
                    }

                    @Override
                    public void giveBack(int bytes) {}
                };

        /// Takes so many bytes more, or returns false if there is no room for them; may wait.
        boolean take(int bytes);

        /// Gives back so many of those that were taken.
        void giveBack(int bytes);
    }

    /// Hears when the stream stands in the middle of a line and when it no longer does.
    @FunctionalInterface
    public interface Listener {
        /// Called on the reading thread, when it changes.
        void partial(boolean isPartial);
    }

    /// Reads lines of at most `lineBytesMax` bytes.
    ///
    /// @param room what may be kept beyond [#BUFFER_BYTES]; see [#release]
    public LineReader(ReadableByteChannel channel, int lineBytesMax, Room room, Listener listener) {
        this.channel = channel;
        this.lineBytesMax = lineBytesMax;
        this.room = room;
        this.listener = listener;
    }

    /// Reads lines of at most `lineBytesMax` bytes, alone, and tells nobody.
    public LineReader(ReadableByteChannel channel, int lineBytesMax) {
        this(channel, lineBytesMax, Room.ENDLESS, _ -> {});
    }

    /// Keeps nothing any more and gives the room back; nothing can be read afterwards.
    public void release() {
        keepIn(new byte[0]);
    }

    /// Gives back the room of the line that was returned last, once it is accounted for elsewhere;
    /// what has begun behind it keeps as much as it needs.
    public void shrink() {
        int length = end - start;
        int needed = BUFFER_BYTES;
        while (needed <= length) {
            needed *= 2;
        }
        if (needed < buffer.length) {
            byte[] target = new byte[needed];
            System.arraycopy(buffer, start, target, 0, length);
            keepIn(target);
            searched -= start;
            start = 0;
            end = length;
        }
    }

    /// Waits for the next line.
    public Next next() throws IOException {
        while (true) {
            int feed = indexOfFeed();
            if (feed >= 0) {
                int length = lengthOf(feed);
                int from = start;
                start = feed + 1;
                searched = start;
                tell(false);
                if (length > lineBytesMax) {
                    return new Next.TooLong();
                }
                if (length > 0) {
                    return new Next.Line(Arrays.copyOfRange(buffer, from, from + length));
                }
            } else if (end - start > lineBytesMax + 1) {
                return discard(new Next.TooLong());
            } else if (!makeRoom()) {
                return discard(new Next.NoRoom());
            } else if (!fill()) {
                return last();
            }
        }
    }

    private int indexOfFeed() {
        for (int i = searched; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        searched = end;
        return -1;
    }

    private int lengthOf(int feed) {
        int length = feed - start;
        return length > 0 && buffer[feed - 1] == '\r' ? length - 1 : length;
    }

    /// Returns what stands before the end of the stream.
    private Next last() {
        int length = end - start;
        if (length == 0) {
            return new Next.End();
        }
        byte[] line = Arrays.copyOfRange(buffer, start, end);
        start = end;
        searched = end;
        return length > lineBytesMax ? new Next.TooLong() : new Next.Line(line);
    }

    /// Reads on without keeping anything until the line ends, which was refused for a reason.
    private Next discard(Next reason) throws IOException {
        int dropped = end - start;
        keepIn(new byte[BUFFER_BYTES]);
        while (dropped / PATIENCE <= lineBytesMax) {
            start = 0;
            searched = 0;
            end = 0;
            int count = channel.read(ByteBuffer.wrap(buffer));
            if (count < 0) {
                return reason;
            }
            end = count;
            int feed = indexOfFeed();
            if (feed >= 0) {
                start = feed + 1;
                searched = start;
                tell(false);
                return reason;
            }
            dropped += count;
        }
        return new Next.Endless();
    }

    /// Reads more behind what is there; returns false at the end of the stream.
    private boolean fill() throws IOException {
        tell(end > start);
        int count = channel.read(ByteBuffer.wrap(buffer, end, buffer.length - end));
        end += Math.max(count, 0);
        return count >= 0;
    }

    /// Moves what is kept to the front, into a larger buffer if it fills this one, or into one of
    /// the first size once nothing is kept; returns false if there is no room for a larger one.
    private boolean makeRoom() {
        int length = end - start;
        byte[] target = buffer;
        if (length == buffer.length) {
            int larger = Math.min(buffer.length * 2, lineBytesMax + BUFFER_BYTES);
            if (!room.take(larger - buffer.length)) {
                return false;
            }
            target = new byte[larger];
        } else if (length == 0 && buffer.length > BUFFER_BYTES) {
            target = new byte[BUFFER_BYTES];
        }
        if (start > 0 || length == buffer.length) {
            System.arraycopy(buffer, start, target, 0, length);
        }
        keepIn(target);
        searched -= start;
        start = 0;
        end = length;
        return true;
    }

    /// Goes on with another buffer; one of the first size needs no room.
    private void keepIn(byte[] target) {
        int before = Math.max(buffer.length, BUFFER_BYTES);
        int after = Math.max(target.length, BUFFER_BYTES);
        buffer = target;
        if (after < before) {
            room.giveBack(before - after);
        }
    }

    private void tell(boolean isPartial) {
        if (partial != isPartial) {
            partial = isPartial;
            listener.partial(isPartial);
        }
    }
}
