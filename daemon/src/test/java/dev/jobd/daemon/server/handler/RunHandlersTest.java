package dev.jobd.daemon.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.server.RigFixture;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The operations on runs, with real processes.
class RunHandlersTest extends RigFixture {
    private void addManual(String name, String shell) {
        client.call(
                "add",
                "{'job':{'name':'"
                        + name
                        + "','sh':'"
                        + shell
                        + "','grace_ms':200,'schedule':{'kind':'manual'}}}");
    }

    private Json.Obj trigger(String job) {
        return client.call("trigger", "{'job':'" + job + "'}").object("run");
    }

    /// Waits for the end of a run; returns how it ended.
    private Json.Obj end(String run) {
        client.call("log", "{'run':'" + run + "','stream':'none','follow':true}");
        return client.feed().getLast().object("ended");
    }

    private Json.Obj run(String run) {
        return client.call("run", "{'run':'" + run + "'}").object("run");
    }

    @Test
    void aTriggeredRunIsRecordedWithWhoAskedAndEnds() {
        addManual("a", "exit 3");
        Json.Obj made = trigger("a");
        Json.Obj ended = end("a");

        assertThat(made.text("id")).isEqualTo("1/1");
        assertThat(made.text("trigger")).isEqualTo("manual");
        assertThat(made.text("by")).isEqualTo(System.getProperty("user.name"));
        assertThat(ended.text("code")).isEqualTo("eof");
        assertThat(ended.text("state")).isEqualTo("failed");
        assertThat(ended.integer("exit")).isEqualTo(3);
        Json.Obj run = run("1/1");
        assertThat(run.text("state")).isEqualTo("failed");
        assertThat(run.objects("attempts")).hasSize(1);
        assertThat(client.call("get", "{'job':'a'}").object("job").object("last").integer("exit"))
                .isEqualTo(3);
    }

    @Test
    void aRunIsNamedByItsJobAndNumberOrAsTheNewest() {
        addManual("a", "true");
        for (int i = 0; i < 3; i++) {
            trigger("a");
            end("a");
        }

        assertThat(run("a").text("id")).isEqualTo("1/3");
        assertThat(run("1").text("id")).isEqualTo("1/3");
        assertThat(run("a/2").text("id")).isEqualTo("1/2");
        assertThat(client.call("run", "{'run':1}").object("run").text("id")).isEqualTo("1/3");
    }

    @Test
    void aRetryDoesAgainWhatTheRunDid() {
        addManual("a", "echo $JOBD_SCHEDULED_AT $JOBD_TRIGGER; exit 3");
        String due = trigger("a").text("due");
        end("a");
        Json.Obj retry = client.call("retry", "{'run':'a/1'}").object("run");
        end("a");
        Json.Obj again = client.call("retry", "{'run':'a'}").object("run");
        end("a");

        assertThat(retry.text("trigger")).isEqualTo("retry");
        assertThat(retry.integer("retry_of")).isEqualTo(1);
        assertThat(retry.text("by")).isEqualTo(System.getProperty("user.name"));
        assertThat(again.integer("retry_of")).isEqualTo(2);
        assertThat(again.text("scheduled")).isEqualTo(due);
        client.call("log", "{'run':'a/3'}");
        assertThat(client.feed().getFirst().text("data"))
                .endsWith("Z retry\n")
                .startsWith(due.substring(0, 19));
        assertThat(client.call("explain", "{'run':'a/3'}").objects("reasons"))
                .singleElement()
                .satisfies(it -> assertThat(it.text("text")).startsWith("a/3 (a retry of run 2) "));
    }

    @Test
    void whatHasNotEndedIsNotRetried() {
        addManual("a", "sleep 60");
        trigger("a");

        WireError refused = client.refusal("retry", "{'run':'a'}");

        assertThat(refused.code()).isEqualTo("state_conflict");
        assertThat(refused.message()).contains("has not ended; wait for it, or stop it");
        client.call("stop", "{'run':'a'}");
        end("a");
    }

    @Test
    void stopEndsARunAndSaysWhoDidIt() {
        addManual("a", "sleep 60");
        trigger("a");
        client.call("stop", "{'run':'a'}");
        Json.Obj ended = end("a");

        assertThat(ended.text("state")).isEqualTo("killed");
        assertThat(ended.text("killed_by")).isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void stopWithASignalSendsJustThat() {
        addManual("a", "trap \\\"exit 7\\\" USR1; echo ready; while :; do sleep 0.01; done");
        trigger("a");
        client.call("log", "{'run':'a','follow':true,'max':6}");
        client.feed();
        client.call("stop", "{'run':'a','signal':'USR1'}");
        Json.Obj ended = end("a");

        assertThat(ended.text("state")).isEqualTo("failed");
        assertThat(ended.integer("exit")).isEqualTo(7);
    }

    @Test
    void whatIsOverOrHasNoProcessCannotBeStopped() {
        addManual("a", "true");
        trigger("a");
        end("a");
        WireError over = client.refusal("stop", "{'run':'a'}");

        assertThat(over.code()).isEqualTo("state_conflict");
        assertThat(over.field()).contains("args.run");
        assertThat(over.message()).contains("over").contains("succeeded");
    }

    @Test
    void aRunningJobIsRemovedOnlyWithStop() {
        addManual("a", "sleep 60");
        trigger("a");
        WireError refused = client.refusal("remove", "{'job':'a'}");

        assertThat(refused.code()).isEqualTo("state_conflict");
        assertThat(refused.field()).contains("args.job");
        client.call("remove", "{'job':'a','stop':true}");
        assertThat(end("1/1").text("state")).isEqualTo("killed");
        Json.Obj run = run("1/1");
        assertThat(run.members()).containsEntry("job", Json.NULL);
    }

    @Test
    void aQueuedRunSaysWhatItWaitsFor() {
        addManual("a", "sleep 60");
        addManual("b", "sleep 60");
        client.call("update", "{'job':'a','set':{'group':'one'}}");
        client.call("update", "{'job':'b','set':{'group':'one'}}");
        trigger("a");
        trigger("b");

        assertThat(run("b").text("state")).isEqualTo("queued");
        assertThat(run("b").text("waits_for")).isEqualTo("slot");
        assertThat(client.call("get", "{'job':'b'}").object("job").text("state"))
                .isEqualTo("queued");
        assertThat(client.call("stats", "{}").objects("groups"))
                .filteredOn(it -> it.text("name").equals("one"))
                .singleElement()
                .satisfies(it -> assertThat(it.integer("queued")).isEqualTo(1));
        client.call("stop", "{'run':'b'}");
        assertThat(run("b").text("state")).isEqualTo("killed");
        client.call("stop", "{'run':'a'}");
        end("a");
    }

    @Test
    void aRunThatIsHeldStartsWhenItIsReleased() {
        addManual("a", "sleep 60");
        addManual("b", "true");
        client.call("update", "{'job':'a','set':{'group':'one'}}");
        client.call("update", "{'job':'b','set':{'group':'one'}}");
        trigger("a");
        trigger("b");

        Json.Obj tried = client.call("hold", "{'run':'b','dry_run':true}").object("run");
        assertThat(tried.text("waits_for")).isEqualTo("hold");
        assertThat(run("b").text("waits_for")).as("only tried").isEqualTo("slot");
        Json.Obj held = client.call("hold", "{'run':'b'}").object("run");
        assertThat(held.text("state")).isEqualTo("queued");
        assertThat(held.text("waits_for")).isEqualTo("hold");
        assertThat(held.object("waits").text("by")).isEqualTo(System.getProperty("user.name"));
        assertThat(run("b").text("waits_for")).as("by the scheduler").isEqualTo("hold");
        client.call("stop", "{'run':'a'}");
        end("a");
        assertThat(run("b").text("state")).isEqualTo("queued");
        WireError running = client.refusal("hold", "{'run':'a'}");
        assertThat(running.code()).isEqualTo("state_conflict");
        assertThat(running.field()).contains("args.run");

        client.call("release", "{'run':'b'}");
        assertThat(end("b").text("state")).isEqualTo("succeeded");
        assertThat(client.refusal("release", "{'run':'b'}").code()).isEqualTo("state_conflict");
    }

    private List<String> pages(String args, int limit) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        while (true) {
            Json.Obj page =
                    client.call(
                            "runs",
                            args.substring(0, args.length() - 1)
                                    + (args.length() > 2 ? "," : "")
                                    + "'limit':"
                                    + limit
                                    + (cursor.isEmpty() ? "" : ",'cursor':'" + cursor + "'")
                                    + "}");
            page.objects("items").forEach(it -> ids.add(it.text("id")));
            if (!page.has("next")) {
                return ids;
            }
            cursor = page.text("next");
        }
    }

    @Test
    void runsComeNewestFirstAPageAtATime() {
        addManual("a", "true");
        addManual("b", "exit 1");
        addManual("c", "sleep 60");
        for (int i = 0; i < 5; i++) {
            trigger("a");
            end("a");
            trigger("b");
            end("b");
        }
        trigger("c");

        for (int limit : new int[] {1, 3, 10, 100}) {
            assertThat(pages("{}", limit))
                    .containsExactly(
                            "3/1", "2/5", "1/5", "2/4", "1/4", "2/3", "1/3", "2/2", "1/2", "2/1",
                            "1/1");
            assertThat(pages("{'job':'a'}", limit))
                    .containsExactly("1/5", "1/4", "1/3", "1/2", "1/1");
        }
        assertThat(pages("{'failed':true}", 2)).containsExactly("2/5", "2/4", "2/3", "2/2", "2/1");
        assertThat(pages("{'state':['succeeded']}", 2)).hasSize(5);
        assertThat(pages("{'job':'c','failed':true}", 2)).isEmpty();
        String since = run("b/5").text("queued");
        assertThat(pages("{'since':'" + since + "'}", 2)).containsExactly("3/1", "2/5");
        client.call("stop", "{'run':'c'}");
        end("c");
    }
}
