package dev.jobd.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.connection.DaemonClient;
import dev.jobd.testing.Seeds;
import dev.jobd.wire.Json;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// As many clients as there may be, each of which asks for the most it can and takes nothing of the
/// answer, beside one that is served all the same: a daemon with the heap it always has.
@Timeout(300)
final class CrowdTest {
    /// Leaves places for the one that is served.
    private static final int CROWD = 230;

    /// What others show as well is tried with fewer in the usual check.
    private static final int FEW = Seeds.bound(40, CROWD);

    private static final int LONG = 900_000;
    private static final int WORD = 100_000;

    @TempDir Path folder;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<SocketChannel> crowd = new ArrayList<>();
    private @Nullable RealDaemon daemon;

    @BeforeEach
    void startDaemon() throws IOException {
        daemon = RealDaemon.start(folder, "-Xmx256m", "-XX:+ExitOnOutOfMemoryError");
        daemon.ok("add", "--name", "a", "--", "true");
    }

    @AfterEach
    void endAll() throws Exception {
        Objects.requireNonNull(daemon).kill();
        for (SocketChannel client : crowd) {
            client.close();
        }
        threads.close();
        assertThat(Files.readString(folder.resolve("daemon.log"))).doesNotContain("OutOfMemory");
    }

    @Test
    @Tag("P8")
    void linesThatDoNotEnd() throws Exception {
        besiege(FEW, "{\"op\":\"add\",\"args\":\"" + "x".repeat(1_000_000));
        assertServed();
    }

    @Test
    @Tag("P8")
    void linesOfManyMembers() throws Exception {
        String members =
                IntStream.range(0, 49_000)
                        .mapToObj(i -> "\"member-" + i + "\":{}")
                        .collect(Collectors.joining(","));
        besiege(FEW, "{\"op\":\"add\",\"args\":{" + members + "}}\n");
        assertServed();
        for (SocketChannel client : crowd) {
            assertThat(firstLine(client)).contains("\"ok\":false");
        }
    }

    @Test
    @Tag("P8")
    void pagesThatNobodyTakes() throws Exception {
        makeMany();
        besiege(FEW, "{\"op\":\"list\",\"args\":{\"limit\":1000}}\n".repeat(5));
        assertServed();
    }

    @Test
    @Tag("P8")
    void largeJobsThatNobodyTakes() throws Exception {
        makeLong();
        besiege(FEW, "{\"op\":\"get\",\"args\":{\"job\":\"long\"}}\n".repeat(60));
        assertServed();
    }

    @Test
    @Tag("P8")
    void changesOfALargeJobThatNobodyTakes() throws Exception {
        makeLong();
        besiege(FEW, "{\"op\":\"subscribe\",\"args\":{\"from\":\"now\"}}\n");
        try (DaemonClient client = connectClient()) {
            for (int i = 0; i < 10; i++) {
                Json.Obj set = Json.object().put("cmd", command("" + i, LONG)).build();
                client.call("update", Json.object().put("job", "long").put("set", set).build());
            }
        }
        assertServed();
    }

    @Test
    @Tag("P8")
    void runsOfALargeJobThatNobodyTakes() throws Exception {
        makeLong();
        besiege(FEW, "{\"op\":\"subscribe\",\"args\":{\"from\":\"now\"}}\n");
        try (DaemonClient client = connectClient()) {
            for (int i = 0; i < 5; i++) {
                client.call("trigger", Json.object().put("job", "long").build());
            }
        }
        assertServed();
    }

    @Test
    @Tag("P8")
    void answersToChangesThatNobodyTakes() throws Exception {
        makeLong();
        String change =
                "{\"op\":\"update\",\"args\":{\"job\":\"long\",\"set\":{\"priority\":1}}}\n";
        String refused = change.replace("\"set\"", "\"if_rev\":99,\"set\"");
        besiege(CROWD, change + refused.repeat(60));
        assertServed();
    }

    @Test
    @Tag("P8")
    void namesThatAreWrong() throws Exception {
        makeMany();
        besiege(FEW, "{\"op\":\"pause\",\"args\":{\"job\":\"nope\"}}\n".repeat(60));
        assertServed();
    }

    @Test
    @Tag("P8")
    void logsThatNobodyTakes() throws Exception {
        daemon().ok("run", "--wait", "--name", "nul", "--", "head", "-c", "20000000", "/dev/zero");
        besiege(FEW, "{\"op\":\"log\",\"args\":{\"run\":\"nul\",\"follow\":true}}\n");
        assertServed();
    }

    @Test
    @Tag("P8")
    void snapshotsThatNobodyTakes() throws Exception {
        makeLong();
        besiege(FEW, "{\"op\":\"subscribe\",\"args\":{\"from\":\"snapshot\"}}\n".repeat(2));
        assertServed();
    }

    @Test
    @Tag("P8")
    void longAnswersWhileOthersTakeNoneOfTheirs() throws Exception {
        makeMany();
        besiege(FEW, "{\"op\":\"list\",\"args\":{\"limit\":1000}}\n".repeat(5));
        for (SocketChannel client : crowd) {
            assertThat(client.read(ByteBuffer.allocate(1))).isOne();
        }
        try (DaemonClient client = connectClient()) {
            for (int i = 0; i < Seeds.bound(2, 5); i++) {
                Json.Obj page = Json.object().put("limit", 1_000).build();
                assertThat(client.call("list", page).members().keySet()).contains("items");
            }
        }
    }

    @Test
    @Tag("P8")
    void longLinesWhileOthersDoNotEndTheirs() throws Exception {
        List<Future<Boolean>> sent =
                besiege(FEW, "{\"op\":\"add\",\"args\":\"" + "x".repeat(1_000_000));
        for (Future<Boolean> each : sent) {
            each.get();
        }
        try (DaemonClient client = connectClient()) {
            for (int i = 0; i < 5; i++) {
                client.call("add", job("long" + i, LONG));
            }
        }
    }

    @Test
    @Tag("P8")
    void aSubscriberWhoReadsWhileOthersDoNot() throws Exception {
        makeLong();
        besiege(FEW, "{\"op\":\"subscribe\",\"args\":{\"from\":\"now\"}}\n");
        try (DaemonClient client = connectClient();
                DaemonClient reader = connectClient()) {
            reader.sendLine("{\"op\":\"subscribe\",\"args\":{\"from\":\"now\"}}\n".getBytes(UTF_8));
            awaitLine(reader, "\"sub\"");
            for (int i = 1; i <= 10; i++) {
                Json.Obj set = Json.object().put("cmd", command("c" + i, LONG)).build();
                client.call("update", Json.object().put("job", "long").put("set", set).build());
                awaitLine(reader, "\"c" + i + "\"");
            }
        }
    }

    @Test
    @Tag("P8")
    void allOfItAtOnce() throws Exception {
        makeMany();
        makeLong();
        String change =
                "{\"op\":\"update\",\"args\":{\"job\":\"long\",\"set\":{\"priority\":1}}}\n";
        besiege(FEW / 4, "{\"op\":\"subscribe\",\"args\":{\"from\":\"snapshot\"}}\n");
        besiege(FEW / 4, "{\"op\":\"list\",\"args\":{\"limit\":1000}}\n".repeat(5));
        besiege(FEW / 4, change.repeat(20));
        besiege(FEW / 4, "{\"op\":\"add\",\"args\":\"" + "x".repeat(1_000_000));
        assertServed();
    }

    private void makeMany() throws Exception {
        try (DaemonClient client = connectClient()) {
            for (int i = 0; i < 500; i++) {
                client.call("add", job("n" + i, 9_000));
            }
        }
    }

    private void makeLong() throws Exception {
        try (DaemonClient client = connectClient()) {
            client.call("add", job("long", LONG));
        }
    }

    private static Json.Obj job(String name, int length) {
        Json.Obj manual = Json.object().put("kind", "manual").build();
        Json.Obj job =
                Json.object()
                        .put("name", name)
                        .put("cmd", command("", length))
                        .put("schedule", manual)
                        .build();
        return Json.object().put("job", job).build();
    }

    private static Json command(String start, int length) {
        List<String> words = new ArrayList<>(List.of("true", start));
        for (int left = length; left > 0; left -= WORD) {
            words.add("x".repeat(Math.min(left, WORD)));
        }
        return Json.strings(words);
    }

    /// Has so many clients send this at once; does not wait until they have.
    private List<Future<Boolean>> besiege(int count, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(daemon().socket()));
            crowd.add(channel);
        }
        List<Future<Boolean>> sent = new ArrayList<>();
        for (SocketChannel client : crowd.subList(crowd.size() - count, crowd.size())) {
            sent.add(threads.submit(() -> write(client, ByteBuffer.wrap(bytes))));
        }
        return sent;
    }

    /// Returns whether all was taken; the daemon may have let it go before.
    private static boolean write(SocketChannel client, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                client.write(bytes);
            }
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// Has another client change and read things while the crowd is there.
    private void assertServed() throws Exception {
        try (DaemonClient client = connectClient()) {
            for (int i = 0; i < 50; i++) {
                Json.Obj set = Json.object().put("sh", "# " + i).build();
                client.call("update", Json.object().put("job", "a").put("set", set).build());
                assertThat(client.call("ping", Json.Obj.EMPTY).integer("seq")).isPositive();
            }
        }
    }

    private static void awaitLine(DaemonClient client, String part) {
        String line = "";
        while (!line.contains(part)) {
            line = new String(client.nextLine().orElseThrow(), UTF_8);
            assertThat(line).doesNotContain("slow_consumer");
        }
    }

    private static String firstLine(SocketChannel channel) throws IOException {
        StringBuilder line = new StringBuilder();
        var in = Channels.newInputStream(channel);
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private DaemonClient connectClient() throws Exception {
        return DaemonClient.connect(daemon().socket());
    }

    private RealDaemon daemon() {
        return Objects.requireNonNull(daemon, "not started");
    }
}
