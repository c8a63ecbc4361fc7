package dev.jobd.daemon.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.server.RigFixture;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Figures of past runs, and their removal.
class CleanTest extends RigFixture {
    private static final String LATER = "'before':'2999-01-01T00:00:00Z'";

    /// Two one-off jobs that are done, one that runs, and a job with three runs of which one
    /// failed.
    @BeforeEach
    void past() {
        run("good", "true", "now");
        run("bad", "exit 3", "now");
        add("busy", "sleep 60", "now");
        add("often", "true", "manual");
        for (int i = 0; i < 3; i++) {
            client.call("trigger", "{'job':'often'}");
            end("often");
        }
        client.call("update", "{'job':'often','set':{'sh':'exit 1'}}");
        client.call("trigger", "{'job':'often'}");
        end("often");
    }

    private void add(String name, String shell, String schedule) {
        client.call(
                "add",
                "{'job':{'name':'%s','sh':'%s','grace_ms':100,'schedule':{'kind':'%s'}}}"
                        .formatted(name, shell, schedule));
    }

    private void run(String name, String shell, String schedule) {
        add(name, shell, schedule);
        end(name);
    }

    private void end(String run) {
        client.call("log", "{'run':'" + run + "','stream':'none','follow':true}");
        client.feed();
    }

    private List<String> runs() {
        return client.call("runs", "{}").objects("items").stream()
                .map(run -> run.text("id"))
                .sorted()
                .toList();
    }

    private List<String> jobs() {
        return client.call("list", "{}").objects("items").stream()
                .map(job -> job.text("name"))
                .toList();
    }

    private static List<String> gone(Json.Obj reply) {
        return reply.objects("jobs").stream().map(job -> job.text("name")).toList();
    }

    @Test
    void finishedOneOffsGoWithTheirRunsAndNothingElse() {
        Json.Obj shown = client.call("clean", "{'dry_run':true}");
        assertThat(shown.integer("runs")).isEqualTo(2);
        assertThat(gone(shown)).containsExactly("bad", "good");
        assertThat(jobs()).hasSize(4);

        Json.Obj reply = client.call("clean", "{}");

        assertThat(reply.integer("runs")).isEqualTo(2);
        assertThat(gone(reply)).containsExactly("bad", "good");
        assertThat(reply.has("next")).isFalse();
        assertThat(jobs()).containsExactly("busy", "often");
        assertThat(runs()).containsExactly("3/1", "4/1", "4/2", "4/3", "4/4");
        assertThat(client.call("clean", "{}").integer("runs")).isZero();
    }

    @Test
    void anAgeTakesRunsOfEveryJobButNothingThatIsActive() {
        Instant past = Instant.now().minus(Duration.ofHours(1));
        assertThat(client.call("clean", "{'before':'" + past + "'}").integer("runs")).isZero();

        assertThat(client.call("clean", "{" + LATER + "}").integer("runs")).isEqualTo(6);

        assertThat(jobs()).containsExactly("busy", "often");
        assertThat(runs()).containsExactly("3/1");
    }

    @Test
    void outcomesAndSelectionChoose() {
        client.call("clean", "{'ok':true}");
        assertThat(jobs()).containsExactly("bad", "busy", "often");
        client.call("clean", "{" + LATER + ",'failed':true,'jobs':['often']}");
        assertThat(runs()).containsExactly("2/1", "3/1", "4/1", "4/2", "4/3");
        client.call("clean", "{" + LATER + ",'filter':{'name':{'glob':'b*'}}}");
        assertThat(runs()).containsExactly("3/1", "4/1", "4/2", "4/3");
        WireError refused = client.refusal("clean", "{'jobs':['oftn']}");
        assertThat(refused.message()).contains("there is no job 'oftn'; did you mean 'often'?");
    }

    @Test
    void runsOfJobsThatAreGoneGoToo() {
        client.call("remove", "{'job':'often'}");

        assertThat(client.call("clean", "{'before':'2999-01-01T00:00:00Z'}").integer("runs"))
                .isEqualTo(6);
        assertThat(runs()).containsExactly("3/1");
    }

    @Test
    void whatWasAskedTwiceWithOneKeyIsDoneOnce() {
        Json.Obj first = client.call("clean", "{'key':'k'}");
        Json.Obj second = client.call("clean", "{'key':'k'}");

        assertThat(first.integer("runs")).isEqualTo(2);
        assertThat(second.integer("runs")).isIn(0L, 2L);
        assertThat(jobs()).containsExactly("busy", "often");
    }

    @Test
    void figuresCountWhatThereIs() {
        List<Json.Obj> items = client.call("job_stats", "{}").objects("items");

        assertThat(items)
                .extracting(it -> it.text("job"))
                .containsExactly("bad", "busy", "good", "often");
        Json.Obj often = items.getLast();
        assertThat(often.integer("runs")).isEqualTo(4);
        assertThat(often.object("counts").integer("ok")).isEqualTo(3);
        assertThat(often.object("counts").integer("failed")).isEqualTo(1);
        assertThat(often.object("duration").integer("count")).isEqualTo(4);
        assertThat(often.object("late").integer("count")).isEqualTo(4);
        assertThat(often.objects("recent"))
                .extracting(it -> it.integer("number"))
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(items.get(1).object("counts").integer("ok")).isZero();
    }

    @Test
    void figuresAreOfChosenJobsAndOfLateAndPageByPage() {
        assertThat(
                        client.call(
                                        "job_stats",
                                        "{'jobs':['often'],'since':'2999-01-01T00:00:00Z'}")
                                .objects("items")
                                .getFirst()
                                .integer("runs"))
                .isZero();
        Json.Obj page = client.call("job_stats", "{'filter':{'name':{'glob':'b*'}},'limit':1}");
        assertThat(page.objects("items").getFirst().text("job")).isEqualTo("bad");
        Json.Obj next =
                client.call(
                        "job_stats",
                        "{'filter':{'name':{'glob':'b*'}},'limit':1,'cursor':'%s'}"
                                .formatted(page.text("next")));
        assertThat(next.objects("items").getFirst().text("job")).isEqualTo("busy");
    }
}
