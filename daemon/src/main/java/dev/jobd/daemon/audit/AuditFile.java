package dev.jobd.daemon.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file of the audit log and those before it: whole lines only, and no more bytes than allowed.
///
/// For one writing thread; [#sync] may be called by another.
public final class AuditFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditFile.class);
    private static final int TAIL_BYTES = 64 << 10;

    private static final long WHOLE = -1;

    private final Path path;
    private volatile Bounds bounds;
    private volatile FileChannel channel;

    /// Where to cut off the rest of a write that failed; [#WHOLE] if there is none.
    private long torn = WHOLE;

    /// How much is kept.
    ///
    /// @param fileBytes a file that has so many is put away
    /// @param oldFiles how many of those are kept
    public record Bounds(long fileBytes, int oldFiles) {
        /// 80 MiB at most.
        public static final Bounds DEFAULT = new Bounds(16L << 20, 4);
    }

    /// Opens the file, or makes it, for its owner only, and cuts off a last line that is not whole.
    public AuditFile(Path path, Bounds bounds) throws IOException {
        this.path = path;
        this.bounds = bounds;
        this.channel = open(path);
        long end = lastLineEnd(path);
        if (end < channel.size()) {
            LOG.warn("the last line of {} was not whole and was cut off", path);
            channel.truncate(end);
        }
    }

    /// Keeps another amount from the next line on. For any thread.
    public void bound(Bounds other) {
        bounds = other;
    }

    /// Appends whole lines.
    ///
    /// @throws IOException if that failed; then none of them is there
    public void append(byte[] lines) throws IOException {
        if (!channel.isOpen()) {
            channel = open(path);
        }
        mend();
        if (channel.size() > 0 && channel.size() + lines.length > bounds.fileBytes()) {
            rotate();
        }
        long end = channel.size();
        torn = end;
        try {
            ByteBuffer rest = ByteBuffer.wrap(lines);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            torn = WHOLE;
        } finally {
            mend();
        }
    }

    /// Cuts off what a failed write has left, which would stand in the middle later.
    private void mend() throws IOException {
        if (torn != WHOLE) {
            channel.truncate(torn);
            torn = WHOLE;
        }
    }

    /// Has what was appended written to the disk.
    public void sync() throws IOException {
        try {
            channel.force(false);
        } catch (ClosedChannelException _) {
            // It was put away meanwhile, and synced for that.
        }
    }

    @Override
    public void close() throws IOException {
        sync();
        channel.close();
    }

    /// Puts the file away as number 1 and those before it one further.
    private void rotate() throws IOException {
        channel.force(false);
        channel.close();
        int kept = bounds.oldFiles();
        if (kept == 0) {
            Files.delete(path);
            channel = open(path);
            return;
        }
        for (int number = kept; number > 1; number--) {
            Path newer = old(number - 1);
            if (Files.exists(newer, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(newer, old(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(path, old(1), StandardCopyOption.REPLACE_EXISTING);
        channel = open(path);
    }

    private Path old(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }

    private static FileChannel open(Path path) throws IOException {
        // A link that somebody put there is refused, and the mode is that from the first moment on.
        FileChannel channel =
                FileChannel.open(
                        path,
                        Set.of(
                                StandardOpenOption.APPEND,
                                StandardOpenOption.CREATE,
                                LinkOption.NOFOLLOW_LINKS),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        return channel;
    }

    /// Returns where the last whole line ends.
    private static long lastLineEnd(Path path) throws IOException {
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long from = file.size();
            while (from > 0) {
                int length = (int) Math.min(TAIL_BYTES, from);
                from -= length;
                ByteBuffer piece = ByteBuffer.allocate(length);
                file.read(piece, from);
                for (int i = piece.position() - 1; i >= 0; i--) {
                    if (piece.get(i) == '\n') {
                        return from + i + 1;
                    }
                }
            }
            return 0;
        }
    }
}
