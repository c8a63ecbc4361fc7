package dev.jobd.daemon.store.mapdb;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// One commit as it stands in a journal: magic, length of the body, sequence, stable, checksum,
/// body.
///
/// The checksum covers the store's id too, so a frame of another store, or bytes of a job's
/// definition that look like a frame, are none.
///
/// @param sequence the number of the commit
/// @param stable the newest commit that was surely on disk when this one was written: all after it
///   were written together with this one and may be lost together
/// @param ops what it changes
/// @param length how many bytes it takes in the journal
record Frame(long sequence, long stable, List<Op> ops, int length) {
    /// How long the part before the body is.
    static final int HEADER_LENGTH = 28;

    /// How long a body may be.
    static final int BODY_MAX = 256 << 20;

    /// How every frame begins.
    static final int MAGIC = 0x4A46524D; // JFRM

    private static final int CRC_AT = 24;

    /// Returns how many bytes a commit takes.
    static long lengthOf(List<Op> ops) {
        long length = HEADER_LENGTH;
        for (Op op : ops) {
            int value = op.value() == null ? 0 : op.value().length;
            length += 1 + varintLength(op.key().length) + op.key().length;
            length += varintLength(op.value() == null ? 0 : value + 1) + value;
        }
        return length;
    }

    /// Appends a commit to a buffer that has room for it.
    static void encode(ByteBuffer target, UUID store, Frame frame) {
        int start = target.position();
        target.position(start + HEADER_LENGTH);
        for (Op op : frame.ops) {
            target.put((byte) op.collection());
            putBytes(target, op.key(), 0);
            if (op.value() == null) {
                putVarint(target, 0);
            } else {
                putBytes(target, op.value(), 1);
            }
        }
        int end = target.position();
        target.putInt(start, MAGIC).putInt(start + 4, end - start - HEADER_LENGTH);
        target.putLong(start + 8, frame.sequence).putLong(start + 16, frame.stable);
        target.putInt(start + CRC_AT, crc(target, store, start, end));
    }

    /// Returns the frame at a position, or null if there is no whole and sound one.
    static @Nullable Frame decode(ByteBuffer source, UUID store, int start) {
        if (source.limit() - start < HEADER_LENGTH || source.getInt(start) != MAGIC) {
            return null;
        }
        int body = source.getInt(start + 4);
        if (body < 0 || body > source.limit() - start - HEADER_LENGTH) {
            return null;
        }
        int end = start + HEADER_LENGTH + body;
        if (source.getInt(start + CRC_AT) != crc(source, store, start, end)) {
            return null;
        }
        try {
            ByteBuffer bytes = source.duplicate().position(start + HEADER_LENGTH).limit(end);
            return new Frame(
                    source.getLong(start + 8),
                    source.getLong(start + 16),
                    decodeOps(bytes),
                    end - start);
        } catch (BufferUnderflowException | NegativeArraySizeException _) {
            return null;
        }
    }

    private static List<Op> decodeOps(ByteBuffer bytes) {
        List<Op> ops = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int collection = Byte.toUnsignedInt(bytes.get());
            byte[] key = take(bytes, takeVarint(bytes));
            int value = takeVarint(bytes);
            ops.add(new Op(collection, key, value == 0 ? null : take(bytes, value - 1)));
        }
        return ops;
    }

    private static int crc(ByteBuffer bytes, UUID store, int start, int end) {
        CRC32C crc = new CRC32C();
        ByteBuffer id = ByteBuffer.allocate(16);
        id.putLong(store.getMostSignificantBits()).putLong(store.getLeastSignificantBits());
        crc.update(id.flip());
        crc.update(bytes.duplicate().clear().position(start).limit(start + CRC_AT));
        crc.update(bytes.duplicate().clear().position(start + HEADER_LENGTH).limit(end));
        return (int) crc.getValue();
    }

    private static void putBytes(ByteBuffer target, byte[] bytes, int more) {
        putVarint(target, bytes.length + more);
        target.put(bytes);
    }

    private static byte[] take(ByteBuffer source, int length) {
        if (length > source.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        source.get(bytes);
        return bytes;
    }

    private static void putVarint(ByteBuffer target, int value) {
        int rest = value;
        while (rest > 0x7F) {
            target.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        target.put((byte) rest);
    }

    private static int takeVarint(ByteBuffer source) {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            byte next = source.get();
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new BufferUnderflowException();
    }

    private static int varintLength(int value) {
        return Math.max(1, (38 - Integer.numberOfLeadingZeros(value)) / 7);
    }
}
