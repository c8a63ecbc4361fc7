package dev.jobd.daemon.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.server.Client;
import dev.jobd.daemon.server.RigFixture;
import dev.jobd.daemon.store.StoreImage;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Jobs, groups and calendars as they are written down.
class ApplyTest extends RigFixture {
    private static final String HOURLY = "'schedule':{'kind':'fixed-rate','every_ms':3600000}";

    private static String job(String name, String more) {
        return "{'name':'" + name + "','sh':'true','origin':'files'" + more + "}";
    }

    private Json.Obj apply(String members) {
        return client.call("apply", "{" + members + "}");
    }

    private static List<String> changes(Json.Obj reply) {
        return reply.objects("changes").stream()
                .map(it -> it.text("kind") + " " + it.text("name") + " " + it.text("change"))
                .toList();
    }

    private static List<String> members(Json.Obj reply) {
        return reply.objects("changes").getFirst().objects("members").stream()
                .map(it ->
                        it.text("member")
                                + ": "
                                + it.findText("old").orElse("-")
                                + " > "
                                + it.findText("new").orElse("-"))
                .toList();
    }

    private Json.Obj get(String job) {
        return client.call("get", "{'job':'" + job + "','reveal':true}").object("job");
    }

    private StoreImage image() {
        return StoreImage.of(rig.store);
    }

    @Test
    void allIsMadeInOneCommitAndTheSecondTimeNothingIs() {
        String all =
                "'groups':[{'name':'db','slots':2},{'name':'default','slots':null}],"
                        + "'calendars':[{'name':'holidays','days':['2027-01-01','2026-12-25']}],"
                        + "'jobs':["
                        + job("a", "," + HOURLY + ",'group':'db','except':['holidays']")
                        + ","
                        + job("b", ",'schedule':{'kind':'cron','cron':'0 2 * * *'}")
                        + ","
                        + job("c", ",'description':'by hand','env':{'A':'1'}")
                        + "]";
        long before = image().seq();
        Json.Obj made = apply(all);

        assertThat(made.integer("seq")).isEqualTo(before + 1);
        assertThat(changes(made))
                .containsExactly(
                        "group db created",
                        "group default changed",
                        "calendar holidays created",
                        "job a created",
                        "job b created",
                        "job c created");
        assertThat(made.integer("unchanged")).isZero();
        assertThat(made.objects("changes").get(3).has("next")).isTrue();
        assertThat(get("c").text("description")).isEqualTo("by hand");
        assertThat(get("c").text("origin")).isEqualTo("files");
        StoreImage once = image();
        Json.Obj again = apply(all);
        assertThat(again.objects("changes")).isEmpty();
        assertThat(again.integer("unchanged")).isEqualTo(6);
        assertThat(image()).isEqualTo(once);
    }

    @Test
    void whatIsLeftOutBecomesAsUsualAndGridAndZoneStay() {
        apply(
                "'jobs':["
                        + job(
                                "a",
                                ","
                                        + HOURLY
                                        + ",'retries':3,'timeout_ms':1000,'env':{'S':'x','T':'y'}")
                        + "]");
        Json.Obj before = get("a");
        client.call("update", "{'job':'a','set':{'schedule':{'every_ms':60000}}}");
        Json.Obj changed =
                apply("'jobs':[" + job("a", "," + HOURLY + ",'retries':1,'env':{'S':'z'}") + "]");

        assertThat(members(changed))
                .containsExactlyInAnyOrder(
                        "schedule: "
                                + schedule(60_000, before)
                                + " > "
                                + schedule(3_600_000, before),
                        "retries: 3 > 1",
                        "timeout_ms: 1000 > null",
                        "env.S: \"***\" > \"***\"",
                        "env.T: \"***\" > -");
        assertThat(get("a").object("schedule")).isEqualTo(before.object("schedule"));
        assertThat(get("a").object("env")).isEqualTo(Json.object().put("S", "z").build());
    }

    private static String schedule(long everyMillis, Json.Obj job) {
        return "{\"kind\":\"fixed-rate\",\"every_ms\":"
                + everyMillis
                + ",\"anchor\":\""
                + job.object("schedule").text("anchor")
                + "\"}";
    }

    @Test
    void aMaskKeepsAValueAndIsRefusedWhereThereIsNone() {
        apply("'jobs':[" + job("a", ",'env':{'S':'x'}") + "]");
        assertThat(apply("'jobs':[" + job("a", ",'env':{'S':'***'}") + "]").integer("unchanged"))
                .isEqualTo(1);
        WireError error =
                client.refusal(
                        "apply", "{'jobs':[" + job("a", ",'env':{'S':'***','T':'***'}") + "]}");
        assertThat(error.field()).contains("args.jobs[0].env.T");
        assertThat(get("a").object("env").text("S")).isEqualTo("x");
    }

    @Test
    void allThatIsWrongIsToldAndNothingIsDone() {
        client.call("add", "{'job':{'name':'hand','sh':'true','schedule':{'kind':'manual'}}}");
        StoreImage before = image();
        WireError error =
                client.refusal(
                        "apply",
                        "{'groups':[{'name':'new','slots':1},{'name':'new','slots':2}],'jobs':["
                                + String.join(
                                        ",",
                                        job("good", ""),
                                        job("lost", ",'group':'nwe'"),
                                        job("days", ",'except':['none']"),
                                        job("now", ",'schedule':{'kind':'now'}"),
                                        job("good", ""),
                                        job("hand", ",'retries':1"))
                                + "]}");

        assertThat(error.errors().stream().map(WireError.BadField::field))
                .containsExactly(
                        "args.groups[1].name",
                        "args.jobs[1].group",
                        "args.jobs[2].except",
                        "args.jobs[3].schedule.kind",
                        "args.jobs[4].name",
                        "args.jobs[5].name");
        assertThat(error.errors().get(1).message()).contains("did you mean 'new'?");
        assertThat(image()).isEqualTo(before);
    }

    @Test
    void whatTheSchedulerRefusesIsToldAllAtOnceAndUndone() {
        apply("'jobs':[" + job("old", "," + HOURLY) + "]");
        StoreImage before = image();
        WireError error =
                client.refusal(
                        "apply",
                        "{'groups':[{'name':'new','slots':1}],'jobs':["
                                + String.join(
                                        ",",
                                        job("old", ",'retries':5," + HOURLY),
                                        job("x", "," + HOURLY + ",'ends':'2021-01-01T00:00:00Z'"),
                                        job("fine", ",'group':'new'"),
                                        job("y", "," + HOURLY + ",'ends':'2020-01-01T00:00:00Z'"))
                                + "]}");

        assertThat(error.errors().stream().map(WireError.BadField::field))
                .containsExactly("args.jobs[1].ends", "args.jobs[3].ends");
        assertThat(image()).isEqualTo(before);
        apply("'jobs':[" + job("fine", "") + "]");
        assertThat(get("fine").integer("id")).isEqualTo(2);
    }

    @Test
    void prunesOnlyJobsOfTheOriginThatAreNotNamed() {
        client.call("add", "{'job':{'name':'hand','sh':'true','schedule':{'kind':'manual'}}}");
        apply("'jobs':[" + job("a", "") + "," + job("b", "") + "]");
        apply("'jobs':[{'name':'other','sh':'true','origin':'others'}]");
        Json.Obj pruned = apply("'jobs':[" + job("b", "") + "],'prune':'files'");

        assertThat(changes(pruned)).containsExactly("job a removed");
        assertThat(pruned.integer("unchanged")).isEqualTo(1);
        assertThat(client.refusal("get", "{'job':'a'}").code()).isEqualTo("not_found");
        List.of("hand", "b", "other").forEach(this::get);
    }

    @Test
    void aRunningJobIsPrunedOnlyIfItMayBeStopped() {
        apply("'jobs':[{'name':'busy','sh':'sleep 1000','origin':'files'}]");
        client.call("trigger", "{'job':'busy'}");
        awaitRunning();
        WireError error =
                client.refusal("apply", "{'jobs':[" + job("b", "") + "],'prune':'files'}");

        assertThat(error.code()).isEqualTo("state_conflict");
        assertThat(error.field()).contains("args.prune");
        assertThat(client.refusal("get", "{'job':'b'}").code()).isEqualTo("not_found");
        assertThat(changes(apply("'jobs':[" + job("b", "") + "],'prune':'files','stop':true")))
                .containsExactly("job b created", "job busy removed");
    }

    private void awaitRunning() {
        while (!client.call("run", "{'run':'busy/1'}")
                .object("run")
                .text("state")
                .equals("running")) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aJobOfAnotherOriginIsLeftAloneUnlessItIsAdopted() {
        client.call("add", "{'job':{'name':'a','sh':'true','schedule':{'kind':'manual'}}}");
        assertThat(apply("'jobs':[" + job("a", "") + "]").integer("unchanged")).isEqualTo(1);
        assertThat(get("a").has("origin")).isFalse();
        WireError error = client.refusal("apply", "{'jobs':[" + job("a", ",'retries':2") + "]}");
        assertThat(error.code()).isEqualTo("state_conflict");
        assertThat(error.message()).contains("was not made by apply").contains("--adopt");

        Json.Obj adopted = apply("'jobs':[" + job("a", ",'retries':2") + "],'adopt':true");
        assertThat(members(adopted)).containsExactly("retries: 0 > 2", "origin: - > \"files\"");
        assertThat(apply("'jobs':[" + job("a", ",'retries':3") + "]").integer("unchanged"))
                .isZero();
        assertThat(
                        client.refusal("apply", "{'jobs':[{'name':'a','sh':'no','origin':'b'}]}")
                                .message())
                .contains("belongs to 'files'");
    }

    @Test
    void aJobForATimeThatIsOverIsNotMadeAndNeverRuns() {
        String once = ",'schedule':{'kind':'once','at':'2020-01-01T00:00:00Z','late_ok':true}";
        Json.Obj reply = apply("'jobs':[" + job("old", once) + "]");

        assertThat(changes(reply)).containsExactly("job old passed");
        assertThat(client.call("list", "{}").objects("items")).isEmpty();
    }

    @Test
    void aDryRunTellsAllAndChangesNothing() {
        StoreImage before = image();
        String all = "'groups':[{'name':'g','slots':1}],'jobs':[" + job("a", ",'group':'g'") + "]";
        assertThat(changes(apply(all + ",'dry_run':true")))
                .containsExactly("group g created", "job a created");
        assertThat(image()).isEqualTo(before);
    }

    @Test
    void theSameKeyIsAnsweredOnce() {
        String all = "{'jobs':[" + job("a", "") + "],'key':'k'}";
        Json.Obj first = client.call("apply", all);
        client.call("update", "{'job':'a','set':{'retries':9}}");
        Json.Obj second = client.call("apply", all);

        assertThat(second.flag("replayed")).isTrue();
        assertThat(second.objects("changes")).isEqualTo(first.objects("changes"));
        assertThat(get("a").integer("retries")).isEqualTo(9);
    }

    @Test
    void moreThanALineHoldsIsStagedAndAppliedAsOne() {
        long before = image().seq();
        List<String> names = IntStream.range(0, 4_000).mapToObj(i -> "job-" + i).toList();
        for (int from = 0; from < 3_000; from += 1_000) {
            stage(names.subList(from, from + 1_000));
        }
        Json.Obj done = apply("'staged':3000," + jobs(names.subList(3_000, 4_000)));

        assertThat(done.objects("changes")).hasSize(4_000);
        assertThat(done.integer("seq")).isEqualTo(before + 1);
        assertThat(get("job-2999").integer("id")).isEqualTo(3_000);
        stage(names.subList(0, 1_000));
        Json.Obj again = apply("'staged':1000,'prune':'files'");
        assertThat(again.integer("unchanged")).isEqualTo(1_000);
        assertThat(again.objects("changes")).hasSize(3_000);
        assertThat(client.call("list", "{'limit':1000}").has("next")).isFalse();
    }

    private void stage(List<String> names) {
        client.call("stage", "{" + jobs(names) + "}");
    }

    private static String jobs(List<String> names) {
        List<String> jobs = new ArrayList<>();
        names.forEach(name -> jobs.add(job(name, ",'description':'" + "d".repeat(200) + "'")));
        return "'jobs':[" + String.join(",", jobs) + "]";
    }

    @Test
    void whatIsStagedBelongsToItsConnectionAndIsOverWithAnyApply() {
        assertThat(client.call("stage", "{'jobs':[" + job("a", "") + "]}").integer("staged"))
                .isEqualTo(1);
        try (Client other = rig.connect()) {
            WireError error = other.refusal("apply", "{'staged':1}");
            assertThat(error.code()).isEqualTo("state_conflict");
            assertThat(error.field()).contains("args.staged");
        }
        assertThat(client.refusal("apply", "{'jobs':[" + job("b", "") + "]}").message())
                .contains("has staged 1 items and not 0");
        assertThat(changes(apply("'jobs':[" + job("b", "") + "]")))
                .containsExactly("job b created");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'jobs':[{'sh':'true'}]}|args.jobs[0].name",
                "{'jobs':[{'name':'a'}]}|args.jobs[0].cmd",
                "{'jobs':[{'name':'a','sh':'x','retires':1}]}|args.jobs[0].retires",
                "{'groups':[{'name':'a'}]}|args.groups[0].slots",
                "{'calendars':[{'name':'a','days':['x']}]}|args.calendars[0].days[0]",
                "{'prune':''}|args.prune"
            })
    void aWrongMemberIsNamed(String args, String field) {
        assertThat(client.refusal("apply", args).field()).contains(field);
    }
}
