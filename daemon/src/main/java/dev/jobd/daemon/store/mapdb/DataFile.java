package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.mapdb.BTreeMap;
import org.mapdb.DB;
import org.mapdb.DBException;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

/// One immutable MapDB file, mapped and open for reading by any thread.
///
/// Several generations can share it; it is unmapped when the last one lets it go.
final class DataFile {
    /// The name of the one map in each file.
    static final String MAP = "rows";

    private static final int CHUNK = 64 << 20;

    private final Path path;
    private final Entry entry;
    private final FfmVolume volume;
    private final BTreeMap<byte[], byte[]> map;
    private final byte[] first;
    private final byte[] last;
    private final AtomicInteger holders = new AtomicInteger(1);

    /// What the manifest says of a file.
    ///
    /// @param collection the collection's id
    /// @param name its name in the state directory
    /// @param length its length in bytes
    /// @param crc the CRC32C of all of it
    /// @param rows how many keys it holds, deleted ones included; at least 1
    record Entry(int collection, String name, long length, int crc, long rows) {}

    private DataFile(Path path, Entry entry, FfmVolume volume, BTreeMap<byte[], byte[]> map) {
        this.path = path;
        this.entry = entry;
        this.volume = volume;
        this.map = map;
        first = map.firstKey();
        last = map.lastKey();
    }

    /// Opens a file after checking every byte of it.
    ///
    /// @throws StoreException.Damaged if it is not what the entry says
    static DataFile open(StoreDirectory directory, Entry entry) {
        PureJavaHash.prepare();
        Path path = directory.resolve(entry.name());
        FfmVolume volume = null;
        DataFile opened = null;
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new StoreException.Damaged(path, 0, "it is missing");
            }
            volume = FfmVolume.map(path);
            requireLength(path, entry, volume.length());
            if (crc(volume.segment()) != entry.crc()) {
                throw new StoreException.Damaged(path, 0, "its checksum is wrong");
            }
            opened = new DataFile(path, entry, volume, openMap(volume));
            return opened;
        } catch (IOException failure) {
            throw new StoreException.Failed("cannot read " + path + ": " + failure, failure);
        } catch (DBException | IndexOutOfBoundsException failure) {
            throw new StoreException.Damaged(path, 0, "MapDB cannot read it: " + failure);
        } finally {
            if (opened == null && volume != null) {
                volume.close();
            }
        }
    }

    private static void requireLength(Path path, Entry entry, long length) {
        if (length != entry.length()) {
            throw new StoreException.Damaged(
                    path,
                    Math.min(length, entry.length()),
                    "it has " + length + " bytes instead of " + entry.length());
        }
    }

    // No checksumStoreEnable: it covers what the manifest's CRC32C has covered already, three times
    // as slowly.
    private static BTreeMap<byte[], byte[]> openMap(FfmVolume volume) {
        DB db = DBMaker.volumeDB(volume, true).concurrencyScale(1).readOnly().make();
        return db.treeMap(MAP, Serializer.BYTE_ARRAY, Serializer.BYTE_ARRAY).open();
    }

    /// Returns the CRC32C of a mapped file.
    static int crc(MemorySegment bytes) {
        CRC32C crc = new CRC32C();
        for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
            ByteBuffer chunk =
                    bytes.asSlice(at, Math.min(CHUNK, bytes.byteSize() - at)).asByteBuffer();
            crc.update(chunk);
        }
        return (int) crc.getValue();
    }

    /// Tells whether every byte is still what the entry says.
    boolean isSound() {
        return guarded(() -> crc(volume.segment()) == entry.crc());
    }

    Path path() {
        return path;
    }

    Entry entry() {
        return entry;
    }

    /// Returns the value of a key, [Overlay#TOMBSTONE] if it is deleted here, or null.
    byte @Nullable [] get(byte[] key) {
        if (Arrays.compareUnsigned(key, first) < 0 || Arrays.compareUnsigned(key, last) > 0) {
            return null;
        }
        return guarded(() -> decode(map.get(key)));
    }

    /// Returns the rows in a range, to be merged with others; it is not read before it is needed.
    MergedScan.Source source(Range range) {
        byte[] bound = range.descending() ? last : first;
        return MergedScan.Source.lazy(bound, () -> guarded(() -> rows(range)));
    }

    /// Returns every row, upwards, with a tombstone for each deleted key.
    Iterator<Row> rows() {
        return guarded(() -> rows(Range.ALL));
    }

    boolean meets(Range range) {
        return range.meets(first, last);
    }

    private Iterator<Row> rows(Range range) {
        Iterator<Map.Entry<byte[], byte[]>> entries =
                range.descending()
                        ? map.descendingEntryIterator(range.lower(), true, range.upper(), false)
                        : map.entryIterator(range.lower(), true, range.upper(), false);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return guarded(entries::hasNext);
            }

            @Override
            public Row next() {
                Map.Entry<byte[], byte[]> row = guarded(entries::next);
                byte[] value = decode(row.getValue());
                return new Row(row.getKey(), value == null ? Overlay.TOMBSTONE : value);
            }
        };
    }

    /// Keeps MapDB's own exceptions, and the JVM's when a mapped file was cut from outside, from
    /// reaching callers that do not know MapDB.
    private <T extends @Nullable Object> T guarded(Supplier<T> read) {
        try {
            return read.get();
        } catch (DBException | IndexOutOfBoundsException | InternalError | AssertionError failure) {
            throw new StoreException.Damaged(path, 0, "it cannot be read any more: " + failure);
        }
    }

    /// Returns how a value, or a deleted key, stands in a file.
    static byte[] encode(byte[] value) {
        if (Overlay.isTombstone(value)) {
            return new byte[] {0};
        }
        byte[] stored = new byte[value.length + 1];
        stored[0] = 1;
        System.arraycopy(value, 0, stored, 1, value.length);
        return stored;
    }

    private static byte @Nullable [] decode(byte @Nullable [] stored) {
        if (stored == null) {
            return null;
        }
        return stored[0] == 0 ? Overlay.TOMBSTONE : Arrays.copyOfRange(stored, 1, stored.length);
    }

    /// Adds a holder.
    void hold() {
        holders.incrementAndGet();
    }

    /// Takes a holder away; the last one unmaps the file.
    void letGo() {
        if (holders.decrementAndGet() == 0) {
            volume.close();
        }
    }
}
