package dev.jobd.daemon.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Seeds;
import dev.jobd.wire.Json;
import dev.jobd.wire.ServerMessage;
import dev.jobd.wire.WireError;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Covers P1, P2, P3, P4, P7 and P10 over a real socket.
class SessionTest extends RigFixture {
    private static WireError error(Optional<ServerMessage> message) {
        return message.orElseThrow() instanceof ServerMessage.Failure(var _, WireError error)
                ? error
                : WireError.of(dev.jobd.wire.ErrorCode.INTERNAL, "not refused: " + message);
    }

    private static Optional<Json> id(ServerMessage message) {
        return switch (message) {
            case ServerMessage.Result result -> result.id();
            case ServerMessage.Failure failure -> failure.id();
            case ServerMessage.Push _, ServerMessage.Closing _ -> Optional.empty();
        };
    }

    @Test
    void aBareLineIsAnswered() {
        client.send("{'op':'ping'}\n");

        assertThat(client.next().orElseThrow()).isInstanceOf(ServerMessage.Result.class);
    }

    @Test
    void theIdComesBackAsItWas() {
        client.send("{'op':'ping','id':'a\\u2028'}\n{'op':'ping','id':7}\n{'op':'ping'}\n");

        assertThat(id(client.next().orElseThrow())).contains(Json.of("a\u2028"));
        assertThat(id(client.next().orElseThrow())).contains(Json.of(7));
        assertThat(id(client.next().orElseThrow())).isEmpty();
    }

    @Test
    @Tag("P7")
    void tenThousandRequestsInOneWriteAreAnsweredInOrder() throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < 10_000; i++) {
            all.writeBytes(("{\"op\":\"ping\",\"id\":" + i + "}\n").getBytes(UTF_8));
        }
        Thread sender = Thread.ofPlatform().start(() -> client.send(all.toByteArray()));

        for (int i = 0; i < 10_000; i++) {
            assertThat(id(client.next().orElseThrow())).contains(Json.of(i));
        }
        sender.join();
    }

    @Test
    void aRequestSeesWhatTheOnesBeforeItChanged() {
        client.send(
                "{'op':'add','args':{'job':{'name':'a','sh':'true','schedule':{'kind':'manual'}}}}\n"
                        + "{'op':'add','args':{'job':{'name':'b','sh':'true',"
                        + "'schedule':{'kind':'manual'}}}}\n"
                        + "{'op':'pause','args':{'job':'b'}}\n"
                        + "{'op':'update','args':{'job':'a','set':{'name':'c'}}}\n"
                        + "{'op':'list'}\n");
        for (int i = 0; i < 4; i++) {
            assertThat(client.next().orElseThrow()).isInstanceOf(ServerMessage.Result.class);
        }

        assertThat(client.next().orElseThrow())
                .isInstanceOfSatisfying(
                        ServerMessage.Result.class,
                        list ->
                                assertThat(list.result().objects("items"))
                                        .extracting(item -> item.text("name") + item.text("state"))
                                        .containsExactly("bpaused", "cidle"));
    }

    @Test
    void aRequestWaitsForTheChangesOfTheOnesBeforeIt() {
        rig.store.hold();
        client.send(
                "{'op':'add','args':{'job':{'name':'a','sh':'true','schedule':{'kind':'manual'}}}}\n"
                        + "{'op':'add','args':{'job':{'name':'b','sh':'true',"
                        + "'schedule':{'kind':'manual'}}}}\n"
                        + "{'op':'pause','args':{'job':'b'}}\n");
        while (rig.store.held() < 2) {
            Thread.onSpinWait();
        }
        try (Client other = rig.connect()) {
            for (int i = 0; i < 100; i++) {
                other.call("ping", "{}");
            }
        }
        rig.store.release();

        for (int i = 0; i < 3; i++) {
            assertThat(client.next().orElseThrow()).isInstanceOf(ServerMessage.Result.class);
        }
    }

    @Test
    @Tag("P10")
    void anUnfinishedLastLineCountsAndAllIsAnsweredAfterAHalfClose() {
        client.send("{'op':'ping','id':1}\n{'op':'ping','id':2}");
        client.halfClose();

        assertThat(client.rest())
                .extracting(SessionTest::id)
                .containsExactly(Optional.of(Json.of(1)), Optional.of(Json.of(2)));
    }

    @Test
    @Tag("P10")
    void closeEndsTheConnectionAfterItsReply() {
        client.send("{'op':'ping','id':1,'close':true}\n{'op':'ping','id':2}\n");

        assertThat(client.rest()).hasSize(1);
    }

    @Test
    @Tag("P10")
    void closeHoldsForARefusedRequestToo() {
        client.send("{'op':'nonsense','close':true}\n");

        assertThat(client.rest()).hasSize(1);
    }

    @Test
    void emptyLinesAndCarriageReturnsAreTaken() {
        client.send("\n\r\n{'op':'ping'}\r\n");

        assertThat(client.next().orElseThrow()).isInstanceOf(ServerMessage.Result.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'op':'list'|parse_error",
                "hello|parse_error",
                "[]|parse_error",
                "{'op':'list','op':'list'}|parse_error",
                "{'op':'add','args':{'job':{'retries':9007199254740992}}}|parse_error",
                "{'op':'add','args':{'job':{'sh':'\\ud800'}}}|parse_error",
                "{'op':'get','args':{'job':NaN}}|parse_error",
                "{'id':3}|invalid_request",
                "{'op':'list','jsonrpc':'2.0'}|unknown_field",
                "{'op':'lst'}|unknown_op",
                "{'op':'ping','args':{'a':1}}|unknown_field",
            })
    @Tag("P3")
    void aWrongLineIsAnsweredAndTheNextOneIsServed(String line, String code) {
        client.send(line + "\n{'op':'ping'}\n");

        WireError error = error(client.next());
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.data().has("offset")).isEqualTo(code.equals("parse_error"));
        assertThat(client.next().orElseThrow()).isInstanceOf(ServerMessage.Result.class);
    }

    @Test
    @Tag("P4")
    void anUnknownKeyChangesNothing() {
        client.send("{'op':'add','args':{'job':{'sh':'true'},'dry':true}}\n");
        assertThat(error(client.next()).field()).contains("args.dry");
        client.send("{'op':'add','arg':{},'args':{'job':{'sh':'true'}}}\n");
        assertThat(error(client.next()).field()).contains("arg");

        assertThat(client.call("list", "{}").array("items")).isEmpty();
    }

    @Test
    @Tag("P2")
    void aLineThatIsTooLongIsRefusedAndTheNextOneIsServed() {
        String longest = "{'op':'ping'" + " ".repeat((1 << 20) - 13) + "}";
        client.send(longest + "\n");
        assertThat(client.next().orElseThrow()).isInstanceOf(ServerMessage.Result.class);

        client.send(longest + " \n{'op':'ping'}\n");
        assertThat(error(client.next()).code()).isEqualTo("too_large");
        assertThat(client.next().orElseThrow()).isInstanceOf(ServerMessage.Result.class);
    }

    @Test
    @Tag("P2")
    void aLineWithoutEndEndsTheConnection() throws Exception {
        Thread sender =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                byte[] piece = new byte[1 << 20];
                                for (int i = 0; i < 400; i++) {
                                    client.send(piece);
                                }
                            } catch (java.io.UncheckedIOException _) {
                                // That is how it ends.
                            }
                        });
        List<ServerMessage> said = client.rest();
        sender.join();

        assertThat(said).first().isInstanceOf(ServerMessage.Failure.class);
        assertThat(said).last().isInstanceOf(ServerMessage.Closing.class);
    }

    @Test
    @Tag("P1")
    void anyBytesAreAnsweredOrEndTheConnection() {
        long seed = Seeds.any();
        SplittableRandom random = new SplittableRandom(seed);
        int connections = Seeds.bound(1_000, 200_000);
        for (int i = 0; i < connections; i++) {
            try (Client hostile = rig.connect()) {
                hostile.send(noise(random));
                hostile.halfClose();
                assertThat(hostile.rest())
                        .as("seed %d", seed)
                        .noneMatch(it -> it.toJson().toString().contains("internal"));
            }
        }
        client.call("ping", "{}");
    }

    private static byte[] noise(SplittableRandom random) {
        List<String> parts =
                List.of(
                        "{\"op\":\"ping\"}",
                        "{\"op\":",
                        "\"get\"",
                        ",\"args\":{",
                        "\"job\":",
                        "}",
                        "\n",
                        "\r\n",
                        "[",
                        "1e9",
                        "\"a\"",
                        "{\"op\":\"list\",\"args\":{\"limit\":",
                        "{\"op\":\"runs\",\"args\":{\"cursor\":\"",
                        "abcd",
                        "\"}}\n",
                        "true");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int count = random.nextInt(1, 30);
        for (int i = 0; i < count; i++) {
            if (random.nextInt(8) == 0) {
                bytes.write(random.nextInt(256));
            } else {
                bytes.writeBytes(parts.get(random.nextInt(parts.size())).getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void manyClientsAtOnceGetTheirOwnAnswers() throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 30; i++) {
            int mine = i;
            threads.add(
                    Thread.ofPlatform()
                            .uncaughtExceptionHandler((_, e) -> failures.add(e))
                            .start(() -> addAndGet(mine)));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failures).isEmpty();
        assertThat(client.call("list", "{'limit':1000}").array("items")).hasSize(30);
    }

    private void addAndGet(int mine) {
        try (Client own = rig.connect()) {
            Json.Obj added =
                    own.call(
                            "add",
                            "{'job':{'name':'job-"
                                    + mine
                                    + "','sh':'true','schedule':{'kind':'manual'}}}");
            for (int i = 0; i < 20; i++) {
                Json.Obj got = own.call("get", "{'job':'job-" + mine + "'}");
                assertThat(got.object("job")).isEqualTo(added.object("job"));
            }
        }
    }
}
