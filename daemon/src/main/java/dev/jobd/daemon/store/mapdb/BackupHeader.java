package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;

/// The first 64 bytes of a backup.
///
/// @param store the store it was taken from
/// @param epoch how often that had been opened
/// @param seq the newest commit in it
record BackupHeader(UUID store, long epoch, long seq) {
    /// How long it is.
    static final int LENGTH = 64;

    private static final long MAGIC = 0x4A4F42444241434BL; // JOBDBACK
    private static final short MAJOR = 1;
    private static final short MINOR = 0;
    private static final int CRC_AT = LENGTH - Integer.BYTES;

    /// Returns the 64 bytes.
    ByteBuffer encode() {
        return encode(MAJOR);
    }

    /// Returns them as another major version would write them.
    ByteBuffer encode(int major) {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        bytes.putLong(MAGIC).putShort((short) major).putShort(MINOR).putInt(0);
        bytes.putLong(store.getMostSignificantBits()).putLong(store.getLeastSignificantBits());
        bytes.putLong(epoch).putLong(seq);
        bytes.putInt(CRC_AT, crc(bytes));
        return bytes.clear();
    }

    /// Reads the beginning of a file.
    ///
    /// @throws StoreException.Damaged if it is no backup
    /// @throws StoreException.Newer if its major version is newer
    static BackupHeader decode(Path file, ByteBuffer bytes) {
        if (bytes.limit() < LENGTH || bytes.getLong(0) != MAGIC) {
            throw new StoreException.Damaged(file, 0, "it does not begin as a backup of jobd");
        }
        if (bytes.getInt(CRC_AT) != crc(bytes)) {
            throw new StoreException.Damaged(file, 0, "the checksum of its header is wrong");
        }
        if (bytes.getShort(8) > MAJOR) {
            String version = bytes.getShort(8) + "." + bytes.getShort(10);
            throw new StoreException.Newer(file, version, MAJOR + "." + MINOR);
        }
        return new BackupHeader(
                new UUID(bytes.getLong(16), bytes.getLong(24)),
                bytes.getLong(32),
                bytes.getLong(40));
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(0).limit(CRC_AT));
        return (int) crc.getValue();
    }
}
