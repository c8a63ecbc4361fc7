package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.metrics.Histogram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;

/// A file of the journal that counts what is written and how long syncs take.
record CountedFile(JournalFile file, Histogram syncs, LongAdder bytes) implements JournalFile {

    @Override
    public void write(ByteBuffer data, long position) throws IOException {
        bytes.add(data.remaining());
        file.write(data, position);
    }

    @Override
    public void sync() throws IOException {
        long begun = System.nanoTime();
        file.sync();
        syncs.addNanos(System.nanoTime() - begun);
    }

    @Override
    public void cut(long length) throws IOException {
        file.cut(length);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
