package dev.jobd.tui;

import dev.jobd.tui.state.Effect;
import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.Listing;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.JsonSyntaxException;
import dev.jobd.wire.JsonText;
import dev.jobd.wire.Request;
import dev.jobd.wire.ServerMessage;
import dev.jobd.wire.UnexpectedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The daemon behind its socket: connects at the first call, and anew after any failure.
final class SocketDaemon implements Daemon {

    private static final int PAGE = 200;

    private final Path socket;
    private volatile @Nullable Connection connection;

    SocketDaemon(Path socket) {
        this.socket = socket;
    }

    @Override
    public Listing list() throws IOException, RefusedException {
        List<JobRow> rows = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        Json.Obj page;
        do {
            Json.Builder args = Json.object().put("limit", PAGE);
            cursor.ifPresent(from -> args.put("cursor", from));
            page = call("list", args.build());
            cursor = readPage(page, rows);
        } while (cursor.isPresent());
        return new Listing(rows, page.findInstant("now").orElseGet(Instant::now));
    }

    private static Optional<String> readPage(Json.Obj page, List<JobRow> rows) throws IOException {
        try {
            page.objects("items").forEach(item -> rows.add(JobRows.read(item)));
            return page.findText("next");
        } catch (UnexpectedJsonException e) {
            throw notUnderstood(e);
        }
    }

    @Override
    public String send(Effect.Send wish) throws IOException, RefusedException {
        return switch (wish) {
            case Effect.Trigger(long job, var name) -> {
                Json.Obj result = call("trigger", job(job));
                yield "run now: " + name + run(result);
            }
            case Effect.Pause(long job, var name) -> {
                call("pause", job(job));
                yield "paused: " + name;
            }
            case Effect.Resume(long job, var name) -> {
                call("resume", job(job));
                yield "resumed: " + name;
            }
            case Effect.Stop(long job, long run, var name) -> {
                call("stop", Json.object().put("run", job + "/" + run).build());
                yield "stopping: " + name + " run #" + run;
            }
        };
    }

    private static Json.Obj job(long number) {
        return Json.object().put("job", String.valueOf(number)).build();
    }

    private static String run(Json.Obj result) {
        return result.find("run").orElse(Json.NULL) instanceof Json.Int(long run)
                ? " (run #" + run + ")"
                : "";
    }

    private Json.Obj call(String op, Json.Obj args) throws IOException, RefusedException {
        Connection open = connection;
        if (open == null) {
            open = Connection.to(socket);
            connection = open;
        }
        ServerMessage answer;
        try {
            answer = open.call(new Request(op, args));
        } catch (IOException e) {
            close();
            throw e;
        } catch (JsonSyntaxException | UnexpectedJsonException e) {
            close();
            throw notUnderstood(e);
        }
        return switch (answer) {
            case ServerMessage.Result(_, var result) -> result;
            case ServerMessage.Failure(_, var error) -> throw new RefusedException(error.message());
            case ServerMessage.Closing(_, var message) -> {
                close();
                throw new IOException("jobd closed the connection: " + message);
            }
            case ServerMessage.Push _ -> throw new IOException("an answer was expected");
        };
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    private static IOException notUnderstood(RuntimeException e) {
        return new IOException("jobd's answer was not understood: " + e.getMessage(), e);
    }

    /// One connection: a line out, a line in.
    private static final class Connection {
        private static final int LINE_BYTES_MAX = 16 << 20;

        private final SocketChannel channel;
        private ByteBuffer received = ByteBuffer.allocate(1 << 16).flip();

        private Connection(SocketChannel channel) {
            this.channel = channel;
        }

        static Connection to(Path socket) throws IOException {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(socket));
                return new Connection(channel);
            } catch (IOException e) {
                channel.close();
                throw new IOException("no jobd at " + socket + " (" + e.getMessage() + ")", e);
            }
        }

        ServerMessage call(Request request) throws IOException {
            ByteBuffer line = ByteBuffer.wrap(JsonText.line(request.toJson()));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            return ServerMessage.read(JsonParser.parse(readLine()));
        }

        void close() {
            try {
                channel.close();
            } catch (IOException e) {
                // It is closed as far as anybody here is concerned.
                return;
            }
        }

        private byte[] readLine() throws IOException {
            int searched = received.position();
            while (true) {
                for (int i = searched; i < received.limit(); i++) {
                    if (received.get(i) == '\n') {
                        byte[] line = new byte[i - received.position()];
                        received.get(line).get();
                        return line;
                    }
                }
                int pending = received.remaining();
                receive();
                searched = received.position() + pending;
            }
        }

        /// Adds what arrives next behind what is there.
        private void receive() throws IOException {
            received.compact();
            if (!received.hasRemaining()) {
                if (received.capacity() >= LINE_BYTES_MAX) {
                    throw new IOException("jobd sent a line longer than " + LINE_BYTES_MAX);
                }
                received = ByteBuffer.allocate(2 * received.capacity()).put(received.flip());
            }
            int count = channel.read(received);
            received.flip();
            if (count < 0) {
                throw new EOFException("jobd closed the connection");
            }
        }
    }
}
