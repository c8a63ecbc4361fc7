package dev.jobd.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.connection.DaemonClient;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs everything in `scripts/examples` against a real daemon that answers two seconds late:
/// longer than tools wait that only seem to work.
@Timeout(120)
final class ExamplesTest {
    private static final Path EXAMPLES =
            Path.of("../scripts/examples").toAbsolutePath().normalize();
    private static final Duration DELAY = Duration.ofSeconds(2);
    private static final int JOBS = 150;

    @TempDir Path folder;

    private RealDaemon daemon;
    private ServerSocketChannel slow;

    @BeforeEach
    void startDaemonAndDelay() throws Exception {
        daemon = RealDaemon.start(folder);
        slow = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        slow.bind(UnixDomainSocketAddress.of(folder.resolve("slow")));
        Thread.ofPlatform().daemon().start(this::serve);
    }

    @AfterEach
    void end() throws Exception {
        slow.close();
        daemon.kill();
    }

    private void serve() {
        try {
            while (true) {
                SocketChannel client = slow.accept();
                SocketChannel server = SocketChannel.open(StandardProtocolFamily.UNIX);
                server.connect(UnixDomainSocketAddress.of(daemon.socket()));
                Thread.ofPlatform().daemon().start(() -> copy(client, server, Duration.ZERO));
                Thread.ofPlatform().daemon().start(() -> copy(server, client, DELAY));
            }
        } catch (ClosedChannelException _) {
            // The test is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Hands on what comes, the first of it late.
    private static void copy(SocketChannel from, SocketChannel to, Duration late) {
        ByteBuffer bytes = ByteBuffer.allocate(64 << 10);
        boolean isFirst = true;
        try {
            while (from.read(bytes.clear()) >= 0) {
                if (isFirst) {
                    // The lateness itself, not a guess of how long something takes.
                    Thread.sleep(late);
                    isFirst = false;
                }
                bytes.flip();
                while (bytes.hasRemaining()) {
                    to.write(bytes);
                }
            }
            to.shutdownOutput();
        } catch (IOException | InterruptedException _) {
            // One side is gone.
        }
    }

    private Programs.Result run(String example, String... words) throws Exception {
        List<String> all = new ArrayList<>();
        all.addAll(List.of("env", "JOBD_SOCKET=" + folder.resolve("slow")));
        all.add(EXAMPLES.resolve(example).toString());
        all.addAll(List.of(words));
        return Programs.run(folder, all);
    }

    private List<String> addJobs() {
        List<String> names =
                IntStream.range(0, JOBS).mapToObj(i -> "job-%03d".formatted(i)).toList();
        Json manual = Json.object().put("kind", "manual").build();
        Json echo = Json.strings(List.of("echo", "x".repeat(1_000)));
        try (DaemonClient client = DaemonClient.connect(daemon.socket())) {
            for (String name : names) {
                Json.Builder job = Json.object().put("name", name).put("cmd", echo);
                Json.Obj args =
                        Json.object().put("job", job.put("schedule", manual).build()).build();
                client.call("add", args);
            }
        }
        return names;
    }

    @ParameterizedTest
    @ValueSource(strings = {"nc", "ncat", "socat"})
    @Tag("P10")
    void askGetsTheWholeAnswerWithEachTool(String tool) throws Exception {
        addJobs();
        Programs.Result result = run("ask.sh", tool, "{\"op\":\"list\",\"args\":{\"limit\":1000}}");

        assertThat(result.code()).as("%s", result).isZero();
        assertThat(result.out()).endsWith("\n");
        Json.Obj reply = JsonParser.parseReply(result.out().strip().getBytes(UTF_8));
        assertThat(reply.object("result").array("items")).hasSize(JOBS);
    }

    @Test
    @Tag("P10")
    void namesAreThoseOfAllJobs() throws Exception {
        List<String> names = addJobs();
        assertThat(run("names.sh").out().lines()).containsExactlyElementsOf(names);
    }

    @Test
    @Tag("P10")
    void triggerMakesARunOrSaysWhyNot() throws Exception {
        daemon.ok("add", "--name", "a", "--", "true");
        assertThat(run("trigger.sh", "a")).isEqualTo(new Programs.Result(0, "1/1\n", ""));
        Programs.Result refused = run("trigger.sh", "no \"such");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).startsWith("trigger.sh: ").contains("such");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs.py", "jobs.mjs"})
    @Tag("P10")
    void programsReadPageAfterPage(String example) throws Exception {
        List<String> names = addJobs();
        Programs.Result result = run(example);

        assertThat(result.code()).as("%s", result).isZero();
        assertThat(result.out().lines())
                .containsExactlyElementsOf(names.stream().map(name -> name + " idle -").toList());
    }

    @Test
    void everyExampleIsTried() throws IOException {
        // StreamTest tries follow.py, with a daemon that is killed meanwhile.
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "ask.sh", "names.sh", "trigger.sh", "jobs.py", "jobs.mjs", "follow.py");
        }
    }
}
