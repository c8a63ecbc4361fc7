package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.Backup;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Makes a backup appear under its name when it is whole and on disk, and not before.
final class BackupFile {
    private BackupFile() {}

    /// Writes all a view shows into a file of its owner only.
    static Backup write(Path file, View view, BackupHeader header, Backup.Progress progress)
            throws IOException {
        @Nullable Path parent = file.toAbsolutePath().getParent();
        Path folder = parent == null ? file : parent;
        // Beside the target, since a file moves in one step only within one file system. It is made
        // readable and writable by its owner only.
        Path temporary = Files.createTempFile(folder, ".jobd-backup-", ".tmp");
        boolean done = false;
        try {
            Backup backup;
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                backup = BackupWriter.write(view, header, channel, progress);
                channel.force(true);
            }
            Files.move(
                    temporary,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            done = true;
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
            return backup;
        } finally {
            if (!done) {
                Files.deleteIfExists(temporary);
            }
        }
    }
}
