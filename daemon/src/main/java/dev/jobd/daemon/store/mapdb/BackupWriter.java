package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.Backup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Iterator;

/// Writes a state of the store into one file, block by block. For one thread.
final class BackupWriter {
    private static final int ROW_HEADER = 2 * Integer.BYTES;

    private final WritableByteChannel channel;
    private final Backup.Progress progress;
    private final long total;
    private ByteBuffer block = ByteBuffer.allocate(BackupBlock.HEADER_LENGTH + 512 * 1024);
    private long blocks;
    private long rows;
    private long bytes;

    private BackupWriter(WritableByteChannel channel, Backup.Progress progress, long total) {
        this.channel = channel;
        this.progress = progress;
        this.total = total;
    }

    /// Writes all a view shows.
    static Backup write(
            View view, BackupHeader header, WritableByteChannel channel, Backup.Progress progress)
            throws IOException {
        BackupWriter writer = new BackupWriter(channel, progress, view.rowsAbout());
        writer.put(header.encode());
        for (int collection : view.collections()) {
            writer.put(collection, view.scan(collection, Range.ALL));
        }
        writer.end();
        return new Backup(header.seq(), writer.rows, writer.bytes);
    }

    private void put(int collection, Iterator<Row> all) throws IOException {
        begin();
        while (all.hasNext()) {
            Row row = all.next();
            int length = ROW_HEADER + row.key().length + row.value().length;
            if (block.position() > BackupBlock.HEADER_LENGTH
                    && block.position() + length > BackupBlock.BODY_BYTES) {
                seal(collection);
            }
            if (block.remaining() < length) {
                block = ByteBuffer.allocate(BackupBlock.HEADER_LENGTH + length);
                begin();
            }
            block.putInt(row.key().length).put(row.key());
            block.putInt(row.value().length).put(row.value());
            rows++;
        }
        if (block.position() > BackupBlock.HEADER_LENGTH) {
            seal(collection);
        }
    }

    private void end() throws IOException {
        begin();
        block.putLong(rows);
        seal(BackupBlock.END);
    }

    private void begin() {
        block.clear().position(BackupBlock.HEADER_LENGTH);
    }

    private void seal(int collection) throws IOException {
        block.flip();
        BackupBlock.seal(block, blocks++, collection);
        put(block);
        progress.at(rows, Math.max(rows, total));
        begin();
    }

    private void put(ByteBuffer content) throws IOException {
        bytes += content.remaining();
        while (content.hasRemaining()) {
            channel.write(content);
        }
    }
}
