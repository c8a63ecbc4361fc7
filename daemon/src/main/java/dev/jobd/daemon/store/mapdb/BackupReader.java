package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Reads a backup from its beginning, one collection after the other, and checks all it reads. For
/// one thread.
final class BackupReader implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final BackupHeader header;
    private long at = BackupHeader.LENGTH;
    private long blockAt;
    private long blocks;
    private long rows;
    private int collection;
    private ByteBuffer body = ByteBuffer.allocate(0);
    private byte @Nullable [] lastKey;

    private BackupReader(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        ByteBuffer bytes = ByteBuffer.allocate(BackupHeader.LENGTH);
        fill(bytes, 0);
        header = BackupHeader.decode(file, bytes.flip());
        nextBlock();
    }

    /// Opens a backup.
    ///
    /// @throws StoreException.Damaged if it does not begin as one
    static BackupReader open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file);
        BackupReader reader = null;
        try {
            reader = new BackupReader(file, channel);
            return reader;
        } finally {
            if (reader == null) {
                channel.close();
            }
        }
    }

    BackupHeader header() {
        return header;
    }

    /// Returns the collection whose rows come next, or [BackupBlock#END] after the last.
    int collection() {
        return collection;
    }

    /// Returns the rows of this collection; behind the last one the next collection begins.
    ///
    /// @throws StoreException.Damaged if a block is not as it was written
    Iterator<Row> rows() {
        int wanted = collection;
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return collection == wanted && wanted != BackupBlock.END;
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return nextRow();
            }
        };
    }

    private Row nextRow() {
        try {
            byte[] key = text();
            byte[] value = text();
            if (lastKey != null && Arrays.compareUnsigned(lastKey, key) >= 0) {
                throw damaged("its rows are not in order");
            }
            lastKey = key;
            rows++;
            if (!body.hasRemaining()) {
                nextBlock();
            }
            return new Row(key, value);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private byte[] text() {
        if (body.remaining() < Integer.BYTES) {
            throw damaged("a row is cut off");
        }
        int length = body.getInt();
        if (length < 0 || length > body.remaining()) {
            throw damaged("a row is cut off");
        }
        byte[] text = new byte[length];
        body.get(text);
        return text;
    }

    private void nextBlock() throws IOException {
        blockAt = at;
        ByteBuffer head = ByteBuffer.allocate(BackupBlock.HEADER_LENGTH);
        if (!fill(head, at)) {
            throw damaged("it ends here, before it is complete");
        }
        BackupBlock.Header found = BackupBlock.header(head, blocks);
        if (found == null) {
            throw damaged("the head of block " + blocks + " is wrong");
        }
        if (found.length() > channel.size() - at - BackupBlock.HEADER_LENGTH) {
            throw damaged("it ends within this block, at byte " + channel.size());
        }
        ByteBuffer block = ByteBuffer.allocate(BackupBlock.HEADER_LENGTH + found.length());
        fill(block, at);
        if (!BackupBlock.isSound(block.flip())) {
            throw damaged("the checksum of block " + blocks + " is wrong");
        }
        begin(found, block);
        at += block.limit();
        blocks++;
        if (collection == BackupBlock.END) {
            requireEnd();
        }
    }

    private void begin(BackupBlock.Header found, ByteBuffer block) {
        boolean isEnd = found.collection() == BackupBlock.END;
        if (found.length() == 0 || found.collection() > 255 || found.collection() < 0) {
            throw damaged("it is of no collection that can be");
        }
        if (found.collection() != collection) {
            if (!isEnd && found.collection() < collection) {
                throw damaged("its collections are not in order");
            }
            collection = found.collection();
            lastKey = null;
        }
        body = block.position(BackupBlock.HEADER_LENGTH);
    }

    private void requireEnd() throws IOException {
        if (body.remaining() != Long.BYTES || body.getLong() != rows) {
            throw damaged("it says it has another number of rows than " + rows);
        }
        if (channel.size() > at) {
            throw new StoreException.Damaged(file, at, "there is more behind its end");
        }
    }

    private StoreException.Damaged damaged(String problem) {
        return new StoreException.Damaged(file, blockAt, problem);
    }

    /// Reads as much as there is room for; tells whether there was so much.
    private boolean fill(ByteBuffer bytes, long from) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
