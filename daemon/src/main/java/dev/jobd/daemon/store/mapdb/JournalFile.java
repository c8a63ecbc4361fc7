package dev.jobd.daemon.store.mapdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// The file of a journal segment as the writer needs it: the place where a disk can fail.
interface JournalFile extends AutoCloseable {

    /// Writes all of the buffer at a position.
    void write(ByteBuffer bytes, long position) throws IOException;

    /// Makes everything written durable.
    void sync() throws IOException;

    /// Cuts the file to a length.
    void cut(long length) throws IOException;

    @Override
    void close() throws IOException;

    /// Opens or makes such a file.
    interface Opener {
        /// Opens the file, which is made if there is none.
        JournalFile open(Path path) throws IOException;
    }

    /// Returns a real file.
    static JournalFile open(Path path) throws IOException {
        FileChannel channel = StoreDirectory.openToWrite(path);
        return new JournalFile() {
            @Override
            public void write(ByteBuffer bytes, long position) throws IOException {
                long at = position;
                while (bytes.hasRemaining()) {
                    at += channel.write(bytes, at);
                }
            }

            @Override
            public void sync() throws IOException {
                channel.force(false);
            }

            @Override
            public void cut(long length) throws IOException {
                channel.truncate(length);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
