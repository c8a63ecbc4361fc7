package dev.jobd.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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

    @TempDir Path folder;

    private @Nullable RealDaemon daemon;

    @AfterEach
    void endDaemon() throws InterruptedException {
        if (daemon != null) {
            daemon.end();
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
        assertThat(Files.readString(folder.resolve("daemon.log")))
                .containsOnlyOnce("cannot accept connections");
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
