package dev.jobd.tui;

import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A daemon for tests: a real socket that answers the few operations the dashboard uses, and
/// remembers what it was asked to do.
final class FakeDaemon implements AutoCloseable {

    private static final int PAGE_MAX = 200;

    private final Path socket;
    private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Json> jobs = new CopyOnWriteArrayList<>();
    private final AtomicLong seq = new AtomicLong(7);
    private final AtomicInteger lists = new AtomicInteger();
    private final List<SocketChannel> subscribers = new CopyOnWriteArrayList<>();
    private final List<Json.Obj> subscriptions = new CopyOnWriteArrayList<>();
    private volatile String store = "store-1";
    private volatile boolean old;
    private volatile boolean silent;
    private @Nullable ServerSocketChannel server;

    FakeDaemon(Path socket) throws IOException {
        this.socket = socket;
        start();
    }

    Path socket() {
        return socket;
    }

    /// What was asked for beside the list: `trigger {"job":"1"}`.
    List<String> asked() {
        return List.copyOf(asked);
    }

    /// How many pages of the list were asked for.
    int lists() {
        return lists.get();
    }

    /// The arguments of every `subscribe`.
    List<Json.Obj> subscriptions() {
        return List.copyOf(subscriptions);
    }

    void add(Json.Obj job) {
        jobs.add(job);
        tell("job.added", Json.object().put("job", job));
    }

    void set(int index, Json.Obj job) {
        jobs.set(index, job);
        tell("job.updated", Json.object().put("job", job));
    }

    void remove(int index) {
        Json.Obj job = (Json.Obj) jobs.remove(index);
        Json.Builder gone = Json.object().put("id", job.integer("id")).put("rev", 1);
        tell("job.removed", gone.put("name", job.text("name")));
    }

    /// Has another history from now on.
    void restore() {
        store = "store-2";
    }

    /// Lets go of its subscribers, as of clients that are too slow.
    void letGo() {
        Json.Obj ended =
                Json.object()
                        .put("code", "slow_consumer")
                        .put("seq", seq.get())
                        .put("message", "too slow")
                        .build();
        List<SocketChannel> all = List.copyOf(subscribers);
        subscribers.clear();
        all.forEach(it -> push(it, Json.object().put("ended", ended)));
    }

    private void tell(String type, Json.Builder event) {
        long commit = seq.incrementAndGet();
        Json.Obj happened = Json.object().put("type", type).putAll(event.build()).build();
        for (SocketChannel subscriber : subscribers) {
            push(
                    subscriber,
                    Json.object()
                            .put("seq", commit)
                            .put("events", new Json.Arr(List.of(happened))));
        }
    }

    private static void push(SocketChannel subscriber, Json.Builder line) {
        try {
            Json.Obj push = Json.object().put("sub", "s1").putAll(line.build()).build();
            subscriber.write(ByteBuffer.wrap(JsonText.line(push)));
        } catch (IOException e) {
            // It has gone away.
            return;
        }
    }

    /// Reads requests and answers none, as a daemon that hangs.
    void silence(boolean on) {
        silent = on;
    }

    /// From now on knows no more than the first daemons did.
    void becomeOld() {
        old = true;
    }

    boolean hasConnection() {
        return !connections.isEmpty();
    }

    void start() throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        server = listening;
        Thread.ofPlatform().daemon().start(() -> accept(listening));
    }

    /// Ends every connection and the socket, as a daemon that was killed.
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
        Files.deleteIfExists(socket);
        for (SocketChannel connection : connections) {
            connection.close();
        }
        connections.clear();
        subscribers.clear();
    }

    @Override
    public void close() throws IOException {
        stop();
    }

    private void accept(ServerSocketChannel listening) {
        try {
            while (true) {
                SocketChannel connection = listening.accept();
                connections.add(connection);
                Thread.ofPlatform().daemon().start(() -> serve(connection));
            }
        } catch (IOException e) {
            // The test stopped the daemon.
            return;
        }
    }

    private void serve(SocketChannel connection) {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Channels.newInputStream(connection), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                if (!silent) {
                    Json.Obj request = JsonParser.parse(line.getBytes(StandardCharsets.UTF_8));
                    connection.write(ByteBuffer.wrap(JsonText.line(answer(request))));
                    if (request.text("op").equals("subscribe")) {
                        begin(connection, request.object("args"));
                    }
                }
            }
        } catch (IOException e) {
            // The test stopped the daemon.
            return;
        }
    }

    /// Tells what there is if that is wanted, and then that this is all.
    private void begin(SocketChannel connection, Json.Obj args) {
        subscribers.add(connection);
        if (mode(args).equals("snapshot")) {
            List<Json> objects = new ArrayList<>();
            jobs.forEach(
                    job -> objects.add(Json.object().put("type", "job").put("job", job).build()));
            push(connection, Json.object().put("snapshot", new Json.Arr(objects)));
        }
        push(connection, Json.object().put("synced", true).put("seq", seq.get()));
    }

    private String mode(Json.Obj args) {
        return args.get("from") instanceof Json.Obj place && place.text("store").equals(store)
                ? "resumed"
                : "snapshot";
    }

    private Json.Obj answer(Json.Obj request) {
        String op = request.text("op");
        Json.Obj args = request.findObject("args").orElse(Json.Obj.EMPTY);
        if (op.equals("ping")) {
            return ok(Json.object().put("now", Instant.now()).put("seq", seq.get()).build());
        }
        if (op.equals("list")) {
            lists.incrementAndGet();
            return ok(page(args));
        }
        if (op.equals("subscribe")) {
            return ok(subscribed(args));
        }
        if (op.equals("hello")) {
            return ok(greeting());
        }
        if (op.equals("check")) {
            return ok(
                    Json.object()
                            .put("text", "by hand")
                            .put("next", Json.strings(List.of()))
                            .build());
        }
        asked.add(op + " " + JsonText.of(args));
        if (args.flag("dry_run") && old) {
            return unknown("args.dry_run");
        }
        if (op.equals("pause") && old) {
            return unknown("args.if_rev");
        }
        if (op.equals("trigger") && args.text("job").equals("13")) {
            Json.Obj error =
                    Json.object().put("code", "state_conflict").put("message", "no luck").build();
            return Json.object().put("ok", false).put("error", error).build();
        }
        return ok(Json.Obj.EMPTY);
    }

    private Json.Obj subscribed(Json.Obj args) {
        subscriptions.add(args);
        return Json.object()
                .put("sub", "s1")
                .put("mode", mode(args))
                .put("seq", seq.get())
                .put("store", store)
                .build();
    }

    private Json.Obj greeting() {
        return Json.object()
                .put("server", "jobd/0.0.9")
                .put("store", store)
                .put("seq", seq.get())
                .put("now", Instant.now())
                .put("features", Json.strings(List.of()))
                .build();
    }

    private Json.Obj page(Json.Obj args) {
        int from = args.findText("cursor").map(Integer::parseInt).orElse(0);
        int to = Math.min(jobs.size(), from + Math.min(PAGE_MAX, (int) args.integer("limit")));
        Json.Builder page = Json.object().put("items", new Json.Arr(jobs.subList(from, to)));
        if (to < jobs.size()) {
            page.put("next", String.valueOf(to));
        }
        return page.put("seq", seq.get()).put("now", Instant.now()).build();
    }

    private static Json.Obj unknown(String field) {
        Json.Obj error =
                Json.object()
                        .put("code", "unknown_field")
                        .put("message", "unknown field")
                        .put("field", field)
                        .build();
        return Json.object().put("ok", false).put("error", error).build();
    }

    private static Json.Obj ok(Json.Obj result) {
        return Json.object().put("ok", true).put("result", result).build();
    }

    /// A job that waits for its next run and ended well last time.
    static Json.Builder job(long id, String name) {
        return Json.object()
                .put("id", id)
                .put("name", name)
                .put("rev", 1)
                .put("state", "waiting")
                .put("paused", false)
                .put("schedule_text", "every 5s")
                .put("next", Instant.now().plusSeconds(3))
                .put("group", "default")
                .put("command_text", "date")
                .put("active", Json.NULL)
                .put("last", last("succeeded", 0))
                .put("counts", Json.object().put("ok", 10).put("failed", 1).build());
    }

    static Json.Obj last(String outcome, int exit) {
        return Json.object()
                .put("run", 11)
                .put("outcome", outcome)
                .put("exit", exit)
                .put("ended", Instant.now().minusSeconds(60))
                .put("duration_ms", 123)
                .build();
    }

    static Json.Obj active(long run, long pid) {
        return Json.object()
                .put("id", "1/" + run)
                .put("number", run)
                .put("state", "running")
                .put("attempt", 1)
                .put("started", Instant.now().minusSeconds(10))
                .put("pid", pid)
                .build();
    }
}
