package dev.jobd.daemon.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the audit log has of a conversation. A reply has its line already when it is read.
class AuditTest extends RigFixture {
    private static final String JOB =
            "{'job':{'name':'a','sh':'sleep 60','grace_ms':100,'schedule':{'kind':'manual'},"
                    + "'env':{'PLAIN':'canary-1','A_KEY':'canary-2'}}}";

    private List<Json.Obj> lines() throws IOException {
        return Files.readAllLines(directory.resolve("audit.jsonl")).stream()
                .map(line -> JsonParser.parse(line.getBytes(UTF_8)))
                .toList();
    }

    private static String told(Json.Obj line) {
        return "%s %s %s %s rev %s, %s"
                .formatted(
                        line.text("op"),
                        line.findText("target").orElse("-"),
                        line.findInteger("job").stream()
                                .mapToObj(Long::toString)
                                .findAny()
                                .orElse("-"),
                        line.findText("run").orElse("-"),
                        line.findInteger("rev").stream()
                                .mapToObj(Long::toString)
                                .findAny()
                                .orElse("-"),
                        line.text("outcome"));
    }

    @Test
    @Tag("C9")
    void eachChangeAndEachRefusedChangeIsOneLine() throws IOException {
        client.call("hello", "{'client':'test/1'}");
        client.call("add", JOB);
        client.refusal("add", JOB);
        client.call("list", "{}");
        client.call("update", "{'job':'a','if_rev':1,'set':{'retries':1}}");
        client.refusal("update", "{'job':1,'if_rev':1,'set':{'retries':2}}");
        client.refusal("pause", "{'job':'b'}");
        client.refusal("pause", "{'job':{'x':1}}");
        client.call("trigger", "{'job':1}");
        client.call("stop", "{'run':'a/1'}");
        client.call("pause", "{'job':'a'}");
        client.call("remove", "{'job':'a','stop':true}");
        client.call("shutdown", "{}");

        assertThat(lines())
                .extracting(AuditTest::told)
                .containsExactly(
                        "add a 1 - rev 1, ok",
                        "add a - - rev -, already_exists",
                        "update a 1 - rev 2, ok",
                        "update 1 - - rev -, rev_mismatch",
                        "pause b - - rev -, not_found",
                        "pause - - - rev -, invalid_argument",
                        "trigger 1 1 1/1 rev 2, ok",
                        "stop a/1 1 1/1 rev 2, ok",
                        "pause a 1 - rev 2, ok",
                        "remove a 1 - rev -, ok",
                        "shutdown - - - rev -, ok");
        for (Json.Obj line : lines()) {
            assertThat(line.members().keySet())
                    .containsExactly(
                            "at", "uid", "pid", "client", "op", "target", "job", "run", "rev",
                            "seq", "key", "outcome");
            assertThat(line.text("client")).isEqualTo("test/1");
            assertThat(line.integer("pid")).isEqualTo(ProcessHandle.current().pid());
        }
        assertThat(lines())
                .filteredOn(it -> it.find("job").isPresent())
                .extracting(it -> it.integer("seq"))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    @Tag("C7")
    void whoAsksForSecretsIsRecordedAndTheSecretsAreNot() throws IOException {
        client.call("add", JOB);
        client.call("get", "{'job':'a'}");
        client.call("get", "{'job':'a','reveal':true}");
        client.call("update", "{'job':'a','set':{'env':{'A_KEY':'canary-3'}}}");
        client.refusal("add", JOB.replace("'name':'a'", "'name':'canary /'"));

        assertThat(lines())
                .extracting(line -> line.text("op"))
                .containsExactly("add", "get", "update", "add");
        assertThat(Files.readString(directory.resolve("audit.jsonl")))
                .doesNotContain("canary-1", "canary-2", "canary-3");
    }

    @Test
    @Tag("C9")
    void ofCalendarsItIsSaidWhich() throws IOException {
        client.call("calendar_set", "{'calendar':'holidays','days':['2026-12-25']}");
        client.call("calendar_remove", "{'calendar':'holidays'}");

        assertThat(lines())
                .extracting(AuditTest::told)
                .containsExactly(
                        "calendar_set holidays - - rev -, ok",
                        "calendar_remove holidays - - rev -, ok");
    }

    @Test
    @Tag("C9")
    void aDryRunIsToldFromAChange() throws IOException {
        client.call("add", JOB.replace("}}}", "}},'dry_run':true}"));

        assertThat(lines()).extracting(AuditTest::told).containsExactly("add a - - rev -, checked");
    }

    @Test
    @Tag("C9")
    void aClientThatIsGoneBeforeItsAnswerHasItsLine() throws IOException {
        rig.store.hold();
        try (Client hasty = rig.connect()) {
            hasty.send("{'op':'add','args':" + JOB + "}\n");
            while (rig.store.held() < 1) {
                Thread.onSpinWait();
            }
        }
        rig.store.release();
        rig.awaitConnections(1);
        client.call("pause", "{'job':'a'}");

        assertThat(lines()).extracting(line -> line.text("op")).containsExactly("add", "pause");
    }

    @Test
    @Tag("C2")
    void whatAClientSaysCannotForgeALineOrDriveATerminal() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c < 0x3000; c++) {
            all.appendCodePoint(c);
        }
        String text = all.toString();
        for (int from = 0; from < text.length(); from += 100) {
            String part = text.substring(from, Math.min(text.length(), from + 100));
            Json.Obj args = Json.object().put("job", part).build();
            client.send(
                    dev.jobd.wire.JsonText.line(new dev.jobd.wire.Request("pause", args).toJson()));
            client.next();
        }
        String log = Files.readString(directory.resolve("audit.jsonl"));
        assertThat(lines()).hasSize((text.length() + 99) / 100);
        assertThat(log.codePoints())
                .noneMatch(c ->
                        (c < 0x20 && c != '\n')
                                || (c >= 0x7f && c <= 0x9f)
                                || (c >= 0x2028 && c <= 0x202e)
                                || (c >= 0x2066 && c <= 0x2069)
                                || c == 0x61c
                                || c == 0x200e
                                || c == 0x200f);
    }
}
