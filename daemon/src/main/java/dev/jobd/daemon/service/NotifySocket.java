package dev.jobd.daemon.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The socket where a service manager listens: one datagram a message. What cannot be sent is
/// logged, the first time, and otherwise lost: a manager that does not listen is no reason to end.
final class NotifySocket implements Consumer<String> {
    private static final Logger LOG = LoggerFactory.getLogger(NotifySocket.class);

    private final String address;
    private final AtomicBoolean hasFailed = new AtomicBoolean();

    /// @param address an absolute path, or `@` and a name in the abstract namespace
    NotifySocket(String address) {
        this.address = address;
    }

    @Override
    public void accept(String message) {
        try (AFUNIXDatagramChannel channel = AFUNIXDatagramChannel.open()) {
            channel.send(ByteBuffer.wrap(message.getBytes(UTF_8)), resolved());
        } catch (IOException | InvalidPathException e) {
            if (hasFailed.compareAndSet(false, true)) {
                LOG.warn("the service manager is told nothing at {}: {}", address, e.getMessage());
            }
        }
    }

    private AFUNIXSocketAddress resolved() throws IOException {
        if (address.startsWith("@")) {
            return AFUNIXSocketAddress.inAbstractNamespace(address.substring(1));
        }
        if (address.startsWith("/")) {
            return AFUNIXSocketAddress.of(Path.of(address));
        }
        throw new IOException("NOTIFY_SOCKET is neither a path nor an abstract name");
    }
}
