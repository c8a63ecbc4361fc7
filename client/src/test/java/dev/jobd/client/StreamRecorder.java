package dev.jobd.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.connection.DaemonClient;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.JsonText;
import dev.jobd.wire.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Writes down every line of a subscription and what follows from it, and comes back where it was
/// whenever its connection ends. One that is restless ends it itself now and then.
final class StreamRecorder {
    private final Path socket;
    private final String glob;
    private final SplittableRandom random;
    private final boolean isRestless;
    private final int coalesceMillis;
    private final NavigableMap<Long, String> lines = new TreeMap<>();
    private final Map<Json, Json> jobs = new HashMap<>();
    private final Map<Json, Json> active = new HashMap<>();
    private Optional<Json.Obj> place = Optional.empty();
    private String store = "";
    private long known = -1;
    private long firstKnown = -1;
    private Optional<Throwable> failure = Optional.empty();
    private volatile boolean isOver;
    private volatile long reached = -1;
    private int resumes;

    StreamRecorder(Path socket, String glob, SplittableRandom random, boolean isRestless) {
        this(socket, glob, random, isRestless, 0);
    }

    /// Has changes gathered for so long.
    static StreamRecorder gathering(Path socket, SplittableRandom random, int millis) {
        return new StreamRecorder(socket, "", random, true, millis);
    }

    private StreamRecorder(
            Path socket,
            String glob,
            SplittableRandom random,
            boolean isRestless,
            int coalesceMillis) {
        this.coalesceMillis = coalesceMillis;
        this.socket = socket;
        this.glob = glob;
        this.random = random;
        this.isRestless = isRestless;
    }

    void start() {
        Thread.ofPlatform().daemon().start(this::run);
    }

    void close() {
        isOver = true;
    }

    private void run() {
        try {
            while (!isOver) {
                try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                    channel.connect(UnixDomainSocketAddress.of(socket));
                    record(channel);
                } catch (IOException _) {
                    // The daemon is not there.
                    LockSupport.parkNanos(5_000_000);
                }
            }
        } catch (RuntimeException | Error e) {
            failure = Optional.of(e);
            reached = Long.MAX_VALUE;
        }
    }

    private void record(SocketChannel channel) throws IOException {
        Json.Builder args =
                Json.object().put("from", place.isPresent() ? place.get() : Json.of("snapshot"));
        if (!glob.isEmpty()) {
            Json.Obj name = Json.object().put("glob", glob).build();
            args.put("filter", Json.object().put("name", name).build());
        }
        if (coalesceMillis > 0) {
            args.put("coalesce_ms", coalesceMillis);
        }
        channel.write(
                ByteBuffer.wrap(JsonText.line(new Request("subscribe", args.build()).toJson())));
        int left = isRestless ? random.nextInt(1, 30) : Integer.MAX_VALUE;
        BufferedReader reader = new BufferedReader(Channels.newReader(channel, UTF_8));
        String text = line(reader);
        while (text != null && left-- > 0 && !isOver) {
            take(JsonParser.parseReply(text.getBytes(UTF_8)));
            text = line(reader);
        }
    }

    /// Returns a whole line; null at the end, also if that comes within a line.
    private static @Nullable String line(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c != '\n'; c = reader.read()) {
            if (c < 0) {
                return null;
            }
            line.append((char) c);
        }
        return line.toString();
    }

    private void take(Json.Obj line) {
        if (line.has("closing")) {
            return;
        }
        if (line.has("ok")) {
            assertThat(line.flag("ok")).as("%s", line).isTrue();
            Json.Obj result = line.object("result");
            assertThat(result.text("mode")).isEqualTo(place.isPresent() ? "resumed" : "snapshot");
            resumes += place.isPresent() ? 1 : 0;
            store = result.text("store");
            if (place.isEmpty()) {
                jobs.clear();
                active.clear();
            }
        } else if (line.has("snapshot")) {
            line.objects("snapshot").forEach(this::apply);
        } else {
            assertThat(line.has("ended")).as("%s", line).isFalse();
            takeSeq(line);
        }
    }

    private void takeSeq(Json.Obj line) {
        long seq = line.integer("seq");
        boolean isEvents = line.has("events") && !line.array("events").isEmpty();
        if (isEvents) {
            // Ordered, unique, and one line a commit.
            assertThat(seq).as("%s", line).isGreaterThan(known);
            assertThat(line.has("left")).isFalse();
            lines.put(seq, JsonText.of(line.get("events")));
            line.objects("events").forEach(this::apply);
        } else {
            assertThat(seq).as("%s", line).isGreaterThanOrEqualTo(known);
        }
        known = seq;
        firstKnown = firstKnown < 0 ? seq : firstKnown;
        place = Optional.of(Json.object().put("seq", seq).put("store", store).build());
        reached = seq;
    }

    private void apply(Json.Obj event) {
        event.findObject("job").ifPresent(job -> jobs.put(job.get("id"), job));
        event.findObject("run")
                .ifPresent(run -> {
                    if (run.has("ended")) {
                        active.remove(run.get("id"));
                    } else {
                        active.put(run.get("id"), run);
                    }
                });
        switch (event.text("type")) {
            case "job.removed" -> jobs.remove(event.get("id"));
            case "run.removed" -> active.remove(event.get("id"));
            default -> {}
        }
    }

    /// Waits until all up to a commit is known, and holds it against what there is.
    void check(long last, List<Long> acknowledged) {
        while (reached < last) {
            LockSupport.parkNanos(1_000_000);
        }
        isOver = true;
        failure.ifPresent(cause -> {
            throw new AssertionError("the recorder failed", cause);
        });
        try (DaemonClient client = DaemonClient.connect(socket)) {
            Json.Builder args = Json.object().put("limit", 1_000);
            if (!glob.isEmpty()) {
                Json.Obj name = Json.object().put("glob", glob).build();
                args.put("filter", Json.object().put("name", name).build());
            }
            List<Json.Obj> list = client.call("list", args.build()).objects("items");
            assertThat(jobs.values()).containsExactlyInAnyOrderElementsOf(list);
        }
        if (glob.isEmpty()) {
            assertThat(active).isEmpty();
        }
        if (glob.isEmpty() && coalesceMillis == 0) {
            assertThat(lines.keySet())
                    .containsAll(acknowledged.stream().filter(seq -> seq > firstKnown).toList());
        }
        if (isRestless) {
            assertThat(resumes).isGreaterThan(1);
        }
    }

    /// Says that two of them were told the same, but for where they began.
    static void checkSame(StreamRecorder one, StreamRecorder other) {
        long from = Math.max(one.firstKnown, other.firstKnown);
        long to = Math.min(one.known, other.known);
        assertThat(one.lines.subMap(from, false, to, true))
                .isEqualTo(other.lines.subMap(from, false, to, true));
        assertThat(one.lines).hasSizeGreaterThan(20);
    }
}
