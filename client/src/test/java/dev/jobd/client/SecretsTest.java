package dev.jobd.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.JsonSyntaxException;
import dev.jobd.wire.JsonText;
import dev.jobd.wire.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Where a secret may be found and where not, and that the audit log has what it must.
@Timeout(120)
final class SecretsTest {
    private static final String CANARY = "canary-" + Long.toHexString(System.nanoTime());

    @TempDir Path folder;

    private RealDaemon daemon;

    @BeforeEach
    void startDaemon() throws IOException {
        daemon = RealDaemon.start(folder);
    }

    @AfterEach
    void endDaemon() throws InterruptedException {
        daemon.kill();
    }

    @Test
    @Tag("C7")
    void aValueIsFoundNowhereButWhereItIsAskedFor() throws Exception {
        Path began = pipe("began");
        daemon.ok(
                "add",
                "--name",
                "a",
                "--env",
                "PLAIN_NAME=" + CANARY,
                "--",
                "sh",
                "-c",
                "echo ${#PLAIN_NAME} >" + began + "; sleep 1000");
        daemon.ok("trigger", "a");
        assertThat(Files.readString(began)).isEqualTo(CANARY.length() + "\n");
        daemon.jobctl("add", "--name", "a", "--env", "X=" + CANARY, "--", "true");
        daemon.jobctl(
                "add", "--name", "b", "--group", "none", "--env", "X=" + CANARY, "--", "true");
        daemon.ok("edit", "a", "--retries", "2");

        for (String words :
                List.of(
                        "list",
                        "list --json",
                        "show a",
                        "show --json a",
                        "history",
                        "history --json",
                        "status --json",
                        "next",
                        "doctor",
                        "pause a",
                        "resume --json a",
                        "edit --json a --retries 3",
                        "stop a")) {
            Call.Result said = daemon.jobctl(words.split(" ", -1));
            assertThat(said.out() + said.err()).as(words).doesNotContain(CANARY);
        }
        daemon.jobctl("wait", "a");
        assertThat(holders()).isEmpty();
        assertThat(commandLines()).noneMatch(line -> line.contains(CANARY));

        assertThat(daemon.ok("show", "--reveal", "a")).contains(CANARY);
        makeItAgain(daemon.ok("cat", "a"));
        assertThat(Files.readString(folder.resolve("state/audit.jsonl")))
                .contains("\"op\":\"get\"")
                .doesNotContain(CANARY);
    }

    @Test
    @Tag("C7")
    void aValueInAFileIsReadAtEachStartAndKeptNowhere() throws Exception {
        Path file = folder.resolve("secret.env");
        Files.writeString(file, "TOKEN=" + CANARY + "\n");
        Programs.chmod(file, "rw-------");
        Path told = pipe("told");
        daemon.ok(
                "add",
                "--name",
                "f",
                "--env-file",
                file.toString(),
                "--",
                "sh",
                "-c",
                "echo ${#TOKEN} >" + told);
        daemon.ok("trigger", "f");
        assertThat(Files.readString(told)).isEqualTo(CANARY.length() + "\n");
        daemon.jobctl("wait", "f");

        Files.writeString(file, "TOKEN=other\n");
        daemon.ok("trigger", "f");
        assertThat(Files.readString(told)).isEqualTo("5\n");
        daemon.jobctl("wait", "f");

        Programs.chmod(file, "rw-r--r--");
        assertThat(daemon.jobctl("trigger", "--wait", "f").code()).isNotZero();
        assertThat(daemon.ok("history", "f")).contains("not-started", "chmod 600");
        assertThat(daemon.ok("show", "f")).contains("env file", file.toString());
        assertThat(daemon.ok("cat", "f")).contains("--env-file " + file);
        daemon.ok("edit", "f", "--env-file", "none");
        assertThat(daemon.ok("cat", "f")).doesNotContain("--env-file");
        assertThat(Programs.sh(folder, "grep -rl -e \"$1\" . || true", CANARY)).isEmpty();
    }

    private void makeItAgain(String line) throws Exception {
        assertThat(line).startsWith("jobctl add ").contains(CANARY);
        daemon.ok("rm", "a");
        daemon.ok(words(line));
        assertThat(daemon.ok("show", "--reveal", "a")).contains(CANARY);
    }

    /// Returns the words that a shell makes of the line, without the first.
    private String[] words(String line) throws Exception {
        String split = "eval set -- \"$1\"; shift; for w; do printf '%s\\0' \"$w\"; done";
        String all = Programs.sh(folder, split, line.strip());
        return all.split("\0");
    }

    /// Returns the files beside the store that have it.
    private List<Path> holders() throws IOException {
        List<Path> holders = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                boolean isStore =
                        file.startsWith(folder.resolve("state"))
                                && (name.startsWith("journal-") || name.endsWith(".db"));
                if (!isStore && new String(Files.readAllBytes(file), UTF_8).contains(CANARY)) {
                    holders.add(file);
                }
            }
        }
        return holders;
    }

    private static List<String> commandLines() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.toList()) {
                if (process.getFileName().toString().matches("\\d+")) {
                    try {
                        lines.add(Files.readString(process.resolve("cmdline")));
                    } catch (IOException _) {
                        // It is over.
                    }
                }
            }
        }
        return lines;
    }

    @Test
    @Tag("C9")
    void whatWasAnsweredBeforeAKillHasItsLineAndNoLineIsTorn() throws Exception {
        Set<String> answered = new HashSet<>();
        for (int round = 0; round < 5; round++) {
            answered.addAll(addUntilKilled(round));
            daemon.restart();
        }
        Set<String> recorded = new HashSet<>();
        for (String line : Files.readAllLines(folder.resolve("state/audit.jsonl"))) {
            Json.Obj entry = JsonParser.parse(line.getBytes(UTF_8));
            if (entry.text("outcome").equals("ok")) {
                recorded.add(entry.text("target"));
            }
        }
        assertThat(answered).hasSizeGreaterThan(5);
        assertThat(recorded).containsAll(answered);
    }

    /// Sends many requests at once, kills the daemon after some answers, and returns the names of
    /// the jobs it said it made.
    private Set<String> addUntilKilled(int round) throws Exception {
        Set<String> made = new HashSet<>();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(daemon.socket()));
            Thread sender = Thread.ofPlatform().start(() -> send(channel, round));
            try (BufferedReader replies = new BufferedReader(Channels.newReader(channel, UTF_8))) {
                String line = replies.readLine();
                while (line != null) {
                    Json.Obj reply = JsonParser.parseReply(line.getBytes(UTF_8));
                    made.add(reply.object("result").object("job").text("name"));
                    if (made.size() == 20 * (round + 1)) {
                        daemon.kill();
                    }
                    line = replies.readLine();
                }
            } catch (IOException | JsonSyntaxException _) {
                // That is how a connection to a killed daemon may end: in the middle of a line.
            }
            sender.join();
        }
        return made;
    }

    private static void send(SocketChannel channel, int round) {
        try {
            for (int i = 0; i < 100_000; i++) {
                Json.Obj job =
                        Json.object()
                                .put("name", "job-" + round + "-" + i)
                                .put("sh", "true")
                                .put("schedule", Json.object().put("kind", "manual").build())
                                .build();
                Json.Obj args = Json.object().put("job", job).build();
                ByteBuffer line = ByteBuffer.wrap(JsonText.line(new Request("add", args).toJson()));
                while (line.hasRemaining()) {
                    channel.write(line);
                }
            }
        } catch (IOException _) {
            // The daemon was killed.
        }
    }

    private Path pipe(String name) throws Exception {
        Path path = folder.resolve(name);
        Programs.sh(folder, "mkfifo \"$1\"", path.toString());
        return path;
    }
}
