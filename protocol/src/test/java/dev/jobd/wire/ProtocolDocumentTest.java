package dev.jobd.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The documents of the protocol are those of the tables. `-Dprotocol.update=true` writes them
/// anew, but nothing that takes something away from clients; `-Dprotocol.break=true` does that as
/// well.
class ProtocolDocumentTest {
    private static final Path MARKDOWN = Path.of("../docs/protocol.md");
    private static final Path SCHEMA = Path.of("../docs/protocol.schema.json");

    private static Json.Obj json(String text) {
        return JsonParser.parseReply(text.replace('\n', ' ').getBytes(UTF_8));
    }

    @Test
    @Tag("P18")
    void theSchemaOnlyAddsToTheOneThatIsWrittenDown() throws IOException {
        String schema = ProtocolDocument.schema();
        if (!Boolean.getBoolean("protocol.break") && Files.exists(SCHEMA)) {
            assertThat(Compatibility.broken(json(Files.readString(SCHEMA)), json(schema)))
                    .as("clients that know %s; -Dprotocol.break=true if it must be", SCHEMA)
                    .isEmpty();
        }
        update(SCHEMA, schema);
    }

    @Test
    @Tag("P18")
    void theDocumentIsThatOfTheTables() throws IOException {
        update(MARKDOWN, ProtocolDocument.markdown());
    }

    private static void update(Path file, String text) throws IOException {
        if (Boolean.getBoolean("protocol.update")) {
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file).equals(text))
                .as("%s is that of the tables; -Dprotocol.update=true writes it anew", file)
                .isTrue();
    }

    @ParameterizedTest
    @Tag("P18")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'sh':{|'ssh':{|add.args.job.sh is gone",
                "'required':['now','seq']|'required':['seq']|ping.result.now may be absent now",
                "'minimum':1,'maximum':1000|'minimum':2,'maximum':1000|minimum was 1 and is 2",
                "'default':100|'default':50|has another value if absent",
                "'required':['job']|'required':['job','set2']|set2 must be given now",
                "'remove.args'|'removal.args'|remove.args is gone",
                "'finished'|'over'|a word is gone",
            })
    void whatTakesSomethingAwayIsFound(String from, String to, String found) {
        String before = JsonText.of(json(ProtocolDocument.schema()));
        String after = before.replace(from.replace('\'', '"'), to.replace('\'', '"'));

        assertThat(after).isNotEqualTo(before);
        assertThat(Compatibility.broken(json(before), json(after)))
                .anyMatch(sentence -> sentence.contains(found));
        assertThat(Compatibility.broken(json(before), json(before))).isEmpty();
    }

    @ParameterizedTest
    @Tag("P18")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'finished'|'finished','resting'",
                "'maximum':1000,'default':100|'maximum':2000,'default':100",
                "'required':['now','seq']|'required':['now','seq','more']",
            })
    void whatIsOnlyAddedIsNot(String from, String to) {
        String before = JsonText.of(json(ProtocolDocument.schema()));
        String after = before.replace(from.replace('\'', '"'), to.replace('\'', '"'));

        assertThat(after).isNotEqualTo(before);
        assertThat(Compatibility.broken(json(before), json(after))).isEmpty();
    }
}
