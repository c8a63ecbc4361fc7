package dev.jobd.daemon.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.newsclub.net.unix.AFUNIXServerSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The listening socket, which comes back when its file goes away.
///
/// The library would take a live daemon's socket away, and delete any file that stands at the path;
/// so what is there is looked at before, and only a socket is removed, under a lock.
final class ControlSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    private static final int BACKLOG = 128;
    private static final int TYPE_MASK = 0170000;
    private static final int SOCKET_TYPE = 0140000;

    private final Path path;
    private final SocketDirectory directory;
    private AFUNIXServerSocketChannel channel;
    private Object inode;
    private boolean closed;

    private ControlSocket(Path path, SocketDirectory directory) throws IOException {
        this.path = path;
        this.directory = directory;
        this.channel = bind();
        this.inode = inode().orElseThrow(() -> new NoSuchFileException(path.toString()));
    }

    /// Takes the directory of the socket, removes what a dead daemon left, and listens.
    ///
    /// @throws SocketUnavailableException if that cannot be done safely
    static ControlSocket open(Path path, long uid) {
        SocketDirectory directory = SocketDirectory.take(path, uid);
        boolean opened = false;
        try {
            ControlSocket socket = new ControlSocket(path, directory);
            opened = true;
            return socket;
        } catch (IOException e) {
            throw SocketUnavailableException.failed("cannot listen at " + path + ": " + e, e);
        } finally {
            if (!opened) {
                closeQuietly(directory);
            }
        }
    }

    Path directory() {
        return directory.path();
    }

    /// Waits for the next connection.
    ///
    /// @throws java.nio.channels.ClosedChannelException if the socket was closed or bound anew
    AFUNIXSocketChannel accept() throws IOException {
        return current().accept();
    }

    /// Binds anew if the file is no longer ours or nobody listens any more.
    ///
    /// @return whether it was bound anew
    synchronized boolean repair() throws IOException {
        if (closed || (channel.isOpen() && inode().equals(Optional.of(inode)))) {
            return false;
        }
        channel.close();
        directory.renew();
        channel = bind();
        inode = inode().orElseThrow(() -> new NoSuchFileException(path.toString()));
        LOG.warn("the socket {} was gone; it is there again", path);
        return true;
    }

    /// Makes the file look used, since what cleans up old files spares those.
    void touch(Instant now) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(now));
    }

    /// Stops listening and removes the file, if it is still ours.
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (directory) {
            channel.close();
            if (inode().equals(Optional.of(inode))) {
                Files.deleteIfExists(path);
            }
        }
    }

    private synchronized AFUNIXServerSocketChannel current() {
        return channel;
    }

    private AFUNIXServerSocketChannel bind() throws IOException {
        removeStale();
        AFUNIXServerSocketChannel made = AFUNIXServerSocketChannel.open();
        boolean bound = false;
        try {
            made.setDeleteOnClose(false);
            made.socket().setReuseAddress(false);
            made.bind(AFUNIXSocketAddress.of(path), BACKLOG);
            // The library has just opened it to everybody; the directory keeps them out.
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            bound = true;
            return made;
        } finally {
            if (!bound) {
                made.close();
            }
        }
    }

    private void removeStale() throws IOException {
        try {
            int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            if ((mode & TYPE_MASK) != SOCKET_TYPE) {
                throw new SocketUnavailableException(
                        "something else than a socket is at "
                                + path
                                + "; it was not touched: move it away or set JOBD_SOCKET");
            }
            Files.delete(path);
        } catch (NoSuchFileException _) {
            // Nothing is in the way.
        }
    }

    private Optional<Object> inode() throws IOException {
        try {
            return Optional.of(Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static void closeQuietly(SocketDirectory directory) {
        try {
            directory.close();
        } catch (IOException e) {
            LOG.warn("the lock of the socket could not be given back", e);
        }
    }
}
