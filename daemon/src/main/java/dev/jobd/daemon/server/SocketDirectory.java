package dev.jobd.daemon.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;

/// The directory of the control socket. Nobody else may get into it: that, and not the mode of the
/// socket, keeps others out, since a library or a person can widen the latter for a moment.
final class SocketDirectory implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER =
            PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_FILE =
            PosixFilePermissions.fromString("rw-------");

    private final Path socket;
    private final Path path;
    private final long uid;
    private final Path lockFile;
    private FileChannel lock;
    private Object lockInode;

    private SocketDirectory(Path socket, long uid) {
        this.socket = socket;
        this.path = parent(socket);
        this.uid = uid;
        this.lockFile = socket.resolveSibling(socket.getFileName() + ".lock");
        check();
        this.lock = lock();
        this.lockInode = lockInode();
    }

    /// Makes the directory if it is not there, checks it, and takes it for the life of this object.
    ///
    /// @throws SocketUnavailableException if it is not private or another daemon has it
    static SocketDirectory take(Path socket, long uid) {
        return new SocketDirectory(socket, uid);
    }

    Path path() {
        return path;
    }

    /// Makes and checks the directory once more, and takes it again if the lock file was removed.
    ///
    /// @throws SocketUnavailableException if it is not private or another daemon has it
    void renew() throws IOException {
        check();
        if (!lockInode().equals(lockInode)) {
            FileChannel old = lock;
            lock = lock();
            lockInode = lockInode();
            old.close();
        }
    }

    private void check() {
        try {
            create();
            PosixFileAttributes attributes =
                    Files.readAttributes(
                            path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Object owner = Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isDirectory()) {
                throw unsafe("is not a directory itself", attributes, owner);
            }
            if (!owner.equals(Math.toIntExact(uid))) {
                throw unsafe("belongs to someone else", attributes, owner);
            }
            if (!OWNER.containsAll(attributes.permissions())) {
                throw unsafe("is open to others", attributes, owner);
            }
        } catch (IOException e) {
            throw SocketUnavailableException.failed(
                    "the socket directory " + path + " cannot be used: " + e, e);
        }
    }

    /// Gives the directory back.
    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static Path parent(Path socket) {
        return Optional.ofNullable(socket.getParent())
                .orElseThrow(() ->
                        new SocketUnavailableException(
                                "the socket path " + socket + " names no directory"));
    }

    private void create() throws IOException {
        Path above = path.getParent();
        if (above != null) {
            Files.createDirectories(above, PosixFilePermissions.asFileAttribute(OWNER));
        }
        try {
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER));
        } catch (FileAlreadyExistsException _) {
            // It is checked like any other.
        }
    }

    private SocketUnavailableException unsafe(
            String problem, PosixFileAttributes attributes, Object owner) {
        return new SocketUnavailableException(
                "the socket directory "
                        + path
                        + " "
                        + problem
                        + " (owner uid "
                        + owner
                        + ", mode "
                        + PosixFilePermissions.toString(attributes.permissions())
                        + "); it must be a directory of uid "
                        + uid
                        + " with mode rwx------");
    }

    private FileChannel lock() {
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(
                            lockFile,
                            Set.of(
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE,
                                    LinkOption.NOFOLLOW_LINKS),
                            PosixFilePermissions.asFileAttribute(OWNER_FILE));
            FileLock taken = channel.tryLock();
            if (taken != null) {
                return channel;
            }
            throw new OverlappingFileLockException();
        } catch (OverlappingFileLockException e) {
            closeQuietly(channel);
            throw SocketUnavailableException.inUse("another jobd" + holder() + " has " + socket, e);
        } catch (IOException e) {
            closeQuietly(channel);
            throw SocketUnavailableException.failed(
                    "the lock " + lockFile + " cannot be taken: " + e, e);
        }
    }

    /// Returns what tells the lock file from another of its name; an empty text if there is none.
    private Object lockInode() {
        try {
            return Files.getAttribute(lockFile, "unix:ino", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException _) {
            return "";
        }
    }

    /// Returns which process listens, in words, or nothing if that cannot be found out.
    private String holder() {
        try (AFUNIXSocketChannel channel =
                AFUNIXSocketChannel.open(AFUNIXSocketAddress.of(socket))) {
            return " (process " + channel.getPeerCredentials().getPid() + ")";
        } catch (IOException _) {
            return "";
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException _) {
            // It was not of use.
        }
    }
}
