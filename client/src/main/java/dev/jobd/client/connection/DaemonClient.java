package dev.jobd.client.connection;

import dev.jobd.socket.LineReader;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.JsonText;
import dev.jobd.wire.Limits;
import dev.jobd.wire.Request;
import dev.jobd.wire.ServerMessage;
import dev.jobd.wire.WireErrorException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One connection to the daemon, for one thread at a time: each request waits for its reply.
///
/// Another thread may close it, which ends a wait.
public final class DaemonClient implements AutoCloseable {
    private final SocketChannel channel;
    private final LineReader lines;

    private DaemonClient(SocketChannel channel) {
        this.channel = channel;
        lines = new LineReader(channel, Limits.REPLY_BYTES);
    }

    /// Connects to the daemon that listens at a socket.
    ///
    /// @throws DaemonUnavailableException if none does
    public static DaemonClient connect(Path socket) {
        return tryConnect(socket)
                .orElseThrow(
                        () -> new DaemonUnavailableException("no daemon listens at " + socket));
    }

    /// Connects to the daemon that listens at a socket; empty if none does.
    ///
    /// @throws DaemonUnavailableException if the socket cannot be used at all
    static Optional<DaemonClient> tryConnect(Path socket) {
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket));
            return Optional.of(new DaemonClient(channel));
        } catch (IOException e) {
            closeQuietly(channel);
            if (isPermission(e)) {
                throw new DaemonUnavailableException(
                        "the socket " + socket + " is not yours to use", e);
            }
            // Java tells "no such file" and "nobody listens" apart by words only; both mean that
            // there is no daemon.
            return Optional.empty();
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            throw new DaemonUnavailableException(
                    "the socket path " + socket + " cannot be used: " + e.getMessage(), e);
        }
    }

    /// Sends one request and returns the result of its reply.
    ///
    /// @throws WireErrorException if the daemon refuses
    /// @throws DaemonUnavailableException if the connection ends before it answers
    public Json.Obj call(String op, Json.Obj args) {
        send(op, args);
        ServerMessage reply = receive(op);
        if (reply instanceof ServerMessage.Result result) {
            return result.result();
        }
        throw refusal(reply);
    }

    /// Sends a request whose reply opens a subscription, and hands every line of it to `pushes`,
    /// the last one included: the one with `ended`.
    ///
    /// @return the `ended` of the last line
    /// @throws WireErrorException if the daemon refuses
    /// @throws DaemonUnavailableException if the connection ends before the subscription does
    public Json.Obj follow(String op, Json.Obj args, Consumer<Json.Obj> pushes) {
        return follow(op, args, _ -> {}, pushes);
    }

    /// Does the same, and hands the reply to `opened` first.
    public Json.Obj follow(
            String op, Json.Obj args, Consumer<Json.Obj> opened, Consumer<Json.Obj> pushes) {
        opened.accept(call(op, args));
        while (true) {
            ServerMessage message = receive(op);
            if (!(message instanceof ServerMessage.Push push)) {
                throw refusal(message);
            }
            pushes.accept(push.body());
            Optional<Json.Obj> ended = push.body().findObject("ended");
            if (ended.isPresent()) {
                return ended.get();
            }
        }
    }

    /// Waits until the daemon closes the connection, and passes over what it still sends.
    public void awaitEnd() {
        try {
            while (!(lines.next() instanceof LineReader.Next.End)) {
                // Notices of the end.
            }
        } catch (IOException _) {
            // Ended as well.
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    /// Sends a line as it is, with its line feed; waits for nothing. One thread may do this while
    /// another one reads.
    ///
    /// @throws ConnectionLostException if the connection has ended
    public void sendLine(byte[] line) {
        write(line, "a line");
    }

    /// Says that no more lines come.
    public void endLines() {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            throw lost("a line", e);
        }
    }

    /// Returns the next line as it is, without its line feed; empty at the end.
    public Optional<byte[]> nextLine() {
        try {
            LineReader.Next next = lines.next();
            if (next instanceof LineReader.Next.Line line) {
                return Optional.of(line.bytes());
            }
            return Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private void send(String op, Json.Obj args) {
        write(JsonText.line(new Request(op, args).toJson()), op);
    }

    private void write(byte[] bytes, String op) {
        ByteBuffer line = ByteBuffer.wrap(bytes);
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            throw lost(op, e);
        }
    }

    private ServerMessage receive(String op) {
        try {
            LineReader.Next next = lines.next();
            if (next instanceof LineReader.Next.Line line) {
                return ServerMessage.read(JsonParser.parseReply(line.bytes()));
            }
            if (next instanceof LineReader.Next.End) {
                throw lost(op, null);
            }
            throw new DaemonUnavailableException(
                    "the daemon sent a line of more than " + Limits.REPLY_BYTES + " bytes");
        } catch (IOException e) {
            throw lost(op, e);
        }
    }

    private static ConnectionLostException lost(String op, @Nullable IOException cause) {
        return new ConnectionLostException(
                "the connection ended before the daemon answered '"
                        + op
                        + "'; whether it was done is not known",
                cause);
    }

    /// Returns what is thrown for a line that is not the one that was waited for.
    ///
    /// Not a switch over types: the first one a process meets costs it milliseconds.
    private static RuntimeException refusal(ServerMessage message) {
        if (message instanceof ServerMessage.Failure failure) {
            return new WireErrorException(failure.error());
        }
        if (message instanceof ServerMessage.Closing closing) {
            return new ConnectionLostException(
                    "the daemon closed the connection: " + closing.message(), null);
        }
        return new DaemonUnavailableException(
                "the daemon sent what does not belong here: " + JsonText.of(message.toJson()));
    }

    private static boolean isPermission(IOException e) {
        String message = e.getMessage();
        return message != null && message.contains("Permission denied");
    }

    private static void closeQuietly(@Nullable SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException _) {
            // Nothing was to be sent any more.
        }
    }
}
