package dev.jobd.daemon.store.mapdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.mapdb.DB;
import org.mapdb.DBException;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;
import org.mapdb.volume.FileChannelVol;

/// Loads sorted rows into a new MapDB file. MapDB files are made in this way only: never changed in
/// place, never through MapDB's transactions.
final class DataFileWriter {
    private static final int NODE_SIZE = 16;
    private static final int SYNC_BYTES = 4 << 20;

    private DataFileWriter() {}

    /// Writes rows into a file of this name and makes its content durable, but not yet its name.
    /// Empty if there were none; then there is no file.
    static Optional<DataFile.Entry> write(
            StoreDirectory directory, int collection, String name, Iterator<Row> rows)
            throws IOException {
        if (!rows.hasNext()) {
            return Optional.empty();
        }
        PureJavaHash.prepare();
        String temporary = name + ".tmp";
        Path path = directory.resolve(temporary);
        Files.deleteIfExists(path);
        boolean written = false;
        try {
            long count = load(path, rows);
            try (FileChannel channel = StoreDirectory.openToWrite(path)) {
                channel.force(true);
            }
            FfmVolume volume = FfmVolume.map(path);
            DataFile.Entry entry =
                    new DataFile.Entry(
                            collection,
                            name,
                            volume.length(),
                            DataFile.crc(volume.segment()),
                            count);
            volume.close();
            directory.move(temporary, name);
            written = true;
            return Optional.of(entry);
        } catch (DBException | AssertionError failure) {
            // A full disk comes as one of MapDB's own exceptions.
            Throwable cause = failure.getCause();
            throw cause instanceof IOException io ? io : new IOException(failure);
        } finally {
            if (!written) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static long load(Path path, Iterator<Row> rows) throws IOException {
        // MapDB would make the file with the rights that the umask leaves to everybody.
        StoreDirectory.openToWrite(path).close();
        // Synced by the caller, once, instead of at each step of MapDB's.
        DB db = DBMaker.volumeDB(new FileChannelVol(path.toFile()), false).fileSyncDisable().make();
        try (FileChannel channel = StoreDirectory.openToWrite(path)) {
            DB.TreeMapSink<byte[], byte[]> sink =
                    db.treeMap(DataFile.MAP, Serializer.BYTE_ARRAY, Serializer.BYTE_ARRAY)
                            .maxNodeSize(NODE_SIZE)
                            .createFromSink();
            long count = 0;
            long unsynced = 0;
            while (rows.hasNext()) {
                Row row = rows.next();
                sink.put(row.key(), DataFile.encode(row.value()));
                count++;
                unsynced += row.key().length + row.value().length;
                if (unsynced > SYNC_BYTES) {
                    // A gigabyte at once would keep the journal's next sync waiting for seconds.
                    channel.force(false);
                    unsynced = 0;
                }
            }
            sink.create();
            db.commit();
            return count;
        } finally {
            db.close();
        }
    }
}
