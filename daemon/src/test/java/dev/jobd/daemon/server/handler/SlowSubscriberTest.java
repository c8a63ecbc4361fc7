package dev.jobd.daemon.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.server.Client;
import dev.jobd.daemon.server.Rig;
import dev.jobd.daemon.server.ServerLimits;
import dev.jobd.wire.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Covers P8: who does not read loses its subscription and nothing else, and the others lose
/// nothing.
@Timeout(120)
class SlowSubscriberTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final int COMMITS = 200;

    @TempDir Path directory;

    private static ServerLimits limits(Duration slowConsumer, Duration heartbeat) {
        return new ServerLimits(
                6, 6, 1 << 20, 64, 16, 16, LONG, LONG, LONG, LONG, slowConsumer, heartbeat);
    }

    private static long seq(Json.Obj line) {
        return line.integer("seq");
    }

    private static void addLong(Client maker, int i) {
        String text = "x".repeat(10_000);
        maker.call(
                "add",
                "{'job':{'name':'n" + i + "','sh':'" + text + "','schedule':{'kind':'manual'}}}");
    }

    private static void assertSeqs(List<Json.Obj> lines, long from, long to) {
        assertThat(lines)
                .extracting(SlowSubscriberTest::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(from, to).boxed().toList());
    }

    @Test
    @Tag("P8")
    void whoNeverReadsIsLetGoAndGoesOnWhereItWas() {
        try (Rig rig = new Rig(directory, limits(SHORT, LONG));
                Client maker = rig.connect();
                Client slow = rig.connect();
                Client fast = rig.connect()) {
            Json.Obj started = slow.call("subscribe", "{'from':'now','topics':['job']}");
            fast.call("subscribe", "{'from':'now','topics':['job']}");
            assertThat(fast.push().has("synced")).isTrue();
            long first = seq(started) + 1;
            List<Json.Obj> seen = new ArrayList<>();
            for (int i = 0; i < COMMITS; i++) {
                addLong(maker, i);
                seen.addAll(fast.eventsUntil(first + i));
            }
            long last = first + COMMITS - 1;
            assertSeqs(seen, first, last);
            // The one that reads keeps its subscription.
            while (maker.call("stats", "{}").integer("subscriptions") > 1) {
                Thread.onSpinWait();
            }
            List<Json.Obj> got = slow.feed();
            Json.Obj ended = got.getLast().object("ended");
            assertThat(ended.text("code")).isEqualTo("slow_consumer");
            long known = ended.integer("seq");
            assertThat(known).isBetween(first, last - 1);
            assertSeqs(got.subList(1, got.size() - 1), first, known);
            assertSeqs(goOn(slow, started.text("store"), known, last), known + 1, last);
        }
    }

    /// Returns the lines from a commit on, however often the client is let go meanwhile: on a busy
    /// machine this one is slow as well.
    private static List<Json.Obj> goOn(Client slow, String store, long after, long last) {
        List<Json.Obj> lines = new ArrayList<>();
        long known = after;
        while (known < last) {
            String from = "{'seq':" + known + ",'store':'" + store + "'}";
            slow.call("subscribe", "{'topics':['job'],'from':" + from + "}");
            boolean hasEnded = false;
            while (known < last && !hasEnded) {
                Json.Obj line = slow.push();
                hasEnded = line.has("ended");
                if (hasEnded) {
                    assertThat(seq(line.object("ended"))).isEqualTo(known);
                } else {
                    lines.add(line);
                    known = seq(line);
                }
            }
        }
        return lines;
    }

    @Test
    @Tag("P8")
    @Tag("P14")
    void whoIsLetGoInTheMiddleOfACommitKnowsNothingOfIt() {
        try (Rig rig = new Rig(directory, limits(SHORT, LONG));
                Client maker = rig.connect();
                Client slow = rig.connect()) {
            Json.Obj started = slow.call("subscribe", "{'from':'now'}");
            long last = seq(maker.call("batch", LongBatch.ARGUMENTS));
            while (maker.call("stats", "{}").integer("subscriptions") > 0) {
                Thread.onSpinWait();
            }
            List<Json.Obj> got = slow.feed();
            assertThat(got.get(1).has("left")).isTrue();
            Json.Obj ended = got.getLast().object("ended");
            assertThat(seq(ended)).isEqualTo(seq(started)).isEqualTo(last - 1);
        }
    }

    @Test
    @Tag("P14")
    void whatAFilterHidesIsStillAcknowledged() {
        try (Rig rig = new Rig(directory, limits(LONG, SHORT));
                Client maker = rig.connect();
                Client watcher = rig.connect()) {
            watcher.call("subscribe", "{'from':'now','filter':{'name':{'glob':'no-such'}}}");
            assertThat(watcher.push().has("synced")).isTrue();
            long last =
                    maker.call("add", "{'job':{'sh':'true','schedule':{'kind':'manual'}}}")
                            .integer("seq");
            List<Json.Obj> lines = watcher.eventsUntil(last);
            assertThat(lines).allSatisfy(line -> assertThat(line.array("events")).isEmpty());
            assertThat(seq(watcher.push())).isEqualTo(last);
        }
    }
}
