package dev.jobd.daemon.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.server.Client;
import dev.jobd.daemon.server.RigFixture;
import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.Change;
import dev.jobd.daemon.store.Samples;
import dev.jobd.model.Job;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SubscribeTest extends RigFixture {
    private long manual(Client from, String name) {
        return from.call("add", manualJob(name)).integer("seq");
    }

    private static String manualJob(String name) {
        return "{'job':{'name':'" + name + "','sh':'true','schedule':{'kind':'manual'}}}";
    }

    /// Returns the types of the events up to a commit.
    private static List<String> types(Client from, long seq) {
        List<String> types = new ArrayList<>();
        for (Json.Obj line : from.eventsUntil(seq)) {
            line.objects("events").forEach(event -> types.add(event.text("type")));
        }
        return types;
    }

    private static String place(Json.Obj reply, long seq) {
        return "{'from':{'seq':" + seq + ",'store':'" + reply.text("store") + "'}}";
    }

    @Test
    void aSnapshotIsFollowedByWhatChanges() {
        manual(client, "a");
        long before = manual(client, "b");
        try (Client other = rig.connect()) {
            Json.Obj reply = client.call("subscribe", "{'topics':['job']}");
            assertThat(reply.text("mode")).isEqualTo("snapshot");
            assertThat(reply.integer("seq")).isEqualTo(before);
            Json.Obj snapshot = client.push();
            assertThat(snapshot.objects("snapshot"))
                    .extracting(it -> it.object("job").text("name"))
                    .containsExactly("a", "b");
            assertThat(client.push().members())
                    .containsEntry("synced", Json.of(true))
                    .containsEntry("seq", Json.of(before));
            other.call("update", "{'job':'a','set':{'name':'c'}}");
            other.call("pause", "{'job':'c'}");
            long removed = other.call("remove", "{'job':'b'}").integer("seq");
            assertThat(types(client, removed))
                    .containsExactly("job.updated", "job.updated", "job.removed");
        }
    }

    @Test
    void aRunIsToldOfInEveryStateAndSoIsItsJob() {
        long seq = manual(client, "a");
        try (Client other = rig.connect()) {
            client.call("subscribe", "{'from':'now'}");
            assertThat(client.push().integer("seq")).isEqualTo(seq);
            other.call("trigger", "{'job':'a'}");
            List<String> types = new ArrayList<>();
            while (!types.contains("run.finished")) {
                client.push().objects("events").forEach(it -> types.add(it.text("type")));
            }
            assertThat(types)
                    .containsExactly(
                            "job.updated",
                            "run.starting",
                            "job.updated",
                            "run.started",
                            "job.updated",
                            "run.finished");
        }
    }

    @Test
    void aRunIsSuspendedAndGoesOnAndBothAreTold() {
        client.call("add", manualJob("a").replace("'true'", "'sleep 60'"));
        String user = System.getProperty("user.name");
        try (Client other = rig.connect()) {
            client.call("subscribe", "{'from':'now','topics':['run']}");
            other.call("trigger", "{'job':'a'}");
            await("run.started");

            Json.Obj reply = other.call("suspend", "{'run':'a'}");
            Json.Obj run = reply.object("run");
            assertThat(run.text("state")).isEqualTo("suspended");
            assertThat(run.text("suspended_by")).isEqualTo(user);
            assertThat(run.has("suspended")).isTrue();
            assertThat(types(client, reply.integer("seq"))).containsExactly("run.suspended");
            assertThat(other.call("get", "{'job':'a'}").object("job").text("state"))
                    .isEqualTo("suspended");
            Json.Obj why = other.call("explain", "{'job':'a'}").objects("reasons").getFirst();
            assertThat(why.text("text")).contains("is suspended by " + user);

            reply = other.call("cont", "{'run':'a'}");
            assertThat(reply.object("run").text("state")).isEqualTo("running");
            assertThat(types(client, reply.integer("seq"))).containsExactly("run.continued");
            WireError goesOn = other.refusal("cont", "{'run':'a'}");
            assertThat(goesOn.code()).isEqualTo("state_conflict");
            assertThat(goesOn.field()).contains("args.run");
            other.call("stop", "{'run':'a'}");
        }
    }

    private void await(String type) {
        boolean seen = false;
        while (!seen) {
            seen =
                    client.push().objects("events").stream()
                            .anyMatch(event -> event.text("type").equals(type));
        }
    }

    @Test
    @Tag("P14")
    void whoComesBackIsToldWhatHappenedMeanwhileAndNothingTwice() {
        long known = manual(client, "a");
        Json.Obj reply = client.call("hello", "{'need':['subscribe.resume']}");
        manual(client, "b");
        long newest = client.call("remove", "{'job':'a'}").integer("seq");
        Json.Obj resumed = client.call("subscribe", place(reply, known));
        assertThat(resumed.text("mode")).isEqualTo("resumed");
        assertThat(resumed.integer("seq")).isEqualTo(newest);
        assertThat(types(client, newest)).containsExactly("job.added", "job.removed");
        assertThat(client.push().has("synced")).isTrue();
        Json.Obj again = client.call("subscribe", place(reply, newest));
        assertThat(again.text("mode")).isEqualTo("resumed");
        assertThat(client.push().has("synced")).isTrue();
    }

    @Test
    @Tag("P15")
    void whatIsNotKeptIsRefusedAndNeverAnEmptySuccess() {
        long seq = manual(client, "a");
        Json.Obj hello = client.call("hello", "{}");
        WireError future = client.refusal("subscribe", place(hello, seq + 1));
        assertThat(future.code()).isEqualTo("seq_expired");
        assertThat(future.data().integer("oldest")).isEqualTo(1);
        rig.store.forget(seq - 1);
        WireError past = client.refusal("subscribe", place(hello, seq - 2));
        assertThat(past.code()).isEqualTo("seq_expired");
        assertThat(past.data().integer("oldest")).isEqualTo(seq);
        assertThat(client.call("subscribe", place(hello, seq - 1)).text("mode"))
                .isEqualTo("resumed");
        assertThat(types(client, seq)).containsExactly("job.added");
        assertThat(client.push().has("synced")).isTrue();
        String other = "{'from':{'seq':" + seq + ",'store':'other'}}";
        assertThat(client.refusal("subscribe", other).code()).isEqualTo("seq_expired");
        rig.store.branch();
        WireError restored = client.refusal("subscribe", place(hello, seq));
        assertThat(restored.code()).isEqualTo("seq_expired");
        assertThat(restored.message()).contains("restored");
    }

    @Test
    @Tag("P15")
    void aSnapshotStandsInIfThatIsWanted() {
        long seq = manual(client, "a");
        Json.Obj reply =
                client.call(
                        "subscribe",
                        "{'from':{'seq':" + (seq + 9) + ",'store':'x'},'fallback':'snapshot'}");
        assertThat(reply.text("mode")).isEqualTo("snapshot");
        assertThat(client.push().objects("snapshot")).hasSize(1);
    }

    @Test
    void aFilterHidesAndSaysWhatLeavesIt() {
        long seq = manual(client, "keep-1");
        manual(client, "other");
        try (Client other = rig.connect()) {
            client.call(
                    "subscribe",
                    "{'topics':['job'],'filter':{'name':{'glob':'keep-*'}},'from':{'seq':"
                            + (seq - 1)
                            + ",'store':'"
                            + client.call("hello", "{}").text("store")
                            + "'}}");
            assertThat(types(client, seq)).containsExactly("job.added");
            assertThat(client.push().has("synced")).isTrue();
            other.call("pause", "{'job':'other'}");
            other.call("update", "{'job':'keep-1','set':{'name':'gone'}}");
            Json.Obj left = client.push().objects("events").getFirst();
            assertThat(left.text("type")).isEqualTo("job.removed");
            assertThat(left.flag("filtered")).isTrue();
            other.call("update", "{'job':'other','set':{'name':'keep-2'}}");
            Json.Obj came = client.push().objects("events").getFirst();
            assertThat(came.text("type")).isEqualTo("job.updated");
            assertThat(came.object("job").text("name")).isEqualTo("keep-2");
        }
    }

    @Test
    void aFilterHidesTheRunsOfHiddenJobsToo() {
        manual(client, "keep");
        manual(client, "other");
        try (Client other = rig.connect()) {
            client.call("subscribe", "{'filter':{'name':{'glob':'keep'}},'from':'now'}");
            assertThat(client.push().has("synced")).isTrue();
            other.call("trigger", "{'job':'other'}");
            other.call("trigger", "{'job':'keep'}");
            List<Json.Obj> events = new ArrayList<>();
            while (events.isEmpty() || !events.getLast().text("type").equals("run.finished")) {
                events.addAll(client.push().objects("events"));
            }
            assertThat(events).filteredOn(it -> it.has("run")).hasSize(3);
            assertThat(events)
                    .allSatisfy(it ->
                            assertThat(
                                            it.findObject("run")
                                                    .map(run -> run.text("job"))
                                                    .orElseGet(() -> it.object("job").text("name")))
                                    .isEqualTo("keep"));
        }
    }

    @Test
    void aSnapshotHasWhatTheTopicsSayAndTheFilterTakes() {
        for (String name : List.of("keep", "other")) {
            client.call("add", "{'job':{'name':'" + name + "','sh':'sleep 1000','grace_ms':100}}");
        }
        String filter = "'filter':{'name':{'glob':'keep'}}";
        assertThat(snapshot("{'topics':['job'],'from':'snapshot'}")).containsExactly("job", "job");
        assertThat(snapshot("{'topics':['run']}")).containsExactly("run", "run");
        assertThat(snapshot("{'topics':['job'],'from':'snapshot'," + filter + "}"))
                .containsExactly("job");
        assertThat(snapshot("{'topics':['run']," + filter + "}")).containsExactly("run");
        assertThat(snapshot("{" + filter + "}")).containsExactly("job", "run");
        client.call("stop", "{'run':'keep'}");
        client.call("stop", "{'run':'other'}");
    }

    /// Returns the types of what there is.
    private List<String> snapshot(String args) {
        List<String> types = new ArrayList<>();
        try (Client other = rig.connect()) {
            other.call("subscribe", args);
            Json.Obj line = other.push();
            while (!line.has("synced")) {
                line.objects("snapshot").forEach(it -> types.add(it.text("type")));
                line = other.push();
            }
        }
        return types;
    }

    @Test
    @Tag("P14")
    void aCommitThatIsTooLongForALineComesInSeveralAndAllOfThemComeAgain() {
        long before = manual(client, "a");
        Json.Obj hello = client.call("hello", "{}");
        long seq = client.call("batch", LongBatch.ARGUMENTS).integer("seq");
        long after = manual(client, "b");
        List<Json.Obj> lines = new ArrayList<>();
        try (Client cut = rig.connect()) {
            cut.call("subscribe", place(hello, before));
            lines.add(cut.push());
            assertThat(lines.getFirst().integer("seq")).isEqualTo(seq);
            assertThat(lines.getFirst().integer("left")).isPositive();
        }
        // Not all of the commit came, so what is known is still the one before it.
        client.call("subscribe", place(hello, before));
        List<Json.Obj> all = LongBatch.linesOf(client);
        assertThat(all.getFirst()).isEqualTo(lines.getFirst());
        assertThat(all)
                .allSatisfy(line -> assertThat(line.integer("seq")).isEqualTo(seq))
                .extracting(line -> line.findInteger("left").orElse(0))
                .startsWith(all.size() - 1L)
                .endsWith(0L)
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(LongBatch.namesIn(all)).isEqualTo(LongBatch.NAMES);
        assertThat(client.push().integer("seq")).isEqualTo(after);
    }

    @Test
    void gatheredEventsTellOfEachObjectOnce() {
        manual(client, "a");
        try (Client other = rig.connect()) {
            client.call("subscribe", "{'topics':['job'],'from':'now','coalesce_ms':500}");
            assertThat(client.push().has("synced")).isTrue();
            long last = 0;
            for (int i = 0; i < 20; i++) {
                last =
                        other.call("update", "{'job':'a','set':{'retries':" + i + "}}")
                                .integer("seq");
            }
            List<Json.Obj> lines = client.eventsUntil(last);
            assertThat(lines).hasSizeLessThan(20);
            assertThat(lines).allSatisfy(line -> assertThat(line.objects("events")).hasSize(1));
            assertThat(
                            lines.getLast()
                                    .objects("events")
                                    .getFirst()
                                    .object("job")
                                    .integer("retries"))
                    .isEqualTo(19);
        }
    }

    @Test
    void afterUnsubscribingNoLineComes() {
        manual(client, "a");
        String sub = client.call("subscribe", "{'from':'now'}").text("sub");
        assertThat(client.push().has("synced")).isTrue();
        client.call("unsubscribe", "{'sub':'" + sub + "'}");
        manual(client, "b");
        client.call("ping", "{}");
        WireError refusal = client.refusal("unsubscribe", "{'sub':'" + sub + "'}");
        assertThat(refusal.code()).isEqualTo("not_found");
        for (int i = 0; i < 16; i++) {
            client.call("subscribe", "{'from':'now'}");
            client.push();
        }
        assertThat(client.refusal("subscribe", "{}").code()).isEqualTo("too_many");
    }

    @Test
    void whatCameAndWentInOneCommitIsNoLine() {
        long seq = manual(client, "a");
        client.call("subscribe", "{'from':'now'}");
        assertThat(client.push().integer("seq")).isEqualTo(seq);
        Job job = Samples.job(1_000, "short-lived");
        rig.store.commit(Batch.of(Samples.make(job), new Change.RemoveJob(job.id(), 1))).join();
        long last = 0;
        try (Client other = rig.connect()) {
            last = manual(other, "b");
        }
        assertThat(client.push().integer("seq")).isEqualTo(last);
    }

    @Test
    void badArgumentsAreNamed() {
        assertThat(client.refusal("subscribe", "{'from':'then'}").field()).contains("args.from");
        assertThat(client.refusal("subscribe", "{'from':{'seq':1}}").field())
                .contains("args.from.store");
        assertThat(client.refusal("subscribe", "{'topics':['jobs']}").field())
                .contains("args.topics[0]");
        assertThat(client.refusal("subscribe", "{'topics':[]}").field()).contains("args.topics");
    }
}
