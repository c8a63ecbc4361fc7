package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.Backup;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a backup appear under its name when it is whole and on disk, and not before.
///
/// What is not whole yet is locked by who writes it. The next backup in the same folder removes
/// what is not: a daemon that was killed has left it.
final class BackupFile {
    private static final Logger LOG = LoggerFactory.getLogger(BackupFile.class);
    private static final String PREFIX = ".jobd-backup-";
    private static final String SUFFIX = ".tmp";

    /// Who has made a file locks it within that.
    private static final Duration UNLOCKED_MAX = Duration.ofMinutes(1);

    private BackupFile() {}

    /// Writes all a view shows into a file of its owner only.
    static Backup write(Path file, View view, BackupHeader header, Backup.Progress progress)
            throws IOException {
        @Nullable Path parent = file.toAbsolutePath().getParent();
        Path folder = parent == null ? file : parent;
        // Beside the target, since a file moves in one step only within one file system. It is made
        // readable and writable by its owner only.
        Path temporary = Files.createTempFile(folder, PREFIX, SUFFIX);
        boolean done = false;
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
                @Nullable FileLock _ = tryLock(channel)) {
            removeLeft(folder, Files.getLastModifiedTime(temporary).toInstant());
            Backup backup = BackupWriter.write(view, header, channel, progress);
            channel.force(true);
            Files.move(
                    temporary,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            done = true;
            try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                entries.force(true);
            }
            return backup;
        } finally {
            if (!done) {
                Files.deleteIfExists(temporary);
            }
        }
    }

    private static void removeLeft(Path folder, Instant now) {
        Instant old = now.minus(UNLOCKED_MAX);
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(old)) {
                    removeUnlocked(file);
                }
            }
        } catch (IOException | DirectoryIteratorException failure) {
            // It only takes room.
            LOG.warn("what is left of backups in {} cannot be removed: {}", folder, "" + failure);
        }
    }

    private static void removeUnlocked(Path file) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(
                                file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                @Nullable FileLock lock = tryLock(channel)) {
            if (lock != null) {
                Files.delete(file);
                LOG.info("removed {}, which was left of a backup", file);
            }
        }
    }

    /// Returns null where another writes the file, or the file system knows no locks.
    private static @Nullable FileLock tryLock(FileChannel channel) {
        try {
            return channel.tryLock();
        } catch (IOException | OverlappingFileLockException _) {
            return null;
        }
    }
}
