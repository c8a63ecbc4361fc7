package dev.jobd.daemon.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.server.Client;
import dev.jobd.daemon.server.RigFixture;
import dev.jobd.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Requests with a key are done once.
class KeyTest extends RigFixture {
    private static final String ADD =
            "{'key':'k','job':{'name':'a','sh':'true','env':{'MY_TOKEN':'x'}}}";

    private static Json.Obj withoutReplayed(Json.Obj result) {
        Json.Builder rest = Json.object();
        result.members()
                .forEach((name, value) -> {
                    if (!name.equals("replayed")) {
                        rest.put(name, value);
                    }
                });
        return rest.build();
    }

    @Test
    void theSameRequestIsAnsweredAsBefore() {
        Json.Obj first = client.call("add", ADD);
        client.call("update", "{'job':'a','set':{'retries':3}}");
        Json.Obj again =
                client.call("add", ADD.replace("'name':'a','sh':'true'", "'sh':'true','name':'a'"));

        assertThat(first.has("replayed")).isFalse();
        assertThat(again.flag("replayed")).isTrue();
        assertThat(withoutReplayed(again)).isEqualTo(first);
        assertThat(first.object("job").object("env").text("MY_TOKEN")).isEqualTo("***");
        assertThat(client.call("list", "{}").array("items")).hasSize(1);
    }

    @Test
    void anotherRequestWithTheKeyIsRefused() {
        client.call("add", ADD);

        assertThat(client.refusal("add", ADD.replace("true", "false")).code())
                .isEqualTo("idempotency_mismatch");
        assertThat(client.refusal("pause", "{'job':'a','key':'k'}").field()).contains("args.key");
        assertThat(client.refusal("pause", "{'job':'nobody','key':'k'}").code())
                .isEqualTo("idempotency_mismatch");
        assertThat(client.call("add", ADD).flag("replayed")).isTrue();
    }

    @Test
    void theSameArgumentsOfAnotherOperationAreAnotherRequest() {
        client.call("add", ADD);
        client.call("pause", "{'job':'a','key':'p'}");

        assertThat(client.refusal("resume", "{'job':'a','key':'p'}").code())
                .isEqualTo("idempotency_mismatch");
        assertThat(client.call("get", "{'job':'a'}").object("job").flag("paused")).isTrue();
    }

    @Test
    void whatIsGoneByTheRequestItselfIsNoReasonToRefuseIt() {
        client.call("add", "{'job':{'name':'b','sh':'true','schedule':{'kind':'manual'}}}");
        String remove = "{'job':'b','if_rev':1,'key':'rm'}";
        Json.Obj first = client.call("remove", remove);

        assertThat(withoutReplayed(client.call("remove", remove))).isEqualTo(first);
        String update = "{'job':'c','if_rev':1,'set':{'retries':1},'key':'up'}";
        client.call("add", "{'job':{'name':'c','sh':'true','schedule':{'kind':'manual'}}}");
        assertThat(client.call("update", update).object("job").integer("rev")).isEqualTo(2);
        assertThat(client.call("update", update).flag("replayed")).isTrue();
    }

    @Test
    void whatIsRememberedIsCounted() {
        assertThat(client.call("stats", "{}").integer("receipts")).isZero();
        client.call("add", ADD);
        client.call("add", ADD);
        client.call("pause", "{'job':'a','key':'p'}");

        assertThat(client.call("stats", "{}").integer("receipts")).isEqualTo(2);
    }

    @Test
    void onlyASuccessIsRemembered() {
        assertThat(client.refusal("pause", "{'job':'a','key':'p'}").code()).isEqualTo("not_found");
        client.call("add", ADD);

        assertThat(client.call("pause", "{'job':'a','key':'p'}").has("replayed")).isFalse();
        assertThat(client.call("pause", "{'job':'a','key':'p'}").flag("replayed")).isTrue();
    }

    @Test
    void everyChangeTakesAKey() {
        client.call("add", ADD);
        for (String op : List.of("pause", "resume", "trigger")) {
            String args = "{'job':'a','key':'" + op + "'}";
            Json.Obj first = client.call(op, args);
            assertThat(withoutReplayed(client.call(op, args))).as(op).isEqualTo(first);
        }
        String batch = "{'key':'b','ops':[{'op':'add','args':{'job':{'name':'z','sh':'x'}}}]}";
        Json.Obj first = client.call("batch", batch);
        assertThat(withoutReplayed(client.call("batch", batch))).isEqualTo(first);
    }

    @Test
    void aDryRunRemembersNothing() {
        client.call("add", ADD.replace("}}}", "}},'dry_run':true}"));

        assertThat(client.call("add", ADD).has("replayed")).isFalse();
    }

    @Test
    @Tag("P11")
    void theSameKeyAHundredTimesAtOnceMakesOneJob() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(100)) {
            List<Callable<Json.Obj>> calls = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Client other = rig.connect();
                calls.add(() -> {
                    try (other) {
                        return other.call("add", ADD);
                    }
                });
            }
            rig.store.hold();
            List<Future<Json.Obj>> answers = new ArrayList<>();
            calls.forEach(call -> answers.add(threads.submit(call)));
            while (rig.store.held() == 0) {
                Thread.onSpinWait();
            }
            rig.store.release();
            int replayed = 0;
            for (Future<Json.Obj> answer : answers) {
                replayed += answer.get().flag("replayed") ? 1 : 0;
            }
            assertThat(replayed).isEqualTo(99);
        }
        assertThat(client.call("list", "{}").array("items")).hasSize(1);
        assertThat(client.call("runs", "{}").array("items")).hasSize(1);
    }

    @Test
    void aKeyBelongsToItsUserAndIsPrintable() {
        assertThat(client.refusal("add", ADD.replace("'k'", "''")).field()).contains("args.key");
        assertThat(client.refusal("add", ADD.replace("'k'", "'\\u0007'")).field())
                .contains("args.key");
        assertThat(client.refusal("add", ADD.replace("'k'", "'" + "k".repeat(129) + "'")).field())
                .contains("args.key");
    }
}
