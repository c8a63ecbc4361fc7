package dev.jobd.daemon.store.mapdb;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A piece of a backup: rows of one collection, in key order. The last block has collection 0 and
/// holds nothing but the number of all rows.
///
/// `magic · number · collection · length · CRC32C · body`; the checksum covers all but itself, so a
/// block that is missing, doubled or moved does not fit its number.
final class BackupBlock {
    /// What stands before the body.
    static final int HEADER_LENGTH = 24;

    /// The collection of the last block.
    static final int END = 0;

    /// Above this a block is closed. One with a single large row is longer.
    static final int BODY_BYTES = 256 << 10;

    /// Longer ones are never written.
    static final int BODY_BYTES_MAX = 64 << 20;

    private static final int MAGIC = 0x4A424C4B; // JBLK
    private static final int CRC_AT = HEADER_LENGTH - Integer.BYTES;

    private BackupBlock() {}

    /// What stands before a body.
    ///
    /// @param collection whose rows follow
    /// @param length how many bytes they take
    record Header(int collection, int length) {}

    /// Puts the header in front of a body that begins at [#HEADER_LENGTH] and ends at the limit.
    static void seal(ByteBuffer block, long number, int collection) {
        block.putInt(0, MAGIC).putLong(4, number).putInt(12, collection);
        block.putInt(16, block.limit() - HEADER_LENGTH);
        block.putInt(CRC_AT, crc(block));
    }

    /// Returns what a header says, or null if it is none or not that of this number.
    static @Nullable Header header(ByteBuffer bytes, long number) {
        int length = bytes.getInt(16);
        boolean isHeader =
                bytes.getInt(0) == MAGIC
                        && bytes.getLong(4) == number
                        && length >= 0
                        && length <= BODY_BYTES_MAX;
        return isHeader ? new Header(bytes.getInt(12), length) : null;
    }

    /// Tells whether a whole block is as it was written.
    static boolean isSound(ByteBuffer block) {
        return block.getInt(CRC_AT) == crc(block);
    }

    private static int crc(ByteBuffer block) {
        CRC32C crc = new CRC32C();
        crc.update(block.duplicate().position(0).limit(CRC_AT));
        crc.update(block.duplicate().position(HEADER_LENGTH));
        return (int) crc.getValue();
    }
}
