package dev.jobd.daemon.store.mapdb;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mapdb.DataInput2;
import org.mapdb.volume.Volume;

/// A file mapped for reading by MapDB. Unlike MapDB's own mapping it is let go when told to, so
/// that a replaced file gives its disk space back at once; and unlike a channel it cannot be closed
/// by interrupting a reader.
final class FfmVolume extends Volume {
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Arena arena;
    private final MemorySegment segment;

    private FfmVolume(Arena arena, MemorySegment segment) {
        this.arena = arena;
        this.segment = segment;
    }

    /// Maps the whole file.
    @SuppressWarnings("MustBeClosed") // closed with the volume
    static FfmVolume map(Path file) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = StoreDirectory.openToRead(file)) {
            return new FfmVolume(
                    arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IOException | RuntimeException failure) {
            arena.close();
            throw failure;
        }
    }

    /// Returns the mapped bytes.
    MemorySegment segment() {
        return segment;
    }

    @Override
    public long getLong(long offset) {
        return segment.get(LONG, offset);
    }

    @Override
    public int getInt(long offset) {
        return segment.get(INT, offset);
    }

    @Override
    public byte getByte(long offset) {
        return segment.get(ValueLayout.JAVA_BYTE, offset);
    }

    @Override
    public DataInput2 getDataInput(long offset, int size) {
        byte[] bytes = new byte[size];
        getData(offset, bytes, 0, size);
        return new DataInput2.ByteArray(bytes);
    }

    @Override
    public void getData(long offset, byte[] bytes, int position, int size) {
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, bytes, position, size);
    }

    @Override
    public long length() {
        return segment.byteSize();
    }

    @Override
    public int sliceSize() {
        return -1;
    }

    @Override
    public boolean isSliced() {
        return false;
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public @Nullable File getFile() {
        return null;
    }

    @Override
    public boolean getFileLocked() {
        return false;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            arena.close();
        }
    }

    @Override
    public void sync() {
        // nothing is ever written
    }

    @Override
    public void ensureAvailable(long offset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void truncate(long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putLong(long offset, long value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putInt(long offset, int value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putByte(long offset, byte value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putData(long offset, byte[] bytes, int position, int size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putData(long offset, ByteBuffer buffer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void clear(long start, long end) {
        throw new UnsupportedOperationException();
    }
}
