package dev.jobd.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jobd.socket.LineReader;
import dev.jobd.testing.ReplyCheck;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.JsonText;
import dev.jobd.wire.Request;
import dev.jobd.wire.ServerMessage;
import dev.jobd.wire.WireError;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// For each test listens at a real socket and answers each operation with the lines it was told, in
/// order; the last answer is given again and again.
public final class FakeDaemon implements BeforeEachCallback, AfterEachCallback {
    private static final int LINE_BYTES_MAX = 1 << 20;
    private static final Map<String, String> USUAL =
            Map.of(
                    "stats",
                    "{'server':'jobd/1','pid':7,'started':'2026-11-25T12:30:00.000Z','uptime_ms':1,"
                            + "'store':'a','instance':'b','seq':1,'now':'2026-11-25T13:30:00.000Z',"
                            + "'jobs':{},'runs':{},'groups':[],'connections':1,'subscriptions':0,'paths':{},"
                            + "'store_stats':{},'limits':{}}",
                    "hello",
                    "{'proto':1,'proto_min':1,'server':'jobd/1','pid':7,'instance':'b','store':'a',"
                            + "'seq':1,'features':[],'limits':{},'now':'2026-11-25T13:30:00.000Z'}");

    private final Map<String, Deque<List<Json.Obj>>> answers = new HashMap<>();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    private final Set<String> fatal = ConcurrentHashMap.newKeySet();

    private @Nullable Path folder;
    private @Nullable ServerSocketChannel server;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("jobctl-test");
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(socket()));
        server = channel;
        Thread.ofPlatform().daemon().start(() -> accept(channel));
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        Objects.requireNonNull(server).close();
        Files.deleteIfExists(socket());
        Files.deleteIfExists(Objects.requireNonNull(folder));
    }

    /// Returns a call of `jobctl` that reaches it.
    public Call call() {
        return new Call(socket());
    }

    /// Returns where it listens.
    public Path socket() {
        return Objects.requireNonNull(folder).resolve("socket");
    }

    /// Answers an operation with a result, given as JSON with `'` for `"`. What `stats` and `hello`
    /// must have may be left out.
    public FakeDaemon answer(String op, String result) {
        return lines(op, reply(op, result));
    }

    /// Answers an operation with what no daemon would say.
    public FakeDaemon answerWrongly(String op, String result) {
        return put(op, List.of(reply(op, result)));
    }

    private static Json.Obj reply(String op, String result) {
        Json.Obj whole =
                Json.object()
                        .putAll(json(USUAL.getOrDefault(op, "{}")))
                        .putAll(json(result))
                        .build();
        return new ServerMessage.Result(Optional.empty(), whole).toJson();
    }

    /// Refuses an operation.
    public FakeDaemon refuse(String op, WireError error) {
        return lines(op, new ServerMessage.Failure(Optional.empty(), error).toJson());
    }

    /// Ends the connection after each answer to an operation.
    public FakeDaemon endAfter(String op) {
        fatal.add(op);
        return this;
    }

    /// Answers an operation with a subscription and its lines.
    public FakeDaemon push(String op, String... pushes) {
        List<Json.Obj> lines = new ArrayList<>();
        Json.Obj reply =
                op.equals("log")
                        ? json("{'sub':'s1','run':'1/1','attempt':1,'path':null,'size':0}")
                        : json("{'sub':'s1','path':'/a file'}");
        lines.add(new ServerMessage.Result(Optional.empty(), reply).toJson());
        for (String push : pushes) {
            lines.add(Json.object().put("sub", "s1").putAll(json(push)).build());
        }
        return lines(op, lines.toArray(Json.Obj[]::new));
    }

    /// Answers an operation with lines as they are.
    public FakeDaemon lines(String op, Json.Obj... lines) {
        // What a daemon would never say proves nothing about the client.
        ReplyCheck check = new ReplyCheck();
        check.sent(JsonText.line(new Request(op, Json.Obj.EMPTY).toJson()));
        for (Json.Obj line : lines) {
            check.received(line);
        }
        return put(op, List.of(lines));
    }

    private synchronized FakeDaemon put(String op, List<Json.Obj> lines) {
        answers.computeIfAbsent(op, _ -> new ArrayDeque<>()).add(lines);
        return this;
    }

    /// Returns the arguments of every request of an operation so far, but for their keys.
    public List<Json.Obj> asked(String op) {
        return List.copyOf(requests).stream()
                .filter(request -> request.op().equals(op))
                .map(request -> without(request.args(), "key"))
                .toList();
    }

    /// Returns the keys of every request of an operation so far.
    public List<String> keys(String op) {
        return List.copyOf(requests).stream()
                .filter(request -> request.op().equals(op))
                .flatMap(request -> request.args().findText("key").stream())
                .toList();
    }

    private static Json.Obj without(Json.Obj object, String name) {
        Json.Builder rest = Json.object();
        object.members()
                .forEach((member, value) -> {
                    if (!member.equals(name)) {
                        rest.put(member, value);
                    }
                });
        return rest.build();
    }

    /// Reads JSON with `'` for `"`.
    public static Json.Obj json(String text) {
        return JsonParser.parse(text.replace('\'', '"').getBytes(UTF_8));
    }

    private void accept(ServerSocketChannel listening) {
        try {
            while (true) {
                SocketChannel channel = listening.accept();
                Thread.ofPlatform().daemon().start(() -> serve(channel));
            }
        } catch (ClosedChannelException _) {
            // The test is over.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            LineReader lines = new LineReader(channel, LINE_BYTES_MAX);
            while (lines.next() instanceof LineReader.Next.Line line) {
                Request request = Request.read(JsonParser.parse(line.bytes()));
                requests.add(request);
                for (Json.Obj reply : next(request.op())) {
                    ByteBuffer bytes = ByteBuffer.wrap(JsonText.line(reply));
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                }
                if (request.op().equals("shutdown") || fatal.contains(request.op())) {
                    return;
                }
            }
        } catch (IOException _) {
            // The client went away.
        }
    }

    private synchronized List<Json.Obj> next(String op) {
        Deque<List<Json.Obj>> left = answers.getOrDefault(op, new ArrayDeque<>());
        if (left.isEmpty()) {
            throw new IllegalStateException("no answer to " + op);
        }
        return left.size() > 1 ? left.removeFirst() : left.getFirst();
    }
}
