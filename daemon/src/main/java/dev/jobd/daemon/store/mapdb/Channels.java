package dev.jobd.daemon.store.mapdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Reads whole pieces of files.
final class Channels {
    private Channels() {}

    /// Fills what is left of a buffer, or as much of it as the file has.
    static void fill(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            int count = channel.read(bytes, at);
            if (count < 0) {
                return;
            }
            at += count;
        }
    }
}
