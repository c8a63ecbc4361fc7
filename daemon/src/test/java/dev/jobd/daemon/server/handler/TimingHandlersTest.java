package dev.jobd.daemon.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.server.RigFixture;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What moves and restricts due times, and calendars, over the socket.
class TimingHandlersTest extends RigFixture {
    private Json.Obj add(String name, String more) {
        return client.call("add", "{'job':{'name':'" + name + "','sh':'true'," + more + "}}")
                .object("job");
    }

    private List<String> reasons(String job) {
        return client.call("explain", "{'job':'" + job + "'}").objects("reasons").stream()
                .filter(it -> it.text("about").equals("next"))
                .map(it -> it.text("text"))
                .toList();
    }

    @Test
    void aCalendarIsMadeShownChangedAndRemoved() {
        String days = "'days':['2126-12-27','2126-12-24..2126-12-26']";
        Json.Obj made =
                client.call("calendar_set", "{'calendar':'off'," + days + "}").object("calendar");
        assertThat(made.texts("days")).containsExactly("2126-12-24..2126-12-27");
        assertThat(client.call("calendar", "{'calendar':'off'}").object("calendar"))
                .isEqualTo(made);
        Json.Obj item = client.call("calendars", "{}").objects("items").getFirst();
        assertThat(item.integer("entries")).isEqualTo(1);
        assertThat(item.text("first") + item.text("last")).isEqualTo("2126-12-242126-12-27");

        add("a", "'schedule':{'kind':'cron','cron':'0 12 * * *','tz':'UTC'},'except':['off']");
        WireError used = client.refusal("calendar_remove", "{'calendar':'off'}");
        assertThat(used.code()).isEqualTo("state_conflict");
        assertThat(used.field()).contains("args.calendar");
        assertThat(used.data().texts("jobs")).containsExactly("a");
        client.call("update", "{'job':'a','set':{'except':null}}");
        assertThat(client.call("calendar_remove", "{'calendar':'off'}").text("calendar"))
                .isEqualTo("off");
        assertThat(client.call("calendars", "{}").objects("items")).isEmpty();
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(client.refusal("calendar", "{'calendar':'of'}").code()).isEqualTo("not_found");
        WireError day = client.refusal("calendar_set", "{'calendar':'off','days':['2126-02-30']}");
        assertThat(day.field()).contains("args.days[0]");
        assertThat(day.message()).contains("there is no such day");
        client.call("calendar_set", "{'calendar':'holidays','days':[]}");
        String job = "{'job':{'sh':'true','schedule':{'kind':'fixed-rate','every_ms':3600000},";
        WireError unknown = client.refusal("add", job + "'except':['holiday']}}");
        assertThat(unknown.code()).isEqualTo("not_found");
        assertThat(unknown.field()).contains("args.job.except");
        assertThat(unknown.data().texts("suggestions")).containsExactly("holidays");
        WireError window = client.refusal("add", job + "'between':'8-18'}}");
        assertThat(window.field()).contains("args.job.between");
        assertThat(window.message()).contains("two times of day such as 08:00-18:00");
        assertThat(client.refusal("add", job + "'ends':'2000-01-01T00:00:00Z'}}").field())
                .contains("args.job.ends");
        assertThat(client.refusal("add", job + "'max_runs':0}}").field())
                .contains("args.job.max_runs");
        add("a", "'schedule':{'kind':'cron','cron':'0 3 * * *','tz':'UTC'}");
        assertThat(client.refusal("update", "{'job':'a','set':{'between':'08:00-18:00'}}").field())
                .contains("args.set.between");
    }

    @Test
    void checkForetellsWhatTheSchedulerWillFind() {
        client.call("calendar_set", "{'calendar':'off','days':['2126-03-02']}");
        Json.Obj job =
                add(
                        "a",
                        "'schedule':{'kind':'fixed-rate','every_ms':21600000},'max_runs':4,"
                                + "'starts':'2126-03-01T02:00:00Z','between':'08:00-24:00',"
                                + "'except':['off'],'tz':'UTC','jitter_ms':60000");
        Instant first = job.instant("next");
        assertThat(first).isBetween("2126-03-01T08:00:00Z", "2126-03-01T08:00:59.999Z");
        assertThat(job.object("schedule").text("anchor"))
                .as("the grid begins at the start")
                .isEqualTo("2126-03-01T02:00:00.000Z");
        Json.Obj reply = client.call("check", "{'job':'a','count':9}");
        assertThat(reply.texts("next").stream().map(Instant::parse))
                .containsExactly(
                        first,
                        first.plusSeconds(21_600),
                        first.plusSeconds(43_200),
                        first.plusSeconds(172_800));
        assertThat(reply.text("text")).contains("except off", "4 runs", "between 08:00-24:00");
        Json.Obj later = client.call("check", "{'job':'a','from':'" + first + "','count':1}");
        assertThat(later.texts("next").stream().map(Instant::parse))
                .containsExactly(first.plusSeconds(21_600));
    }

    @Test
    void aJobThatIsDueNoMoreSaysWhy() {
        client.call("calendar_set", "{'calendar':'off','days':[]}");
        add("a", "'schedule':{'kind':'fixed-rate','every_ms':3600000},'except':['off']");
        client.call("calendar_set", "{'calendar':'off','days':['1970-01-01..9999-12-31']}");
        String why = "between and except leave no time of its schedule";
        assertThat(client.call("get", "{'job':'a'}").object("job").text("no_next")).isEqualTo(why);
        assertThat(reasons("a").getLast()).contains("not due again by itself").endsWith(why);
        assertThat(client.call("check", "{'job':'a'}").text("no_next")).isEqualTo(why);
        client.call("calendar_set", "{'calendar':'off','days':[]}");
        add("b", "'schedule':{'kind':'once','at':'2126-03-01T12:00:00Z'},'except':['off']");
        client.call("calendar_set", "{'calendar':'off','days':['2126-03-01']}");
        assertThat(client.call("check", "{'job':'b'}").text("no_next")).isEqualTo(why);
        assertThat(reasons("b").getLast()).contains("not due again by itself").endsWith(why);
    }

    @Test
    void theZoneStaysThroughOtherKindsOfSchedules() {
        add(
                "a",
                "'schedule':{'kind':'cron','cron':'0 * * * *','tz':'Asia/Tokyo'},"
                        + "'between':'08:00-18:00'");
        Json.Obj rate =
                client.call(
                                "update",
                                "{'job':'a','set':{'schedule':{'kind':'fixed-rate','every_ms':1000}}}")
                        .object("job");
        assertThat(rate.text("tz")).isEqualTo("Asia/Tokyo");
        client.call("update", "{'job':'a','set':{'tz':'Asia/Seoul'}}");
        Json.Obj cron =
                client.call(
                                "update",
                                "{'job':'a','set':{'schedule':{'kind':'cron','cron':'5 * * * *'}}}")
                        .object("job");
        assertThat(cron.has("tz")).isFalse();
        assertThat(cron.object("schedule").text("tz")).isEqualTo("Asia/Seoul");
        Json.Obj other = client.call("update", "{'job':'a','set':{'tz':'UTC'}}").object("job");
        assertThat(other.object("schedule").text("tz")).isEqualTo("UTC");
    }
}
