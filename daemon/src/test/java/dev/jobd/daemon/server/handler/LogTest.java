package dev.jobd.daemon.server.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.server.Client;
import dev.jobd.daemon.server.RigFixture;
import dev.jobd.testing.Seeds;
import dev.jobd.wire.Json;
import dev.jobd.wire.ServerMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Covers P16 but for rotation: what is sent is what the process wrote, to the byte.
class LogTest extends RigFixture {
    private void run(String name, String shell, String more) {
        client.call("add", "{'job':{'name':'" + name + "','sh':'" + shell + "'" + more + "}}");
    }

    private List<Json.Obj> log(String args) {
        client.call("log", args);
        return client.feed();
    }

    private static byte[] bytes(List<Json.Obj> feed) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Json.Obj line : feed) {
            if (line.has("data")) {
                String data = line.text("data");
                byte[] piece =
                        line.has("enc") ? Base64.getDecoder().decode(data) : data.getBytes(UTF_8);
                assertThat(line.integer("next") - line.integer("offset")).isEqualTo(piece.length);
                all.writeBytes(piece);
            }
        }
        return all.toByteArray();
    }

    private static String text(List<Json.Obj> feed) {
        return new String(bytes(feed), UTF_8);
    }

    private static Json.Obj ended(List<Json.Obj> feed) {
        return feed.getLast().object("ended");
    }

    @Test
    void aFollowedRunIsSentToItsEndWithItsExit() {
        run("a", "for i in 1 2 3; do echo line $i; sleep 0.05; done; exit 4", "");
        List<Json.Obj> feed = log("{'run':'a','follow':true}");

        assertThat(text(feed)).isEqualTo("line 1\nline 2\nline 3\n");
        assertThat(ended(feed).text("code")).isEqualTo("eof");
        assertThat(ended(feed).text("state")).isEqualTo("failed");
        assertThat(ended(feed).integer("exit")).isEqualTo(4);
        assertThat(ended(feed).object("offset").integer("out")).isEqualTo(21);
    }

    @Test
    @Tag("P16")
    void outputComesWhileTheProcessRuns() throws IOException {
        Path go = directory.resolve("go");
        run("a", "echo first; while [ ! -e " + go + " ]; do sleep 0.01; done; echo last", "");
        client.call("log", "{'run':'a','follow':true}");
        assertThat(client.next().orElseThrow().toJson().text("data")).isEqualTo("first\n");
        Files.createFile(go);

        assertThat(text(client.feed())).isEqualTo("last\n");
    }

    @Test
    void aQueuedRunIsWaitedFor() throws IOException {
        Path go = directory.resolve("go");
        run("a", "while [ ! -e " + go + " ]; do sleep 0.01; done", ",'group':'one'");
        run("b", "echo hello", ",'group':'one'");
        Json.Obj reply = client.call("log", "{'run':'b','follow':true}");
        assertThat(reply.members()).containsEntry("path", Json.NULL);
        Files.createFile(go);

        assertThat(text(client.feed())).isEqualTo("hello\n");
    }

    @Test
    void theFollowGoesOnThroughRetries() {
        run("a", "echo attempt $JOBD_ATTEMPT; exit 1", ",'retries':2,'retry_delay_ms':50");
        List<Json.Obj> feed = log("{'run':'a','follow':true}");

        assertThat(text(feed)).isEqualTo("attempt 1\nattempt 2\nattempt 3\n");
        assertThat(feed.stream().filter(it -> it.has("attempt")).map(it -> it.integer("attempt")))
                .containsExactly(2L, 3L);
        assertThat(ended(feed).text("state")).isEqualTo("failed");
        assertThat(text(log("{'run':'a/1.2','follow':true}"))).isEqualTo("attempt 2\n");
        assertThat(text(log("{'run':'a'}"))).isEqualTo("attempt 3\n");
    }

    @Test
    void withoutOutputOnlyTheEndIsSent() {
        run("a", "echo x; exit 1", ",'retries':1,'retry_delay_ms':0");
        List<Json.Obj> feed = log("{'run':'a','stream':'none','follow':true}");

        assertThat(feed).hasSize(1);
        assertThat(ended(feed).text("state")).isEqualTo("failed");
    }

    @Test
    void partsOfTheOutputAreSentWithoutFollowing() {
        run("a", "printf 0123456789", "");
        log("{'run':'a','stream':'none','follow':true}");

        assertThat(text(log("{'run':'a'}"))).isEqualTo("0123456789");
        assertThat(text(log("{'run':'a','from':{'offset':7}}"))).isEqualTo("789");
        assertThat(text(log("{'run':'a','from':{'offset':70}}"))).isEmpty();
        assertThat(text(log("{'run':'a','from':{'tail':2}}"))).isEqualTo("89");
        assertThat(text(log("{'run':'a','from':{'tail':200}}"))).isEqualTo("0123456789");
        List<Json.Obj> page = log("{'run':'a','from':{'offset':2},'max':3}");
        assertThat(text(page)).isEqualTo("234");
        assertThat(ended(page).text("code")).isEqualTo("max");
        assertThat(ended(page).object("offset").integer("out")).isEqualTo(5);
    }

    @Test
    void aTailBeginsWithAWholeCharacter() {
        run("a", "printf aéé", "");
        log("{'run':'a','stream':'none','follow':true}");
        List<Json.Obj> feed = log("{'run':'a','from':{'tail':3}}");

        assertThat(text(feed)).isEqualTo("é");
        assertThat(feed).noneMatch(it -> it.has("enc"));
    }

    @Test
    void aRunningRunIsReadUpToNowWithoutFollowing() {
        run("a", "echo now; sleep 60", ",'grace_ms':100");
        client.call("log", "{'run':'a','follow':true,'max':4}");
        client.feed();
        List<Json.Obj> feed = log("{'run':'a'}");

        assertThat(text(feed)).isEqualTo("now\n");
        // A process may write before the daemon has noted that it lives.
        assertThat(ended(feed).text("state")).isIn("starting", "running");
        client.call("stop", "{'run':'a'}");
        assertThat(ended(log("{'run':'a','follow':true}")).text("state")).isEqualTo("killed");
    }

    @Test
    void theEndOfARunThatNeverStartedIsSentToo() {
        client.call("add", "{'job':{'name':'a','cmd':['/no/such/program']}}");
        List<Json.Obj> feed = log("{'run':'a','follow':true}");

        assertThat(ended(feed).text("state")).isEqualTo("not-started");
        assertThat(ended(feed).text("reason")).contains("/no/such/program");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    @Tag("P16")
    void anyBytesArriveAsTheyAre(long seed) throws IOException {
        byte[] content = content(new SplittableRandom(seed));
        Path file = directory.resolve("content");
        Files.write(file, content);
        run("a", "cat " + file, "");

        assertThat(bytes(log("{'run':'a','follow':true}"))).isEqualTo(content);
        assertThat(bytes(log("{'run':'a'}"))).isEqualTo(content);
        assertThat(paged(content.length)).isEqualTo(content);
    }

    private static byte[] content(SplittableRandom random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < 300_000) {
            switch (random.nextInt(3)) {
                case 0 ->
                        bytes.writeBytes(
                                "plain text\n".repeat(random.nextInt(900)).getBytes(UTF_8));
                case 1 -> bytes.writeBytes("é€😀\0".repeat(random.nextInt(900)).getBytes(UTF_8));
                default -> {
                    byte[] noise = new byte[random.nextInt(9_000)];
                    random.nextBytes(noise);
                    bytes.writeBytes(noise);
                }
            }
        }
        return bytes.toByteArray();
    }

    private byte[] paged(int length) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        long offset = 0;
        while (offset < length) {
            List<Json.Obj> page = log("{'run':'a','from':{'offset':" + offset + "},'max':50001}");
            all.writeBytes(bytes(page));
            offset = ended(page).object("offset").integer("out");
        }
        return all.toByteArray();
    }

    @Test
    void theLastByteIsSentThoughItBeginsACharacter() {
        run("a", "printf a; printf \\\"\\\\303\\\"", "");

        assertThat(bytes(log("{'run':'a','follow':true}"))).containsExactly('a', 0xc3);
    }

    @Test
    void aLogIsSentWholeToAClientThatHalfCloses() {
        run("a", "for i in 1 2 3; do echo $i; sleep 0.05; done", "");
        client.send("{'op':'log','args':{'run':'a','follow':true},'close':true}\n");
        client.halfClose();

        assertThat(client.rest()).last().matches(it -> it.toJson().has("ended"));
    }

    @Test
    void manyFollowersOfOneRunGetTheSame() throws Exception {
        Path go = directory.resolve("go");
        run("a", "while [ ! -e " + go + " ]; do sleep 0.01; done; seq 1 2000", "");
        String expected = expectedSequence();
        List<Thread> followers = new java.util.ArrayList<>();
        List<String> seen = java.util.Collections.synchronizedList(new java.util.ArrayList<>());
        for (int i = 0; i < 10; i++) {
            Client own = rig.connect();
            own.call("log", "{'run':'a','follow':true}");
            followers.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                seen.add(text(own.feed()));
                                own.close();
                            }));
        }
        Files.createFile(go);
        for (Thread follower : followers) {
            follower.join();
        }

        assertThat(seen).hasSize(10).containsOnly(expected);
    }

    private static String expectedSequence() {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 2000; i++) {
            text.append(i).append('\n');
        }
        return text.toString();
    }

    @Test
    @Tag("P16")
    void aLogOfAnyBytesArrivesAsItIsThoughTheWriterIsFaster() throws Exception {
        int megabytes = Seeds.bound(24, 1_000);
        String line = "head -c %dM /dev/urandom; head -c 1M /dev/zero".formatted(megabytes);
        client.call("add", "{'job':{'name':'a','sh':'" + line + "'}}");
        client.call("log", "{'run':'a','follow':true}");
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        long expected = 0;
        Json.Obj push = push();
        while (!push.has("ended")) {
            if (push.has("data")) {
                assertThat(push.integer("offset")).isEqualTo(expected);
                sent.update(bytes(push));
                expected = push.integer("next");
            }
            push = push();
        }
        assertThat(push.object("ended").text("code")).isEqualTo("eof");
        Path file = directory.resolve("logs/1/1.1/out");
        assertThat(expected).isEqualTo(Files.size(file)).isGreaterThan((long) megabytes << 20);
        assertThat(sent.digest()).isEqualTo(digest(file));
    }

    private Json.Obj push() {
        return client.next().orElseThrow() instanceof ServerMessage.Push(var _, Json.Obj body)
                ? body
                : Json.Obj.EMPTY;
    }

    private static byte[] bytes(Json.Obj push) {
        return push.has("enc")
                ? Base64.getDecoder().decode(push.text("data"))
                : push.text("data").getBytes(UTF_8);
    }

    private static byte[] digest(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = Files.newInputStream(file)) {
            byte[] piece = new byte[1 << 16];
            int length = in.read(piece);
            while (length >= 0) {
                digest.update(piece, 0, length);
                length = in.read(piece);
            }
        }
        return digest.digest();
    }
}
