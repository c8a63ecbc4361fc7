package dev.jobd.daemon.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.server.RigFixture;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Why a job or a run is running or not, over the socket.
class ExplainTest extends RigFixture {

    private void add(String name, String more) {
        client.call(
                "add",
                "{'job':{'name':'"
                        + name
                        + "','sh':'sleep 60','schedule':{'kind':'manual'}"
                        + more
                        + "}}");
    }

    private void trigger(String job) {
        client.call("trigger", "{'job':'" + job + "'}");
    }

    private List<String> explain(String args) {
        return client.call("explain", "{" + args + "}").objects("reasons").stream()
                .map(reason -> reason.text("about") + ": " + reason.text("text"))
                .toList();
    }

    @Test
    void aRunThatWaitsForALockSaysWhoHoldsIt() {
        add("a", ",'locks':['db']");
        add("b", ",'locks':['db']");
        add("c", ",'locks':['db']");
        trigger("a");
        trigger("b");
        trigger("c");

        Json.Obj run = client.call("run", "{'run':'c'}").object("run");
        assertThat(run.text("waits_for")).isEqualTo("lock");
        Json.Obj waits = run.object("waits");
        assertThat(waits.text("lock")).isEqualTo("db");
        assertThat(waits.text("held_by")).isEqualTo("a/1");
        assertThat(waits.integer("before")).isEqualTo(1);
        assertThat(waits.text("first")).isEqualTo("b/1");
        assertThat(explain("'run':'c'"))
                .singleElement()
                .asString()
                .startsWith("now: c/1 waits for lock db, held by a/1 for ")
                .endsWith("; 1 before it, b/1 first");
        assertThat(client.call("list", "{'filter':{'state':['queued']}}").objects("items"))
                .extracting(job -> job.object("active").text("waits_for"))
                .containsExactly("lock", "lock");
        assertThat(client.call("runs", "{'job':'b'}").objects("items").getFirst().object("waits"))
                .satisfies(it -> assertThat(it.text("held_by")).isEqualTo("a/1"));
        assertThat(client.call("get", "{'job':'b'}").object("job").object("active").object("waits"))
                .satisfies(it -> assertThat(it.integer("before")).isZero());
        Json.Obj lock = client.call("locks", "{}").objects("items").getFirst();
        assertThat(lock.text("held_by")).isEqualTo("a/1");
        assertThat(lock.texts("waiting")).containsExactly("b/1", "c/1");
        client.call("stop", "{'run':'c'}");
        client.call("stop", "{'run':'b'}");
        client.call("stop", "{'run':'a'}");
        assertThat(explain("'run':'c'"))
                .singleElement()
                .asString()
                .startsWith("last: c/1 was stopped by ");
    }

    @Test
    void allAboutAJobIsTold() {
        client.call("group_pause", "{'group':'one'}");
        add("a", ",'group':'one'");
        assertThat(explain("'job':'a'"))
                .containsExactly(
                        "now: it is not running: no run of it is due",
                        "next: its group one is paused: what falls due is skipped, what waits is"
                                + " held",
                        "next: it is not due again by itself (by hand)");
        trigger("a");
        client.call("pause", "{'job':'a','until':'2126-01-01T00:00:00Z'}");
        assertThat(explain("'job':'a'").getFirst())
                .startsWith("now: a/1 waits for group one, paused for ");
        assertThat(explain("'job':'a'").get(1))
                .isEqualTo("next: its schedule is paused until then: what falls due is skipped");
        client.call("stop", "{'run':'a'}");
        assertThat(explain("'job':'a'").getLast()).startsWith("last: a/1 was stopped by ");
        client.call(
                "update",
                "{'job':'a','set':{'schedule':{'kind':'fixed-delay','every_ms':3600000}}}");
        client.call("skip_next", "{'job':'a','count':2}");
        assertThat(explain("'job':'a'"))
                .contains("next: the next 2 times will be skipped")
                .anyMatch(it -> it.startsWith("next: it is due then ("));
    }

    @Test
    void aJobThatRunsAfterOthersSaysWhichItWaitsFor() {
        client.call("add", "{'job':{'name':'a','sh':'exit 3','schedule':{'kind':'manual'}}}");
        client.call("add", "{'job':{'name':'b','sh':'true','schedule':{'kind':'manual'}}}");
        String parents = "[{'job':'a','on':'fail'},{'job':'b'}]";
        client.call(
                "add",
                "{'job':{'name':'c','sh':'true','schedule':{'kind':'after','parents':"
                        + parents
                        + "}}}");
        assertThat(explain("'job':'c'"))
                .contains(
                        "next: it is due when a fails and b succeeds (after a fails and b"
                                + " succeeds)");
        end("a");
        assertThat(explain("'job':'c'"))
                .anyMatch(it -> it.contains("b succeeds, and waits no more for a ("));
        assertThat(client.call("get", "{'job':'c'}").object("job").texts("parents_met"))
                .containsExactly("a");
        end("b");
        end("c/1");
        Json.Obj run = client.call("run", "{'run':'c/1'}").object("run");
        assertThat(run.text("trigger")).isEqualTo("parent");
        assertThat(run.text("by")).isEqualTo("b/1");
        WireError refused = client.refusal("remove", "{'job':'a'}");
        assertThat(refused.code()).isEqualTo("state_conflict");
        assertThat(refused.field()).contains("args.job");
    }

    private void end(String run) {
        if (!run.contains("/")) {
            trigger(run);
        }
        client.call("log", "{'run':'" + run + "','stream':'none','follow':true}");
        client.feed();
    }

    @Test
    void eitherAJobOrARunIsMeant() {
        assertThat(client.refusal("explain", "{}").code()).isEqualTo("invalid_argument");
        assertThat(client.refusal("explain", "{'job':'nobody'}").code()).isEqualTo("not_found");
        add("a", "");
        assertThat(client.refusal("explain", "{'run':'a/7'}").code()).isEqualTo("not_found");
        assertThat(client.refusal("explain", "{'job':'a','run':'a/1'}").code())
                .isEqualTo("invalid_argument");
    }
}
