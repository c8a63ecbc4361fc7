package dev.jobd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.wire.ServerMessage;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Covers P5, P6, P8 and P9: what one client can take from others.
@Timeout(60)
class LimitsTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir Path directory;

    private static ServerLimits limits(Duration idle, Duration startedLine, Duration output) {
        return new ServerLimits(
                6, 5, 1 << 20, 64, 2, 3, idle, startedLine, output, LONG, LONG, LONG);
    }

    private static String closing(List<ServerMessage> said) {
        return said.getLast() instanceof ServerMessage.Closing(String code, String _)
                ? code
                : said.toString();
    }

    @Test
    @Tag("P5")
    void oneConnectionTooManyGetsOneLineAndTheOthersLiveOn() {
        try (Rig rig = new Rig(directory, limits(LONG, LONG, LONG))) {
            List<Client> clients = new ArrayList<>();
            int most = rig.clientsMax();
            for (int i = 0; i < most; i++) {
                clients.add(rig.connect());
                clients.getLast().call("ping", "{}");
            }
            try (Client tooMany = rig.connect()) {
                assertThat(tooMany.rest())
                        .singleElement()
                        .isInstanceOfSatisfying(
                                ServerMessage.Failure.class,
                                it -> assertThat(it.error().code()).isEqualTo("too_many"));
            }
            clients.forEach(client -> client.call("ping", "{}"));
            clients.removeFirst().close();
            rig.awaitConnections(most - 1);
            try (Client next = rig.connect()) {
                next.call("ping", "{}");
            }
            clients.forEach(Client::close);
        }
    }

    @Test
    void aConnectionThatIsSilentIsClosedWithANotice() {
        try (Rig rig = new Rig(directory, limits(SHORT, LONG, LONG));
                Client silent = rig.connect()) {
            assertThat(closing(silent.rest())).isEqualTo("idle_timeout");
        }
    }

    @Test
    @Tag("P6")
    void aLineThatIsNotEndedIsClosedWithANotice() {
        try (Rig rig = new Rig(directory, limits(LONG, SHORT, LONG));
                Client slow = rig.connect();
                Client other = rig.connect()) {
            slow.send("{'op':");
            assertThat(closing(slow.rest())).isEqualTo("line_timeout");
            other.call("ping", "{}");
        }
    }

    @Test
    @Tag("P6")
    void twoHundredClientsThatSendAByteNowAndThenStandInNobodysWay() {
        try (Rig rig = new Rig(directory);
                Client other = rig.connect()) {
            List<Client> slow = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                slow.add(rig.connect());
                slow.getLast().send("{");
            }
            for (int i = 0; i < 1_000; i++) {
                slow.get(i % slow.size()).send(" ");
                other.call("ping", "{}");
            }
            slow.forEach(client -> client.send("'op':'ping'}\n"));
            slow.forEach(client ->
                    assertThat(client.next().orElseThrow())
                            .isInstanceOf(ServerMessage.Result.class));
            slow.forEach(Client::close);
        }
    }

    @Test
    @Tag("P8")
    void aClientWhoseLineHasTimedOutAndThatTakesNothingIsClosed() {
        try (Rig rig = new Rig(directory, limits(LONG, SHORT, SHORT.multipliedBy(2)));
                Client deaf = rig.connect()) {
            // A socket takes in the first answer and not all of the second; behind it the line is
            // read.
            deaf.send("{'op':'describe'}\n".repeat(2) + "{'op':");
            rig.awaitConnections(0);
        }
    }

    @Test
    void aClientThatTakesNothingIsClosed() {
        try (Rig rig = new Rig(directory, limits(LONG, LONG, SHORT));
                Client deaf = rig.connect();
                Client other = rig.connect()) {
            String request = "{'op':'describe'}\n".repeat(30);
            try {
                for (int i = 0; i < 100; i++) {
                    deaf.send(request);
                }
            } catch (java.io.UncheckedIOException _) {
                // It was closed while we still asked.
            }
            rig.awaitConnections(1);
            other.call("ping", "{}");
        }
    }

    @Test
    void aFollowedLogCountsAsActivityAndTooManyAreRefused() {
        try (Rig rig = new Rig(directory, limits(SHORT, LONG, LONG))) {
            try (Client maker = rig.connect()) {
                maker.call("add", "{'job':{'name':'a','sh':'sleep 1'}}");
            }
            List<ServerMessage> said;
            try (Client client = rig.connect()) {
                client.send("{'op':'log','args':{'run':'a','follow':true}}\n".repeat(3));
                said = client.rest();
            }
            assertThat(said.stream().filter(it -> it instanceof ServerMessage.Result)).hasSize(2);
            assertThat(said.stream().filter(it -> it instanceof ServerMessage.Push)).hasSize(2);
            assertThat(said)
                    .filteredOn(it -> it instanceof ServerMessage.Failure)
                    .singleElement()
                    .extracting(it -> it.toJson().object("error").text("code"))
                    .isEqualTo("too_many");
            assertThat(closing(said)).isEqualTo("idle_timeout");
        }
    }

    @Test
    void allConnectionsTogetherHaveSoManyFeeds() {
        String follow = "{'run':'a','follow':true}";
        try (Rig rig = new Rig(directory, limits(LONG, LONG, LONG));
                Client maker = rig.connect();
                Client second = rig.connect()) {
            maker.call("add", "{'job':{'name':'a','sh':'sleep 60','grace_ms':100}}");
            try (Client first = rig.connect()) {
                first.call("log", follow);
                first.call("log", follow);
                second.call("log", follow);
                assertThat(second.refusal("log", follow).code()).isEqualTo("too_many");
            }
            maker.call("stop", "{'run':'a'}");
        }
    }

    @Test
    void aFollowerThatIsGoneIsNoticedThoughNothingIsWritten() {
        ServerLimits beating =
                new ServerLimits(6, 5, 1 << 20, 64, 2, 3, LONG, LONG, LONG, LONG, LONG, SHORT);
        try (Rig rig = new Rig(directory, beating);
                Client maker = rig.connect()) {
            maker.call("add", "{'job':{'name':'a','sh':'sleep 60','grace_ms':100}}");
            // One more than there may be feeds: each gives its place back.
            for (int i = 0; i <= beating.feeds(); i++) {
                try (Client follower = rig.connect()) {
                    follower.call("log", "{'run':'a','follow':true}");
                    assertThat(follower.next().orElseThrow().toJson().toString()).contains("s1");
                    follower.halfClose();
                    assertThat(follower.next()).isPresent();
                }
                rig.awaitConnections(1);
            }
            maker.call("stop", "{'run':'a'}");
        }
    }

    @Test
    void theEndOfTheServerIsToldAfterPendingReplies() {
        Rig rig = new Rig(directory);
        try (Client client = rig.connect()) {
            client.call("ping", "{}");
            rig.close();
            assertThat(closing(client.rest())).isEqualTo("shutting_down");
        }
        assertThat(rig.socket).doesNotExist();
    }

    @Test
    @Tag("P9")
    void withoutFileDescriptorsItWaitsAndGoesOnWhenSomeAreFree() throws IOException {
        try (Rig rig = new Rig(directory);
                Client before = rig.connect()) {
            before.call("ping", "{}");
            Client starved;
            try (FewFiles few = new FewFiles()) {
                few.closeOne();
                // This side takes the only descriptor; the server has none for its own.
                starved = rig.connect();
                before.call("ping", "{}");
            }
            starved.call("ping", "{}");
            starved.close();
        }
    }

    /// As many open files as this process may have, of which there are few for the time being.
    private static final class FewFiles implements AutoCloseable {
        private final Deque<InputStream> files = new ArrayDeque<>();
        private final Process shell;
        private final BufferedReader said;

        FewFiles() throws IOException {
            String set = "prlimit --pid " + ProcessHandle.current().pid() + " --nofile=";
            // The limit is set back by a process that is there already: none could be made then.
            String script =
                    set + "1500: && echo set; read line; " + set + before() + ": && echo set";
            shell = new ProcessBuilder("sh", "-c", script).start();
            said = shell.inputReader(StandardCharsets.UTF_8);
            assertThat(said.readLine()).isEqualTo("set");
            try {
                while (true) {
                    files.push(new FileInputStream("/dev/null"));
                }
            } catch (IOException _) {
                // There are no more.
            }
        }

        void closeOne() throws IOException {
            files.pop().close();
        }

        private static String before() throws IOException {
            try (Stream<String> lines = Files.lines(Path.of("/proc/self/limits"))) {
                return lines.filter(line -> line.startsWith("Max open files"))
                        .map(line -> line.split("\\s+", -1)[3])
                        .findFirst()
                        .orElseThrow();
            }
        }

        @Override
        public void close() throws IOException {
            shell.getOutputStream().close();
            assertThat(said.readLine()).isEqualTo("set");
            for (InputStream file : files) {
                file.close();
            }
        }
    }
}
