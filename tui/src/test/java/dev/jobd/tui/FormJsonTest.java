package dev.jobd.tui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobd.tui.state.FormContent;
import dev.jobd.tui.state.FormField;
import dev.jobd.tui.state.JobDetail;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.JsonText;
import dev.jobd.wire.Operations;
import dev.jobd.wire.Shape;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormJsonTest {

    private static final Instant NOW = Instant.parse("2026-11-23T07:41:49Z");

    private static final String JOB =
            """
            {"id":3,"name":"etl","rev":4,"created":"2026-11-23T07:41:49Z","updated":"2026-11-23T07:41:49Z",
             "cmd":["sh","-c","echo 'a b'"],"schedule":{"kind":"fixed-rate","every_ms":90000,
             "anchor":"2026-11-23T07:00:00Z"},"group":"db","priority":5,"retries":2,"retry_delay_ms":30000,
             "timeout_ms":null,"stop_signal":"INT","grace_ms":10000,"on_daemon_restart":"kill",
             "keep_runs":7,"keep_for_ms":86400000,"dir":"/","umask":"0022",
             "env":{"API_TOKEN":"***","MODE":"two words"}}
            """;

    private final JobDetail detail = FormJson.detail(parse(JOB));

    @Test
    void aJobIsReadIntoTheWordsOfTheForm() {
        assertThat(detail.values())
                .containsEntry("command", "sh -c 'echo '\\''a b'\\'''")
                .containsEntry("kind", "every")
                .containsEntry("when", "1m30s")
                .containsEntry("retry_delay_ms", "30s")
                .containsEntry("keep_for_ms", "1d")
                .containsEntry("env", "API_TOKEN=*** 'MODE=two words'")
                .doesNotContainKey("timeout_ms");
    }

    @Test
    void aCronExpressionStaysOneWhenItIsChanged() {
        JobDetail nightly =
                FormJson.detail(
                        parse(
                                JOB.replace("fixed-rate", "cron")
                                        .replace("\"every_ms\":90000", "\"cron\":\"30 2 * * *\"")
                                        .replace("\"anchor\":", "\"tz\":\"UTC\",\"x\":")));
        assertThat(nightly.values())
                .containsEntry("kind", "cron")
                .containsEntry("when", "30 2 * * *");
        Map<String, String> changed = new HashMap<>(nightly.values());
        changed.put("when", "@daily");
        FormContent content = new FormContent(3, 4, changed, nightly.values());

        assertThat(FormJson.changes(content, NOW).job())
                .isEqualTo(
                        parse(
                                "{\"schedule\":{\"kind\":\"cron\",\"cron\":\"@daily\",\"tz\":\"UTC\"}}"));
    }

    @Test
    void whatAJobRunsAfterIsReadAndWritten() {
        JobDetail after =
                FormJson.detail(
                        parse(
                                JOB.replace("fixed-rate", "after")
                                        .replace(
                                                "\"every_ms\":90000",
                                                "\"parents\":[{\"job\":\"a\",\"on\":\"ok\"},"
                                                        + "{\"job\":\"b\",\"on\":\"any\"}]")
                                        .replace("\"anchor\":", "\"x\":")));
        assertThat(after.values()).containsEntry("kind", "after").containsEntry("when", "a, b:any");
        Map<String, String> changed = new HashMap<>(after.values());
        changed.put("kind", "after one of");
        changed.put("when", "a:fail  c");
        FormJson.Read read = FormJson.read(new FormContent(0, 0, changed, Map.of()), NOW);
        assertThat(JsonText.of(read.job().object("schedule")))
                .isEqualTo(
                        "{\"kind\":\"after\",\"parents\":[{\"job\":\"a\",\"on\":\"fail\"},"
                                + "{\"job\":\"c\",\"on\":\"ok\"}],\"one_of\":true}");
        changed.put("when", "a:maybe");
        assertThat(
                        FormJson.read(new FormContent(0, 0, changed, Map.of()), NOW)
                                .problems()
                                .get("when"))
                .startsWith("'a:maybe' is not a job's name");
    }

    @Test
    void theFormKnowsEveryMemberOfADefinition() {
        // Where a job comes from is not for people to change.
        List<String> known = new ArrayList<>(List.of("cmd", "sh", "schedule", "origin"));
        for (FormField field : FormField.values()) {
            known.add(field.id());
        }
        Shape.Struct definition =
                (Shape.Struct)
                        Operations.require("add").args().fields().stream()
                                .filter(field -> field.name().equals("job"))
                                .findFirst()
                                .orElseThrow()
                                .shape();
        assertThat(known).containsAll(definition.names());
    }

    @Test
    void whatTheFormWritesTheProtocolTakes() {
        FormContent content = new FormContent(0, 0, detail.values(), detail.values());
        FormJson.Read read = FormJson.read(content, NOW);
        assertThat(read.problems()).isEmpty();
        Json.Obj args = Json.object().put("job", read.job()).build();
        Operations.require("add").check(args);
        assertThat(read.job().texts("cmd")).containsExactly("sh", "-c", "echo 'a b'");
        assertThat(read.job().object("env").text("MODE")).isEqualTo("two words");
    }

    @Test
    void onlyWhatIsChangedIsSentAndMaskedValuesStay() {
        Map<String, String> values = new HashMap<>(detail.values());
        values.put("env", "API_TOKEN=*** NEW=1");
        values.put("grace_ms", "20s");
        values.put("group", "");
        FormContent content = new FormContent(3, 4, values, detail.values());
        FormJson.Read changes = FormJson.changes(content, NOW);
        assertThat(JsonText.of(Wishes.patch(changes)))
                .isEqualTo(
                        "{\"grace_ms\":20000,\"env\":{\"NEW\":\"1\",\"MODE\":null},\"group\":null}");
    }

    @Test
    void aHiddenValueIsNeverTakenForTheValueOfACopy() {
        FormContent copy =
                new FormContent(
                        0, 0, Map.of("command", "true", "kind", "now", "env", "KEY=***"), Map.of());
        assertThat(FormJson.read(copy, NOW).problems().get("env")).contains("KEY", "say its value");
    }

    @Test
    void aFieldThatCannotBeReadIsNamed() {
        Map<String, String> values = new HashMap<>();
        values.put("command", "echo 'open");
        values.put("kind", "every");
        values.put("when", "5");
        values.put("retries", "two");
        values.put("env", "novalue");
        FormJson.Read read = FormJson.read(new FormContent(0, 0, values, Map.of()), NOW);
        assertThat(read.problems()).containsOnlyKeys("command", "when", "retries", "env");
        assertThat(read.problems().get("when")).contains("90s");
    }

    @Test
    void aTimeIsReadAsPeopleWriteIt() {
        Map<String, String> values =
                Map.of("command", "true", "kind", "once", "when", "2026-12-01T08:00:00Z");
        FormJson.Read read = FormJson.read(new FormContent(0, 0, values, Map.of()), NOW);
        assertThat(read.job().object("schedule").instant("at"))
                .isEqualTo(Instant.parse("2026-12-01T08:00:00Z"));
    }

    @Test
    void wordsAreSplitAsAShellDoes() {
        assertThat(Words.split("a 'b c' \"d \\\" e\" f\\ g h'i'j ''"))
                .containsExactly("a", "b c", "d \" e", "f g", "hij", "");
        assertThatThrownBy(() -> Words.split("a \"b")).hasMessageContaining("not closed");
        List<String> words = List.of("plain", "it's", "two words", "", "a\\b", "\"");
        assertThat(Words.split(Words.join(words))).isEqualTo(words);
    }

    private static Json.Obj parse(String text) {
        return JsonParser.parse(text.replace("\n", " ").getBytes(StandardCharsets.UTF_8));
    }
}
