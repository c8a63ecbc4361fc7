package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;

/// The first 64 bytes of a journal segment.
///
/// @param store the store it belongs to
/// @param number its number; segments follow each other without a gap
/// @param previousLength how many bytes of the segment before count. What stands behind them was
///   never acknowledged: that segment was given up after an error
record SegmentHeader(UUID store, long number, long previousLength) {
    /// How long it is.
    static final int LENGTH = 64;

    private static final long MAGIC = 0x4A4F42444A524E4CL; // JOBDJRNL
    private static final short MAJOR = 1;
    private static final short MINOR = 0;
    private static final int CRC_AT = LENGTH - Integer.BYTES;

    /// Returns the name of a segment's file.
    static String fileName(long number) {
        return "journal-%08d".formatted(number);
    }

    /// Returns the 64 bytes.
    ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        bytes.putLong(MAGIC).putShort(MAJOR).putShort(MINOR).putInt(0);
        bytes.putLong(store.getMostSignificantBits()).putLong(store.getLeastSignificantBits());
        bytes.putLong(number).putLong(previousLength);
        bytes.putInt(CRC_AT, crc(bytes));
        return bytes.clear();
    }

    /// Reads the header of a segment of this store.
    ///
    /// @throws StoreException.Damaged if it is not that
    /// @throws StoreException.Newer if its major version is newer
    static SegmentHeader decode(Path file, ByteBuffer bytes, UUID store, long number) {
        if (bytes.limit() < LENGTH || bytes.getLong(0) != MAGIC) {
            throw new StoreException.Damaged(file, 0, "it does not begin as a journal");
        }
        if (bytes.getInt(CRC_AT) != crc(bytes)) {
            throw new StoreException.Damaged(file, 0, "the checksum of its header is wrong");
        }
        if (bytes.getShort(8) > MAJOR) {
            String version = bytes.getShort(8) + "." + bytes.getShort(10);
            throw new StoreException.Newer(file, version, MAJOR + "." + MINOR);
        }
        UUID owner = new UUID(bytes.getLong(16), bytes.getLong(24));
        SegmentHeader header = new SegmentHeader(owner, bytes.getLong(32), bytes.getLong(40));
        if (!owner.equals(store) || header.number != number) {
            throw new StoreException.Damaged(
                    file, 0, "it is segment " + header.number + " of store " + owner);
        }
        return header;
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(0).limit(CRC_AT));
        return (int) crc.getValue();
    }
}
