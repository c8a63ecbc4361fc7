package dev.jobd.client;

import dev.jobd.socket.LineReader;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.Request;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Stands between `jobctl` and the daemon. When it is told to, it lets a change be carried out,
/// kills the daemon, and gives the answer to nobody.
final class Lossy implements AutoCloseable {
    private static final int LINE_BYTES_MAX = 8 << 20;

    private final RealDaemon daemon;
    private final Path socket;
    private final ServerSocketChannel server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile String fatal = "";

    Lossy(RealDaemon daemon, Path socket) throws IOException {
        this.daemon = daemon;
        this.socket = socket;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().daemon().start(this::accept);
    }

    /// Kills the daemon once it has carried out the next request of this operation.
    void killAfter(String op) {
        requests.clear();
        fatal = op;
    }

    /// Calls `jobctl` through it.
    Call.Result jobctl(String... words) {
        return daemon.jobctl(socket, "", words);
    }

    /// Returns what was asked since [#killAfter].
    List<Request> requests() {
        return requests;
    }

    private void accept() {
        try {
            while (true) {
                serve(server.accept());
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    private void serve(SocketChannel client) throws IOException {
        try (client;
                SocketChannel target =
                        SocketChannel.open(UnixDomainSocketAddress.of(daemon.socket()))) {
            LineReader asked = new LineReader(client, LINE_BYTES_MAX);
            LineReader answers = new LineReader(target, LINE_BYTES_MAX);
            while (asked.next() instanceof LineReader.Next.Line line) {
                Request request = Request.read(JsonParser.parse(line.bytes()));
                requests.add(request);
                send(target, line.bytes());
                byte[] answer = ((LineReader.Next.Line) answers.next()).bytes();
                if (request.op().equals(fatal)) {
                    fatal = "";
                    daemon.kill();
                    daemon.restart();
                    return;
                }
                send(client, answer);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void send(SocketChannel channel, byte[] line) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
