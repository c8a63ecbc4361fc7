package dev.jobd.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.connection.DaemonClient;
import dev.jobd.testing.Seeds;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What hostile amounts cost a daemon in a process of its own.
@Timeout(300)
final class FloodTest {
    private static final int MEGABYTE = 1 << 20;

    /// So many clients of each kind.
    private static final int CROWD = Seeds.bound(30, 60);

    @TempDir Path folder;

    private @Nullable RealDaemon daemon;

    @AfterEach
    void endDaemon() throws InterruptedException {
        if (daemon != null) {
            daemon.kill();
        }
    }

    @Test
    @Tag("P2")
    void fourHundredMegabytesWithoutALineFeedTakeNoMemory() throws Exception {
        daemon = RealDaemon.start(folder, "-Xmx64m");
        long pid = pid();
        flood(100);
        long before = residentKilobytes(pid);
        flood(400);
        long after = residentKilobytes(pid);

        assertThat(daemon().ok("status", "--json")).contains("\"pid\":" + pid);
        assertThat(after - before).isLessThan(4 << 10);
    }

    private long pid() {
        return JsonParser.parseReply(daemon().ok("status", "--json").strip().getBytes(UTF_8))
                .integer("pid");
    }

    /// Sends as many megabytes without a line feed, over as many connections as the daemon wants.
    private void flood(int megabytes) throws IOException {
        long left = (long) megabytes * MEGABYTE;
        while (left > 0) {
            left -= floodOne(left);
        }
    }

    private long floodOne(long most) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(MEGABYTE);
        long sent = 0;
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(daemon().socket()));
            while (sent < most) {
                sent += channel.write(piece.clear());
            }
        } catch (IOException _) {
            // The daemon has had enough of this one.
        }
        return sent;
    }

    private static long residentKilobytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Tag("P9")
    void withoutFileDescriptorsTheLogIsNotFilled() throws Exception {
        daemon = RealDaemon.start(folder);
        long pid = pid();
        List<SocketChannel> clients = new ArrayList<>();
        try (SocketChannel before = connect()) {
            ping(before);
            long open;
            try (var files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
                open = files.count();
            }
            Programs.sh(folder, "prlimit --pid \"$1\" --nofile=\"$2\":", "" + pid, "" + (open + 2));
            for (int i = 0; i < 20; i++) {
                clients.add(connect());
            }
            daemon().awaitLogged("cannot accept connections");
            for (int i = 0; i < 1_000; i++) {
                ping(before);
            }
            Programs.sh(folder, "prlimit --pid \"$1\" --nofile=4096:", "" + pid);
            for (SocketChannel client : clients) {
                ping(client);
            }
        }
        for (SocketChannel client : clients) {
            client.close();
        }
        // The same is said five times a minute at most, and then how often it was left out.
        assertThat(Files.readAllLines(folder.resolve("daemon.log")))
                .filteredOn(line -> line.contains("cannot accept connections"))
                .hasSizeLessThanOrEqualTo(5);
    }

    @Test
    @Tag("P8")
    void clientsThatDoNotReadOrEndTheirLinesCostOthersNothingAndLeaveNothingBehind()
            throws Exception {
        daemon = RealDaemon.start(folder, "-Xmx128m");
        long pid = pid();
        daemon().ok("add", "--name", "a", "--", "true");
        besiege(1);
        // It leaves something open in the daemon, but once only.
        liveBytes(pid);
        awaitOnlyThisClient(pid);
        long files = count(pid, "fd");
        long bytes = liveBytes(pid);
        for (int round = 2; round < 4; round++) {
            besiege(round);
        }
        awaitOnlyThisClient(pid);
        // The store has a file more open now and then; of the clients one each would be many more.
        assertThat(count(pid, "fd")).isLessThan(files + CROWD);
        // Commits that were made meanwhile are among it.
        assertThat(liveBytes(pid) - bytes).isLessThan(2 * MEGABYTE);
        assertThat(Files.readString(folder.resolve("daemon.log"))).doesNotContain("OutOfMemory");
    }

    /// Has many clients that take nothing and many that do not go on, and one that is served all
    /// the same.
    private void besiege(int round) throws IOException {
        List<SocketChannel> crowd = new ArrayList<>();
        String asks = "{\"op\":\"describe\"}\n".repeat(4);
        for (int i = 0; i < CROWD; i++) {
            crowd.add(send("{\"op\":\"subscribe\",\"args\":{\"from\":\"now\"}}\n"));
            crowd.add(send(asks));
            crowd.add(send("{\"op\":\"add\",\"args\":\"" + "x".repeat(64 << 10)));
        }
        long seq = 0;
        try (DaemonClient client = DaemonClient.connect(daemon().socket())) {
            for (int i = 0; i < 300; i++) {
                Json.Obj set =
                        Json.object().put("sh", "# " + round + "-" + i + "x".repeat(9_000)).build();
                Json.Obj update = Json.object().put("job", "a").put("set", set).build();
                long next = client.call("update", update).integer("seq");
                assertThat(next).isGreaterThan(seq);
                seq = next;
                assertThat(client.call("ping", Json.Obj.EMPTY).integer("seq")).isEqualTo(seq);
            }
        }
        for (SocketChannel client : crowd) {
            client.close();
        }
    }

    private SocketChannel send(String text) throws IOException {
        SocketChannel channel = connect();
        channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
        return channel;
    }

    /// Waits until the others and their threads are gone.
    private void awaitOnlyThisClient(long pid) throws IOException {
        try (DaemonClient client = DaemonClient.connect(daemon().socket())) {
            Json.Obj stats = client.call("stats", Json.Obj.EMPTY);
            while (stats.integer("connections") > 1
                    || stats.integer("subscriptions") > 0
                    || threadsOfClients(pid) > 2) {
                stats = client.call("stats", Json.Obj.EMPTY);
            }
        }
    }

    private static long threadsOfClients(long pid) throws IOException {
        long count = 0;
        try (var all = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : all.toList()) {
                String name = nameOf(thread);
                count += name.matches("(reader|writer)-\\d+|feed") ? 1 : 0;
            }
        }
        return count;
    }

    private static String nameOf(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException _) {
            return "gone";
        }
    }

    private static long count(long pid, String what) throws IOException {
        try (var all = Files.list(Path.of("/proc/" + pid + "/" + what))) {
            return all.count();
        }
    }

    /// Returns how many bytes of the heap are in use once all that is not has been collected.
    private long liveBytes(long pid) throws Exception {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        String rows = Programs.sh(folder, "\"$1\" $2 GC.class_histogram", "" + jcmd, "" + pid);
        String total = rows.strip().lines().reduce("", (_, line) -> line);
        assertThat(total).startsWith("Total ");
        return Long.parseLong(total.split("\\s+", -1)[2]);
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(daemon().socket()));
        return channel;
    }

    private static void ping(SocketChannel channel) throws IOException {
        channel.write(ByteBuffer.wrap("{\"op\":\"ping\"}\n".getBytes(UTF_8)));
        StringBuilder reply = new StringBuilder();
        var in = Channels.newInputStream(channel);
        int c = in.read();
        while (c >= 0 && c != '\n') {
            reply.append((char) c);
            c = in.read();
        }
        assertThat(reply.toString()).contains("\"ok\":true");
    }

    private RealDaemon daemon() {
        return Objects.requireNonNull(daemon, "not started");
    }
}
