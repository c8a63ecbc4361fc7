package dev.jobd.client.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.FakeDaemon;
import dev.jobd.wire.Json;
import dev.jobd.wire.ServerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A subscription over connections that end in the middle.
@Timeout(60)
class EventStreamTest {
    private static final String END = "{'synced':true,'seq':99}";

    @RegisterExtension final FakeDaemon daemon = new FakeDaemon().endAfter("subscribe");

    private final List<String> heard = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    /// Answers the next `subscribe` with these lines, then ends the connection.
    private void answer(String mode, String... lines) {
        List<Json.Obj> all = new ArrayList<>();
        Json.Obj reply =
                FakeDaemon.json("{'sub':'s1','mode':'" + mode + "','seq':99,'store':'st'}");
        all.add(new ServerMessage.Result(Optional.empty(), reply).toJson());
        for (String line : lines) {
            all.add(Json.object().put("sub", "s1").putAll(FakeDaemon.json(line)).build());
        }
        daemon.lines("subscribe", all.toArray(Json.Obj[]::new));
    }

    private static String removed(long seq, int left, int job) {
        return "{'seq':%d,'at':'2026-11-25T13:30:00.000Z'%s,'events':[{'type':'job.removed','id':%d,'rev':1,'name':'a'}]}"
                .formatted(seq, left == 0 ? "" : ",'left':" + left, job);
    }

    /// Follows until the line that says that all is known.
    private void follow(String args) {
        Subscription.Listener listener =
                new Subscription.Listener() {
                    @Override
                    public void reset() {
                        heard.add("reset");
                    }

                    @Override
                    public void line(Json.Obj line) {
                        line.objects("events").forEach(it -> heard.add("gone " + it.integer("id")));
                        if (line.has("snapshot")) {
                            heard.add("snapshot");
                        }
                        if (line.findInteger("seq").orElse(0) == 99) {
                            Thread.currentThread().interrupt();
                        }
                    }
                };
        new EventStream(
                        () -> DaemonClient.connect(daemon.socket()),
                        new Subscription(FakeDaemon.json(args), listener),
                        notices::add)
                .run(DaemonClient.connect(daemon.socket()));
        assertThat(Thread.interrupted()).isTrue();
    }

    private List<Json> places() {
        return daemon.asked("subscribe").stream().map(args -> args.get("from")).toList();
    }

    private static Json place(long seq) {
        return FakeDaemon.json("{'seq':" + seq + ",'store':'st'}");
    }

    @Test
    @Tag("P14")
    void ofACommitThatWasCutEachPartIsHeardOnce() {
        answer("now", "{'synced':true,'seq':5}", removed(6, 2, 1));
        answer("resumed", removed(6, 2, 1), removed(6, 1, 2));
        answer("resumed", removed(6, 2, 1), removed(6, 1, 2), removed(6, 0, 3), removed(7, 0, 4));
        answer("resumed", removed(8, 1, 5), removed(8, 0, 6), END);
        follow("{'from':'now'}");

        assertThat(heard)
                .containsExactly("gone 1", "gone 2", "gone 3", "gone 4", "gone 5", "gone 6");
        assertThat(places()).containsExactly(Json.of("now"), place(5), place(5), place(7));
        assertThat(notices).hasSize(6).startsWith("the daemon is gone; waiting for the next one");
    }

    @Test
    @Tag("P15")
    void whatIsNoLongerKeptIsToldAsANewBeginning() {
        answer("resumed", removed(6, 0, 1), removed(7, 1, 2));
        answer("snapshot", "{'snapshot':[]}");
        answer("snapshot", "{'snapshot':[]}", "{'synced':true,'seq':20}", removed(21, 0, 3), END);
        follow("{'from':{'seq':5,'store':'st'}}");

        assertThat(heard)
                .containsExactly(
                        "gone 1", "gone 2", "reset", "snapshot", "reset", "snapshot", "gone 3");
        assertThat(places()).containsExactly(place(5), place(6), Json.of("snapshot"));
        assertThat(daemon.asked("subscribe").get(1).text("fallback")).isEqualTo("snapshot");
    }

    @Test
    @Tag("P8")
    void whoWasTooSlowGoesOnWithTheLastThatWasSent() {
        answer(
                "now",
                removed(6, 0, 1),
                "{'ended':{'code':'slow_consumer','seq':6,'message':'too slow'}}");
        answer("resumed", removed(7, 0, 2), END);
        follow("{'from':'now'}");

        assertThat(heard).containsExactly("gone 1", "gone 2");
        assertThat(places()).containsExactly(Json.of("now"), place(6));
    }
}
