package dev.jobd.daemon.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.socket.LineReader;
import dev.jobd.testing.ReplyCheck;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.Operations;
import dev.jobd.wire.Request;
import dev.jobd.wire.ServerMessage;
import dev.jobd.wire.ShapeCheck;
import dev.jobd.wire.WireError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A client that sends any bytes. What it gets back is held against the schemas of the protocol,
/// and no result may have a member that is not described.
public final class Client implements AutoCloseable {
    private final SocketChannel channel;
    private final LineReader lines;
    private final ReplyCheck check = new ReplyCheck();

    Client(Path socket) {
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines = new LineReader(channel, 8 << 20);
    }

    /// Sends text as it is, with `"` for `'`.
    public void send(String text) {
        send(text.replace('\'', '"').getBytes(UTF_8));
    }

    /// Sends bytes as they are.
    public void send(byte[] bytes) {
        check.sent(bytes);
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Says that nothing more comes.
    public void halfClose() {
        check.halfClosed();
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns the next line; empty at the end.
    public Optional<ServerMessage> next() {
        try {
            return switch (lines.next()) {
                case LineReader.Next.Line(byte[] line) -> {
                    Json.Obj reply = JsonParser.parseReply(line);
                    check.received(reply);
                    yield Optional.of(ServerMessage.read(reply));
                }
                case LineReader.Next.End() -> Optional.empty();
                case LineReader.Next.TooLong(),
                        LineReader.Next.NoRoom(),
                        LineReader.Next.Endless() ->
                        throw new AssertionError("a reply is too long");
            };
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Returns all lines up to the end.
    public List<ServerMessage> rest() {
        List<ServerMessage> all = new ArrayList<>();
        Optional<ServerMessage> next = next();
        while (next.isPresent()) {
            all.add(next.get());
            next = next();
        }
        return all;
    }

    /// Sends a request; returns its result.
    ///
    /// @param args JSON with `'` for `"`
    public Json.Obj call(String op, String args) {
        return switch (ask(op, args)) {
            case ServerMessage.Result(var _, Json.Obj result) -> {
                assertThat(ShapeCheck.check(Operations.require(op).result(), result, op)).isEmpty();
                yield result;
            }
            case ServerMessage.Failure(var _, WireError error) ->
                    throw new AssertionError(op + " " + args + ": " + error);
            case ServerMessage.Push _, ServerMessage.Closing _ ->
                    throw new AssertionError("not a reply");
        };
    }

    /// Sends a request that is refused; returns why.
    public WireError refusal(String op, String args) {
        return switch (ask(op, args)) {
            case ServerMessage.Failure(var _, WireError error) -> error;
            case ServerMessage.Result result -> throw new AssertionError(op + ": " + result);
            case ServerMessage.Push _, ServerMessage.Closing _ ->
                    throw new AssertionError("not a reply");
        };
    }

    private ServerMessage ask(String op, String args) {
        Json.Obj object = JsonParser.parse(args.replace('\'', '"').getBytes(UTF_8));
        send(dev.jobd.wire.JsonText.line(new Request(op, object).toJson()));
        return next().orElseThrow(() -> new AssertionError("no reply to " + op));
    }

    /// Returns the next line of a feed.
    public Json.Obj push() {
        if (next().orElseThrow() instanceof ServerMessage.Push(var _, Json.Obj body)) {
            assertThat(Operations.events())
                    .anyMatch(it -> ShapeCheck.check(it.shape(), body, "").isEmpty());
            return body;
        }
        throw new AssertionError("no line of a feed");
    }

    /// Returns the lines of a subscription up to the one of a commit.
    public List<Json.Obj> eventsUntil(long seq) {
        List<Json.Obj> lines = new ArrayList<>();
        while (lines.isEmpty() || lines.getLast().integer("seq") < seq) {
            lines.add(push());
            assertThat(lines.getLast().has("seq")).as("%s", lines.getLast()).isTrue();
        }
        return lines;
    }

    /// Returns the lines of a feed up to its end; the last one has `ended`.
    public List<Json.Obj> feed() {
        List<Json.Obj> all = new ArrayList<>();
        while (all.isEmpty() || !all.getLast().has("ended")) {
            if (next().orElseThrow() instanceof ServerMessage.Push(var _, Json.Obj body)) {
                assertThat(Operations.events())
                        .anyMatch(it -> ShapeCheck.check(it.shape(), body, "").isEmpty());
                all.add(body);
            }
        }
        return all;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
