package dev.jobd.daemon.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.server.RigFixture;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Pauses and what is like them, over the socket.
class PauseHandlersTest extends RigFixture {
    private static final String LATER = "2126-01-01T00:00:00.000Z";

    private void add(String name, String schedule) {
        client.call(
                "add", "{'job':{'name':'" + name + "','sh':'true','schedule':{" + schedule + "}}}");
    }

    private void addHourly(String name) {
        add(name, "'kind':'fixed-delay','every_ms':3600000");
    }

    private Json.Obj get(String job) {
        return client.call("get", "{'job':'" + job + "'}").object("job");
    }

    @Test
    void aPauseThatEndsByItselfSaysWhen() {
        addHourly("a");

        assertThat(
                        client.call("pause", "{'job':'a','until':'" + LATER + "'}")
                                .object("job")
                                .instant("paused_until"))
                .isEqualTo(Instant.parse(LATER));
        assertThat(get("a").text("state")).isEqualTo("paused");
        client.call("pause", "{'job':'a'}");
        assertThat(get("a").has("paused_until")).as("another takes its place").isFalse();
        client.call("pause", "{'job':'a','until':'" + LATER + "'}");
        client.call("resume", "{'job':'a'}");
        assertThat(get("a").flag("paused")).isFalse();
    }

    @Test
    void theNextTimesAreSkippedAndTheJobSaysHowMany() {
        addHourly("a");
        add("m", "'kind':'manual'");

        assertThat(client.call("skip_next", "{'job':'a'}").object("job").integer("skip_next"))
                .isEqualTo(1);
        client.call("batch", "{'ops':[{'op':'skip_next','args':{'job':'a','count':3}}]}");
        assertThat(get("a").integer("skip_next")).isEqualTo(3);
        client.call("skip_next", "{'job':'a','count':0}");
        assertThat(get("a").has("skip_next")).isFalse();
        assertThat(client.refusal("skip_next", "{'job':'a','count':101}").field())
                .contains("args.count");
        WireError never = client.refusal("skip_next", "{'job':'m'}");
        assertThat(never.code()).isEqualTo("state_conflict");
        assertThat(never.field()).contains("args.job");
    }

    @Test
    void anEndThatHasPassedIsRefusedAlsoInABatch() {
        addHourly("a");
        String past = "{'job':'a','until':'2020-01-01T00:00:00Z'}";
        WireError error = client.refusal("pause", past);

        assertThat(error.code()).isEqualTo("invalid_argument");
        assertThat(error.field()).contains("args.until");
        assertThat(error.message()).contains("2020-01-01T00:00:00Z").contains("give a later one");
        assertThat(client.refusal("batch", "{'ops':[{'op':'pause','args':" + past + "}]}").field())
                .contains("args.ops[0].args.until");
        assertThat(client.refusal("resume", past).code()).isEqualTo("unknown_field");
        assertThat(client.refusal("pause", "{'job':'a','until':'9:00'}").field())
                .contains("args.until");
        assertThat(get("a").flag("paused")).isFalse();
    }
}
