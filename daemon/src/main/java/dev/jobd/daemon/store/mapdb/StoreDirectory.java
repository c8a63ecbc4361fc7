package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The state directory, held by a lock for as long as this object is open.
///
/// The lock is the kernel's, so it goes with the process however that ends. The lock file must not
/// be opened a second time by this process: closing any channel on it would drop the lock.
final class StoreDirectory implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_DIRECTORY =
            PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path path;
    private final FileChannel lockChannel;
    private final boolean isOwner;

    private StoreDirectory(Path path, FileChannel lockChannel, boolean isOwner) {
        this.path = path;
        this.lockChannel = lockChannel;
        this.isOwner = isOwner;
    }

    /// Opens a directory for reading only and keeps daemons from starting on it meanwhile. A copy
    /// of one may have no lock.
    ///
    /// @throws StoreException.InUse if a daemon has it
    static StoreDirectory look(Path path) throws IOException {
        Path real = path.toRealPath();
        Path lock = real.resolve("lock");
        boolean hasLock = Files.exists(lock);
        FileChannel channel = FileChannel.open(hasLock ? lock : real, StandardOpenOption.READ);
        boolean taken = false;
        try {
            taken = !hasLock || lockShared(channel) != null;
            if (!taken) {
                throw new StoreException.InUse(real, readPid(real));
            }
            return new StoreDirectory(real, channel, false);
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static @Nullable FileLock lockShared(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, true);
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    /// Makes the directory if there is none, and takes it.
    ///
    /// @throws StoreException.InUse if another daemon has it
    static StoreDirectory open(Path path) throws IOException {
        Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
        Path real = path.toRealPath();
        if (!Files.getPosixFilePermissions(real).equals(OWNER_DIRECTORY)) {
            Files.setPosixFilePermissions(real, OWNER_DIRECTORY);
        }
        FileChannel channel = openToWrite(real.resolve("lock"));
        boolean taken = false;
        try {
            taken = lock(channel) != null;
            if (!taken) {
                throw new StoreException.InUse(real, readPid(real));
            }
            StoreDirectory directory = new StoreDirectory(real, channel, true);
            directory.replace(
                    "pid",
                    (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII));
            return directory;
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    private static long readPid(Path directory) {
        try {
            return Long.parseLong(Files.readString(directory.resolve("pid")).strip());
        } catch (IOException | NumberFormatException _) {
            return 0;
        }
    }

    /// Opens a file for writing, makes it if needed, readable by its owner only; never through a
    /// symbolic link.
    static FileChannel openToWrite(Path file) throws IOException {
        Set<OpenOption> options =
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, options, OWNER_FILE);
    }

    /// Opens a file for reading, never through a symbolic link.
    static FileChannel openToRead(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    /// Returns the path of a file in it.
    Path resolve(String name) {
        return path.resolve(name);
    }

    /// Returns its own path, without symbolic links.
    Path path() {
        return path;
    }

    /// Returns the names of all that lies in it.
    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /// Returns the bytes of a small file, or null if there is none.
    byte @Nullable [] read(String name) throws IOException {
        try (FileChannel channel = openToRead(resolve(name))) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(channel.size(), 16 << 20));
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // read on until the end
            }
            return Arrays.copyOf(buffer.array(), buffer.position());
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    /// Replaces a file so that after a crash it is the old one or the new one.
    void replace(String name, byte[] content) throws IOException {
        replaceUnsynced(name, content);
        sync();
    }

    /// Does the same, but whether it is the old or the new one is open until the next [#sync()].
    void replaceUnsynced(String name, byte[] content) throws IOException {
        String temporary = name + ".tmp";
        Files.deleteIfExists(resolve(temporary));
        try (FileChannel channel = openToWrite(resolve(temporary))) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        move(temporary, name);
    }

    /// Renames a file in one step; durable after the next [#sync()].
    void move(String from, String to) throws IOException {
        Files.move(
                resolve(from),
                resolve(to),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /// Makes the names in it durable.
    void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Moves a file aside, to a name that does not exist yet.
    String moveAside(String name) throws IOException {
        for (int i = 1; ; i++) {
            String aside = name + ".dropped" + (i == 1 ? "" : "-" + i);
            try {
                Files.move(resolve(name), resolve(aside));
                return aside;
            } catch (FileAlreadyExistsException _) {
                // the next number may be free
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (isOwner) {
            Files.deleteIfExists(resolve("pid"));
        }
        lockChannel.close();
    }
}
