package dev.jobd.client.connection;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.Optional;

/// Cuts what a daemon sends into lines.
final class LineReader {
    /// No honest reply is longer: the daemon's own limit is 4 MiB.
    static final int LINE_BYTES_MAX = 16 << 20;

    private static final int BUFFER_BYTES = 16 << 10;

    private final ReadableByteChannel channel;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int start;
    private int end;

    LineReader(ReadableByteChannel channel) {
        this.channel = channel;
    }

    /// Returns the next line without its line feed; empty at the end.
    ///
    /// @throws EOFException if the end comes within a line
    Optional<byte[]> next() throws IOException {
        int searched = start;
        while (true) {
            for (int i = searched; i < end; i++) {
                if (buffer[i] == '\n') {
                    byte[] line = Arrays.copyOfRange(buffer, start, i);
                    start = i + 1;
                    return Optional.of(line);
                }
            }
            searched = end - start;
            makeRoom();
            int count = channel.read(ByteBuffer.wrap(buffer, end, buffer.length - end));
            if (count < 0) {
                if (start < end) {
                    throw new EOFException("the connection ended within a line");
                }
                return Optional.empty();
            }
            end += count;
        }
    }

    /// Moves what is not read yet to the front, and doubles the buffer if that is all of it.
    private void makeRoom() throws IOException {
        int length = end - start;
        byte[] target = buffer;
        if (length == buffer.length) {
            if (length >= LINE_BYTES_MAX) {
                throw new IOException("a line of more than " + LINE_BYTES_MAX + " bytes");
            }
            target = new byte[buffer.length * 2];
        }
        System.arraycopy(buffer, start, target, 0, length);
        buffer = target;
        start = 0;
        end = length;
    }
}
