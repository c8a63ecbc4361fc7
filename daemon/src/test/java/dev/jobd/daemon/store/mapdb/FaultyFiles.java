package dev.jobd.daemon.store.mapdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// Journal files whose disk fails when told to.
final class FaultyFiles implements JournalFile.Opener {
    private volatile Fault next = Fault.NONE;

    /// What goes wrong.
    enum Fault {
        NONE,
        /// The disk is full after half of a write.
        FULL,
        /// A write fails at once.
        WRITE,
        /// What was written may or may not be on disk.
        SYNC,
        /// A sync fails, and so does the attempt to cut off what was written.
        SYNC_AND_CUT
    }

    /// Lets the next write or sync fail so.
    void failNext(Fault fault) {
        next = fault;
    }

    @Override
    public JournalFile open(Path path) throws IOException {
        JournalFile real = JournalFile.open(path);
        return new JournalFile() {
            @Override
            public void write(ByteBuffer bytes, long position) throws IOException {
                if (next == Fault.FULL) {
                    next = Fault.NONE;
                    real.write(bytes.slice(0, bytes.remaining() / 2), position);
                    throw new IOException("No space left on device");
                }
                if (next == Fault.WRITE) {
                    next = Fault.NONE;
                    throw new IOException("Input/output error");
                }
                real.write(bytes, position);
            }

            @Override
            public void sync() throws IOException {
                if (next == Fault.SYNC || next == Fault.SYNC_AND_CUT) {
                    next = next == Fault.SYNC ? Fault.NONE : next;
                    throw new IOException("Input/output error");
                }
                real.sync();
            }

            @Override
            public void cut(long length) throws IOException {
                if (next == Fault.SYNC_AND_CUT) {
                    next = Fault.NONE;
                    throw new IOException("Input/output error");
                }
                real.cut(length);
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }
}
