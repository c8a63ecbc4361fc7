package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.Commit;
import dev.jobd.daemon.store.CommitReader;
import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads commits out of the journal while it is written.
///
/// What stands behind the newest commit may still be cut off and written anew, so nothing of it is
/// kept between two calls. A segment that was given up is left where the next one begins.
final class JournalReader implements CommitReader {
    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);
    private static final int CHUNK_BYTES = 64 << 10;

    private final CommitLog log;
    private long next;
    private CommitLog.@Nullable Segment segment;
    private @Nullable FileChannel file;
    private long position;
    private ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).limit(0);

    /// Begins behind a commit.
    ///
    /// @throws StoreException.Expired if the next one is not kept
    JournalReader(CommitLog log, long after) {
        this.log = log;
        next = after + 1;
        if (after > log.newest() || next < log.oldest()) {
            throw expired();
        }
    }

    @Override
    public List<Commit> next(int limit) {
        long newest = log.newest();
        List<Commit> commits = new ArrayList<>();
        long bytes = 0;
        try {
            while (commits.size() < limit && next <= newest && bytes < LARGE) {
                commits.add(read());
                bytes += commits.getLast().bytes();
                next++;
            }
        } catch (IOException failure) {
            throw failed(failure);
        }
        chunk.limit(0);
        return commits;
    }

    @Override
    public int nextBytes() {
        try {
            if (next > log.newest()) {
                return 0;
            }
            int length = locate();
            if (length < 0) {
                throw unreadable();
            }
            return length;
        } catch (IOException failure) {
            throw failed(failure);
        } finally {
            chunk.limit(0);
        }
    }

    private StoreException failed(IOException failure) {
        return failure instanceof NoSuchFileException
                ? expired()
                : new StoreException.Failed("the journal cannot be read: " + failure, failure);
    }

    private Commit read() throws IOException {
        int length = locate();
        Frame frame =
                length < 0 || !fill(length)
                        ? null
                        : Frame.decode(chunk, log.store(), chunk.position());
        Commit commit = frame == null || frame.sequence() != next ? null : CommitInfo.read(frame);
        if (commit == null) {
            throw unreadable();
        }
        skip(length);
        return commit;
    }

    private StoreException unreadable() {
        CommitLog.Segment wanted = log.segmentOf(next);
        LOG.warn("commit {} cannot be read back from segment {}", next, wanted.number());
        log.forget(wanted.number());
        return expired();
    }

    /// Goes to the frame of the next commit; returns its length, or less than 0 if there is no
    /// sound one.
    private int locate() throws IOException {
        CommitLog.Segment wanted = log.segmentOf(next);
        if (!wanted.equals(segment)) {
            open(wanted);
        }
        while (fill(Frame.HEADER_LENGTH)) {
            int start = chunk.position();
            int body = chunk.getInt(start + 4);
            if (chunk.getInt(start) != Frame.MAGIC || body < 0 || body > Frame.BODY_MAX) {
                return -1;
            }
            if (chunk.getLong(start + 8) >= next) {
                return Frame.HEADER_LENGTH + body;
            }
            skip(Frame.HEADER_LENGTH + body);
        }
        return -1;
    }

    private void open(CommitLog.Segment wanted) throws IOException {
        close();
        file =
                StoreDirectory.openToRead(
                        log.directory().resolve(SegmentHeader.fileName(wanted.number())));
        segment = wanted;
        position = SegmentHeader.LENGTH;
        chunk.limit(0);
    }

    private void skip(int length) {
        position += length;
        chunk.position(chunk.position() + Math.min(length, chunk.remaining()));
    }

    /// Has the chunk begin at the position with so many bytes, if the file has them.
    private boolean fill(int length) throws IOException {
        if (chunk.remaining() >= length) {
            return true;
        }
        if (file == null) {
            return false;
        }
        if (chunk.capacity() < length || chunk.capacity() > Math.max(length, CHUNK_BYTES)) {
            chunk = ByteBuffer.allocate(Math.max(length, CHUNK_BYTES));
        }
        chunk.clear();
        Channels.fill(file, chunk, position);
        chunk.flip();
        return chunk.remaining() >= length;
    }

    private StoreException.Expired expired() {
        return new StoreException.Expired(next - 1, log.oldest());
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException failure) {
            LOG.debug("closing the journal", failure);
        } finally {
            file = null;
            segment = null;
        }
    }
}
