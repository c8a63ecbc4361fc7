package dev.jobd.daemon.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.server.Client;
import dev.jobd.daemon.server.RigFixture;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Covers P4 and P12, and the operations on jobs from end to end.
class JobHandlersTest extends RigFixture {
    private Json.Obj addManual(String name) {
        return client.call(
                        "add",
                        "{'job':{'name':'" + name + "','sh':'true','schedule':{'kind':'manual'}}}")
                .object("job");
    }

    private Json.Obj get(String job) {
        return client.call("get", "{'job':'" + job + "'}").object("job");
    }

    @Test
    void aJobIsMadeWithItsDefaultsAndNamedAfterItsProgram() {
        Json.Obj job =
                client.call(
                                "add",
                                "{'job':{'cmd':['/bin/echo','a'],'schedule':{'kind':'fixed-rate',"
                                        + "'every_ms':3600000}}}")
                        .object("job");

        assertThat(job.text("name")).isEqualTo("echo-1");
        assertThat(job.text("dir")).isEqualTo(directory.toString());
        assertThat(job.text("state")).isEqualTo("waiting");
        assertThat(job.integer("rev")).isEqualTo(1);
        assertThat(job.has("next")).isTrue();
        assertThat(get("echo-1")).isEqualTo(job);
        assertThat(get("1")).isEqualTo(job);
        assertThat(client.call("get", "{'job':1}").object("job")).isEqualTo(job);
    }

    @Test
    void aJobThatIsDueNowBringsItsRun() {
        Json.Obj added = client.call("add", "{'job':{'sh':'true'}}");

        assertThat(added.object("run").text("id")).isEqualTo("1/1");
        assertThat(added.object("run").text("trigger")).isEqualTo("schedule");
    }

    @Test
    void aDryRunShowsTheJobAndChangesNothing() {
        Json.Obj planned = client.call("add", "{'job':{'sh':'true','name':'a'},'dry_run':true}");

        assertThat(planned.object("job").text("name")).isEqualTo("a");
        assertThat(planned.object("run").text("state")).isEqualTo("queued");
        assertThat(client.refusal("get", "{'job':'a'}").code()).isEqualTo("not_found");
    }

    @Test
    void anUnknownJobBringsSuggestions() {
        addManual("backup");
        WireError error = client.refusal("get", "{'job':'bakup'}");

        assertThat(error.code()).isEqualTo("not_found");
        assertThat(error.field()).contains("args.job");
        assertThat(error.message()).isEqualTo("there is no job 'bakup'; did you mean 'backup'?");
        assertThat(error.data().texts("suggestions")).containsExactly("backup");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get|{'job':'b'}|not_found|args.job",
                "get|{'job':99}|not_found|args.job",
                "get|{'job':'000'}|not_found|args.job",
                "get|{'job':'99999999999999999999999999'}|not_found|args.job",
                "update|{'job':'b','set':{}}|not_found|args.job",
                "remove|{'job':'b'}|not_found|args.job",
                "pause|{'job':'b'}|not_found|args.job",
                "resume|{'job':'b'}|not_found|args.job",
                "trigger|{'job':'b'}|not_found|args.job",
                "runs|{'job':'b'}|not_found|args.job",
                "run|{'run':'b'}|not_found|args.run",
                "run|{'run':'a'}|not_found|args.run",
                "run|{'run':'a/1'}|not_found|args.run",
                "run|{'run':'77/1'}|not_found|args.run",
                "stop|{'run':'a/1'}|not_found|args.run",
                "log|{'run':'a/1.1'}|not_found|args.run",
                "list|{'cursor':'nonsense'}|cursor_expired|args.cursor",
                "runs|{'cursor':'e30'}|cursor_expired|args.cursor",
                "hello|{'proto':2}|unsupported_version|args.proto",
                "hello|{'need':['telepathy']}|unsupported_version|args.need",
            })
    void aRefusalNamesItsReasonAndItsField(String op, String args, String code, String field) {
        assertRefused(op, args, code, field);
    }

    private void assertRefused(String op, String args, String code, String field) {
        addManual("a");
        addManual("taken");
        Json before = new Json.Arr(client.call("list", "{}").array("items"));

        WireError error = client.refusal(op, args);

        assertThat(error.code()).isEqualTo(code);
        assertThat(error.field()).contains(field);
        assertThat(new Json.Arr(client.call("list", "{}").array("items"))).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "add|{'job':{'name':'a','sh':'true'}}|already_exists|args.job.name",
                "add|{'job':{'sh':'true','group':'ones'}}|not_found|args.job.group",
                "add|{'job':{'sh':'a','schedule':{'kind':'once','at':'2001-01-01T00:00:00Z'}}}"
                        + "|invalid_argument|args.job.schedule.at",
                "update|{'job':'a','set':{'name':'taken'}}|already_exists|args.set.name",
                "update|{'job':'a','set':{'group':'none'}}|not_found|args.set.group",
                "update|{'job':'a','set':{'schedule':{'kind':'now'}}}"
                        + "|invalid_argument|args.set.schedule.kind",
                "update|{'job':'a','set':{'schedule':{'kind':'once','at':'2001-01-01T00:00:00Z'}}}"
                        + "|invalid_argument|args.set.schedule.at",
                "update|{'job':'a','set':{'schedule':{'kind':'fixed-rate'}}}"
                        + "|invalid_argument|args.set.schedule.every_ms",
                "update|{'job':'a','set':{'sh':null}}|invalid_argument|args.set.cmd",
                "update|{'job':'a','set':{'retries':-1}}|invalid_argument|args.set.retries",
                "update|{'job':'a','if_rev':9,'set':{}}|rev_mismatch|args.if_rev",
                "remove|{'job':'a','if_rev':9}|rev_mismatch|args.if_rev",
                "pause|{'job':'a','if_rev':9}|rev_mismatch|args.if_rev",
            })
    @Tag("P4")
    void aRefusedChangeNamesItsFieldAndChangesNothing(
            String op, String args, String code, String field) {
        assertRefused(op, args, code, field);
    }

    @Test
    void anUpdateChangesWhatItNames() {
        addManual("a");
        Json.Obj updated =
                client.call("update", "{'job':'a','if_rev':1,'set':{'name':'b','retries':2}}")
                        .object("job");

        assertThat(updated.text("name")).isEqualTo("b");
        assertThat(updated.integer("retries")).isEqualTo(2);
        assertThat(updated.text("sh")).isEqualTo("true");
        assertThat(updated.integer("rev")).isEqualTo(2);
        assertThat(get("b")).isEqualTo(updated);
    }

    @Test
    void anOutdatedRevisionBringsTheJobAsItIs() {
        addManual("a");
        client.call("update", "{'job':'a','set':{'retries':2}}");
        WireError error = client.refusal("update", "{'job':'a','if_rev':1,'set':{'retries':3}}");

        assertThat(error.message()).isEqualTo("job 'a' is at revision 2, not 1");
        assertThat(error.data().integer("rev")).isEqualTo(2);
        assertThat(error.data().object("job").integer("retries")).isEqualTo(2);
        assertThat(error.retry().word()).isEqualTo("after_refresh");
    }

    @Test
    @Tag("C7")
    void valuesOfVariablesAreShownOnlyToThoseWhoAsk() {
        client.call(
                "add",
                "{'job':{'name':'a','sh':'true','env':{'API_TOKEN':'hush','A':'b'},"
                        + "'schedule':{'kind':'manual'}}}");
        Json.Obj masked = get("a").object("env");
        Json.Obj revealed =
                client.call("get", "{'job':'a','reveal':true}").object("job").object("env");

        assertThat(masked.text("API_TOKEN")).isEqualTo("***");
        assertThat(masked.text("A")).isEqualTo("***");
        assertThat(revealed.text("API_TOKEN")).isEqualTo("hush");
        client.call("update", "{'job':'a','set':{'env':{'API_TOKEN':'***','A':'c'}}}");
        assertThat(client.call("get", "{'job':'a','reveal':true}").object("job").object("env"))
                .isEqualTo(Json.object().put("A", "c").put("API_TOKEN", "hush").build());
    }

    @Test
    void aPausedJobShowsItAndResumes() {
        client.call(
                "add",
                "{'job':{'name':'a','sh':'true','schedule':{'kind':'fixed-delay','every_ms':3600000}}}");

        assertThat(client.call("pause", "{'job':'a'}").object("job").text("state"))
                .isEqualTo("paused");
        assertThat(get("a").flag("paused")).isTrue();
        assertThat(client.call("resume", "{'job':'a','if_rev':1}").object("job").text("state"))
                .isEqualTo("waiting");
    }

    @Test
    void aRemovedJobIsGoneAndItsNameFree() {
        addManual("a");
        Json.Obj removed = client.call("remove", "{'job':'a','if_rev':1}");

        assertThat(removed.object("job"))
                .isEqualTo(Json.object().put("id", 1).put("name", "a").build());
        assertThat(client.refusal("get", "{'job':1}").code()).isEqualTo("not_found");
        assertThat(addManual("a").integer("id")).isEqualTo(2);
    }

    @Test
    @Tag("P12")
    void fiftyWritersWithRevisionsLoseNoChange() throws Exception {
        addManual("a");
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            writers.add(Thread.ofPlatform().start(this::incrementTenTimes));
        }
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(get("a").integer("retries")).isEqualTo(500);
        assertThat(get("a").integer("rev")).isEqualTo(501);
    }

    private void incrementTenTimes() {
        try (Client own = rig.connect()) {
            for (int done = 0; done < 10; ) {
                Json.Obj job = own.call("get", "{'job':'a'}").object("job");
                own.send(
                        "{'op':'update','args':{'job':'a','if_rev':"
                                + job.integer("rev")
                                + ",'set':{'retries':"
                                + (job.integer("retries") + 1)
                                + "}}}\n");
                done += own.next().orElseThrow().toJson().flag("ok") ? 1 : 0;
            }
        }
    }

    @Test
    void writersWithoutRevisionsAllGetThrough() throws Exception {
        addManual("a");
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "V" + i;
            writers.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                try (Client own = rig.connect()) {
                                    own.call(
                                            "update",
                                            "{'job':'a','set':{'env':{'" + name + "':'x'}}}");
                                }
                            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(get("a").object("env").members()).hasSize(8);
    }

    @Test
    void aFullDiskIsSaidAndNothingChanges() {
        rig.store.failNext(new StoreException.Full("no space left", null));
        WireError error = client.refusal("add", "{'job':{'name':'a','sh':'true'}}");

        assertThat(error.code()).isEqualTo("store_full");
        assertThat(error.message()).isEqualTo("nothing was changed: no space left");
        assertThat(client.refusal("get", "{'job':'a'}").code()).isEqualTo("not_found");
    }

    @Test
    void helloPingStatsAndDescribeTellAboutTheDaemon() {
        addManual("a");
        client.call(
                "add",
                "{'job':{'name':'b','sh':'true','schedule':{'kind':'once','at':'2100-01-01T00:00:00Z'}}}");

        assertThat(client.call("hello", "{'proto':1,'client':'test'}").text("server"))
                .isEqualTo("jobd/test");
        assertThat(client.call("ping", "{}").integer("seq")).isPositive();
        Json.Obj stats = client.call("stats", "{}");
        assertThat(stats.object("jobs").integer("total")).isEqualTo(2);
        assertThat(stats.object("jobs").integer("idle")).isEqualTo(1);
        assertThat(stats.object("jobs").integer("waiting")).isEqualTo(1);
        assertThat(stats.integer("connections")).isEqualTo(1);
        assertThat(stats.objects("groups")).extracting(it -> it.text("name")).contains("default");
        assertThat(client.call("describe", "{}").object("ops").has("add")).isTrue();
    }

    @Test
    void checkTellsWhatACronExpressionDoesWhereTheClockIsChanged() {
        Json.Obj reply =
                client.call(
                        "check",
                        "{'schedule':{'kind':'cron','cron':'15,45 2 * * *','tz':'Europe/Vienna'},"
                                + "'from':'2026-03-28T12:00:00Z','count':3}");

        assertThat(reply.text("text")).isEqualTo("15,45 2 * * * (Europe/Vienna)");
        assertThat(reply.texts("next"))
                .containsExactly(
                        "2026-03-29T01:00:00.000Z",
                        "2026-03-29T01:00:00.000Z",
                        "2026-03-30T00:15:00.000Z");
        assertThat(reply.array("moved"))
                .map(it -> ((Json.Obj) it).text("named"))
                .containsExactly("2026-03-29T02:15", "2026-03-29T02:45");
    }

    @Test
    void anExpressionThatIsNoneIsRefusedWithItsColumn() {
        WireError error =
                client.refusal(
                        "add", "{'job':{'sh':'a','schedule':{'kind':'cron','cron':'0 25 * * *'}}}");

        assertThat(error.field()).contains("args.job.schedule.cron");
        assertThat(error.message()).isEqualTo("'cron': column 3: the hour is 0 to 23, not 25");
        assertThat(
                        client.refusal(
                                        "add",
                                        "{'job':{'sh':'a','schedule':{'kind':'cron','cron':'@daily','tz':'Europe/Wien'}}}")
                                .field())
                .contains("args.job.schedule.tz");
    }

    @Test
    void checkTellsWhenAScheduleWouldBeDue() {
        Json.Obj rate =
                client.call(
                        "check",
                        "{'schedule':{'kind':'fixed-rate','every_ms':60000,"
                                + "'anchor':'2030-01-01T00:00:30Z'},"
                                + "'from':'2030-01-01T00:00:00Z','count':2}");

        assertThat(rate.text("text")).isEqualTo("every 1m");
        assertThat(rate.texts("next"))
                .containsExactly("2030-01-01T00:00:30.000Z", "2030-01-01T00:01:30.000Z");
        assertThat(client.call("check", "{'schedule':{'kind':'manual'}}").array("next")).isEmpty();
        assertThat(client.call("check", "{'schedule':{'kind':'now'}}").array("next")).hasSize(1);
        assertThat(
                        client.call("check", "{'schedule':{'kind':'fixed-delay','every_ms':1000}}")
                                .array("next"))
                .hasSize(1);
    }

    @Test
    void shutdownIsAnsweredAndHandedOn() throws Exception {
        client.call("shutdown", "{'drain_ms':5000}");

        assertThat(rig.shutdowns.take()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aDrainingDaemonSaysSo() {
        assertThat(client.call("list", "{}").has("draining_until")).isFalse();
        assertThat(client.call("stats", "{}").has("draining_until")).isFalse();

        rig.drainsUntil = Optional.of(Instant.parse("2100-01-01T00:00:00Z"));

        for (String op : List.of("list", "stats")) {
            assertThat(client.call(op, "{}").text("draining_until"))
                    .isEqualTo("2100-01-01T00:00:00.000Z");
        }
    }
}
