package dev.jobd.daemon.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.server.RigFixture;
import dev.jobd.daemon.store.StoreImage;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Several operations as one.
class BatchTest extends RigFixture {
    private static final String MANUAL = "'sh':'true','schedule':{'kind':'manual'}";

    private static String add(String name) {
        return "{'op':'add','args':{'job':{'name':'" + name + "'," + MANUAL + "}}}";
    }

    private static String update(String job, String set) {
        return "{'op':'update','args':{'job':'" + job + "','set':{" + set + "}}}";
    }

    private static String op(String op, String job) {
        return "{'op':'" + op + "','args':{'job':'" + job + "'}}";
    }

    private static String batch(List<String> ops) {
        return "{'ops':[" + String.join(",", ops) + "]}";
    }

    private static String batch(String... ops) {
        return batch(List.of(ops));
    }

    /// Returns all that is stored.
    private StoreImage image() {
        return StoreImage.of(rig.store);
    }

    @Test
    void allIsDoneInOneCommitAndInOrder() {
        long before = rig.store.view().seq();
        Json.Obj done =
                client.call(
                        "batch",
                        batch(
                                add("a"),
                                update("a", "'retries':3"),
                                update("a", "'name':'b','priority':5"),
                                add("a"),
                                op("pause", "b"),
                                op("remove", "a"),
                                add("c")));

        assertThat(done.integer("seq")).isEqualTo(before + 1);
        List<Json.Obj> jobs = done.objects("results").stream().map(it -> it.object("job")).toList();
        assertThat(jobs.stream().map(it -> it.integer("id") + " " + it.text("name")))
                .containsExactly("1 b", "1 b", "1 b", "2 a", "1 b", "2 a", "3 c");
        assertThat(jobs.get(5).has("rev")).isFalse();
        Json.Obj job = client.call("get", "{'job':'b'}").object("job");
        assertThat(job.integer("id")).isEqualTo(1);
        assertThat(job.integer("rev")).isEqualTo(3);
        assertThat(job.integer("retries")).isEqualTo(3);
        assertThat(job.integer("priority")).isEqualTo(5);
        assertThat(job.flag("paused")).isTrue();
        assertThat(client.refusal("get", "{'job':'a'}").code()).isEqualTo("not_found");
        assertThat(client.refusal("get", "{'job':'2'}").code()).isEqualTo("not_found");
        assertThat(client.call("get", "{'job':'c'}").object("job").integer("id")).isEqualTo(3);
    }

    @Test
    void aStepSeesWhatIsStoredAndByNumber() {
        client.call("add", "{'job':{'name':'old'," + MANUAL + "}}");
        client.call(
                "batch",
                batch(
                        update("1", "'name':'new'"),
                        update("new", "'retries':1"),
                        update("1", "'retries':2"),
                        add("old")));

        assertThat(client.call("get", "{'job':1}").object("job").text("name")).isEqualTo("new");
        assertThat(client.call("get", "{'job':1}").object("job").integer("rev")).isEqualTo(4);
        assertThat(client.call("get", "{'job':'old'}").object("job").integer("id")).isEqualTo(2);
    }

    @Test
    @Tag("P13")
    void anErrorAtAnyStepChangesNothing() {
        client.call(
                "add",
                "{'job':{'name':'old','sh':'true','schedule':{'kind':'fixed-rate','every_ms':3600000}}}");
        client.call("add", "{'job':{'name':'busy','sh':'sleep 1000','retries':1}}");
        client.call("trigger", "{'job':'busy'}");
        List<String> good =
                List.of(
                        add("a"),
                        update("old", "'name':'renamed','schedule':{'every_ms':60000}"),
                        op("pause", "renamed"),
                        update("a", "'name':'b'"),
                        "{'op':'remove','args':{'job':'busy','stop':true}}",
                        "{'op':'add','args':{'job':{'name':'now','sh':'true'}}}",
                        op("resume", "renamed"),
                        op("remove", "b"),
                        add("busy"));
        List<String> bad =
                List.of(
                        op("pause", "nobody"),
                        add("old2").replace("old2','sh'", "old2','group':'none','sh'"),
                        update("old", "'retries':-1"),
                        "{'op':'remove','args':{'job':'busy','if_rev':7}}",
                        "{'op':'add','args':{'job':{'sh':'x','schedule':{'kind':'once','at':'2020-01-01T00:00:00Z'}}}}");
        awaitRunning();
        StoreImage before = image();
        for (String wrong : bad) {
            for (int step = 0; step <= good.size(); step++) {
                List<String> ops = new ArrayList<>(good);
                ops.add(step, wrong);
                WireError error = client.refusal("batch", batch(ops));
                assertThat(image()).as("%s at %s", wrong, step).isEqualTo(before);
                if (!error.errors().isEmpty()) {
                    continue;
                }
                assertThat(error.data().integer("index"))
                        .as("%s: %s", wrong, error)
                        .isLessThanOrEqualTo(step);
                assertThat(error.field().orElseThrow())
                        .startsWith("args.ops[" + error.data().integer("index") + "].args.");
            }
        }
        assertThat(client.call("batch", batch(good)).integer("seq")).isGreaterThan(before.seq());
        assertThat(client.refusal("get", "{'job':'old'}").code()).isEqualTo("not_found");
    }

    private void awaitRunning() {
        while (!client.call("run", "{'run':'busy/1'}")
                .object("run")
                .text("state")
                .equals("running")) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'op':'trigger','args':{'job':'a'}}|invalid_argument|args.ops[1].op",
                "{'op':'pause','args':{'job':'a','key':'k'}}|unknown_field|args.ops[1].args.key",
                "{'op':'add','args':{'job':{}}}|invalid_argument|args.ops[1].args.job.cmd",
                "{'op':'update','args':{'job':'a','set':{'retries':'x'}}}|invalid_argument|args.ops[1].args.set.retries",
                "{'op':'update','args':{'job':'a','if_rev':9,'set':{}}}|rev_mismatch|args.ops[1].args.if_rev",
                "{'op':'pause','args':{'job':'a','if_rev':9}}|rev_mismatch|args.ops[1].args.if_rev",
                "{'op':'add','args':{'job':{'name':'a','sh':'x'}}}|already_exists|args.ops[1].args.job.name",
                "{'op':'pause','args':{'job':'b'}}|not_found|args.ops[1].args.job",
            })
    void anErrorNamesTheFieldWithinTheBatch(String op, String code, String field) {
        WireError error = client.refusal("batch", batch(add("a"), op));

        assertThat(error.code()).isEqualTo(code);
        assertThat(error.field()).contains(field);
    }

    @Test
    void aBatchHasAtMostAThousandOperations() {
        List<String> ops = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            ops.add(add("job-" + i));
        }
        assertThat(client.call("batch", batch(ops)).objects("results")).hasSize(1_000);
        ops.add(add("one-more"));
        assertThat(client.refusal("batch", batch(ops)).field()).contains("args.ops");
        assertThat(client.refusal("batch", "{'ops':[]}").field()).contains("args.ops");
    }

    @Test
    void aDryRunOfAnyOperationAnswersAndChangesNothing() {
        client.call("add", "{'job':{'name':'a'," + MANUAL + "}}");
        StoreImage before = image();

        assertThat(dry("add", "'job':{'name':'b','sh':'x'}").object("run").text("id"))
                .isEqualTo("2/1");
        assertThat(dry("update", "'job':'a','set':{'retries':9}").object("job").integer("retries"))
                .isEqualTo(9);
        assertThat(dry("pause", "'job':'a'").object("job").flag("paused")).isTrue();
        assertThat(dry("remove", "'job':'a'").object("job").integer("id")).isEqualTo(1);
        assertThat(dry("trigger", "'job':'a'").object("run").text("state")).isEqualTo("queued");
        assertThat(
                        dry("batch", "'ops':[" + add("x") + "," + op("pause", "x") + "]")
                                .objects("results"))
                .hasSize(2);
        assertThat(client.refusal("remove", "{'job':'a','if_rev':3,'dry_run':true}").code())
                .isEqualTo("rev_mismatch");
        assertThat(image()).isEqualTo(before);
        client.call("add", "{'job':{'name':'b'," + MANUAL + "}}");
        assertThat(client.call("get", "{'job':'b'}").object("job").integer("id")).isEqualTo(2);
    }

    private Json.Obj dry(String op, String args) {
        return client.call(op, "{" + args + ",'dry_run':true}");
    }
}
