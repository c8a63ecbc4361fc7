package dev.jobd.daemon.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.server.RigFixture;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Groups, over the socket.
class GroupHandlersTest extends RigFixture {
    private static final String LATER = "2126-01-01T00:00:00.000Z";

    private Json.Obj group(String op, String args) {
        return client.call(op, args).object("group");
    }

    private void add(String name, String more) {
        client.call(
                "add",
                "{'job':{'name':'"
                        + name
                        + "','sh':'sleep 60','schedule':{'kind':'manual'},"
                        + more
                        + "}}");
    }

    private String trigger(String job) {
        return client.call("trigger", "{'job':'" + job + "'}").object("run").text("state");
    }

    @Test
    void aGroupIsMadeChangedAndRemoved() {
        assertThat(group("group_add", "{'group':'build','slots':2}").integer("slots")).isEqualTo(2);
        add("a", "'group':'build','weight':2,'locks':['db','db']");
        assertThat(trigger("a")).isNotEqualTo("queued");
        Json.Obj listed =
                client.call("groups", "{}").objects("items").stream()
                        .filter(it -> it.text("name").equals("build"))
                        .findFirst()
                        .orElseThrow();
        assertThat(listed.integer("taken")).isEqualTo(2);
        assertThat(listed.integer("running")).isEqualTo(1);
        assertThat(group("group_set", "{'group':'build','slots':null}").find("slots")).isEmpty();
        WireError used = client.refusal("group_remove", "{'group':'build'}");
        assertThat(used.code()).isEqualTo("state_conflict");
        assertThat(used.field()).contains("args.group");
        client.call("update", "{'job':'a','set':{'group':null}}");
        assertThat(client.call("group_remove", "{'group':'build'}").text("group"))
                .isEqualTo("build");
        client.call("stop", "{'run':'a'}");
    }

    @Test
    void whatIsWrongIsNamed() {
        WireError none = client.refusal("group_set", "{'group':'biuld','slots':0}");
        assertThat(none.field()).contains("args.slots");
        assertThat(none.message()).contains("an integer from 1 to 1000000");
        WireError unknown = client.refusal("group_set", "{'group':'defualt','slots':1}");
        assertThat(unknown.code()).isEqualTo("not_found");
        assertThat(unknown.field()).contains("args.group");
        assertThat(unknown.data().texts("suggestions")).containsExactly("default");
        assertThat(client.refusal("group_add", "{'group':'default','slots':1}").code())
                .isEqualTo("already_exists");
        assertThat(client.refusal("group_remove", "{'group':'default'}").code())
                .isEqualTo("state_conflict");
        assertThat(client.refusal("limit_runs", "{'runs_max':0}").field())
                .contains("args.runs_max");
        String job = "{'job':{'sh':'true','schedule':{'kind':'manual'},";
        assertThat(client.refusal("add", job + "'weight':0}}").field()).contains("args.job.weight");
        assertThat(client.refusal("add", job + "'max_load':0}}").field())
                .contains("args.job.max_load");
        assertThat(client.refusal("add", job + "'locks':['a b']}}").field())
                .contains("args.job.locks[0]");
    }

    @Test
    void aPausedGroupHoldsItsRunsUntilItIsResumed() {
        add("a", "'group':'one'");
        Json.Obj paused = group("group_pause", "{'group':'one','until':'" + LATER + "'}");
        assertThat(paused.flag("paused")).isTrue();
        assertThat(paused.instant("paused_until")).isEqualTo(Instant.parse(LATER));
        assertThat(trigger("a")).isEqualTo("queued");
        assertThat(group("group_resume", "{'group':'one'}").flag("paused")).isFalse();
        client.call("stop", "{'run':'a'}");
        assertThat(
                        client.refusal(
                                        "group_pause",
                                        "{'group':'one','until':'2020-01-01T00:00:00Z'}")
                                .field())
                .contains("args.until");
    }

    @Test
    void theCapIsNeverMoreThanTheDaemonWasStartedFor() {
        assertThat(client.call("limit_runs", "{'runs_max':3}").integer("runs_max")).isEqualTo(3);
        assertThat(client.call("stats", "{}").integer("runs_max")).isEqualTo(3);
        assertThat(client.call("limit_runs", "{'runs_max':9999}").integer("runs_max"))
                .isEqualTo(64);
        assertThat(client.call("limit_runs", "{'runs_max':null}").integer("runs_max"))
                .isEqualTo(64);
    }

    @Test
    void aKeyIsAnsweredAsBeforeAndATrialChangesNothing() {
        String add = "{'group':'new','slots':1,'key':'k'}";
        Json.Obj first = client.call("group_add", add);
        assertThat(client.call("group_add", add).flag("replayed")).isTrue();
        assertThat(client.call("group_add", add).object("group")).isEqualTo(first.object("group"));
        assertThat(
                        group("group_add", "{'group':'trial','slots':4,'dry_run':true}")
                                .integer("slots"))
                .isEqualTo(4);
        assertThat(client.refusal("group_set", "{'group':'trial','slots':4}").code())
                .isEqualTo("not_found");
    }
}
