package dev.jobd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.DurationText;
import dev.jobd.model.JobName;
import dev.jobd.model.TimeText;
import dev.jobd.socket.LineReader;
import dev.jobd.testing.Mutations;
import dev.jobd.testing.Seeds;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.JsonSyntaxException;
import dev.jobd.wire.JsonText;
import dev.jobd.wire.Request;
import dev.jobd.wire.WireErrorException;
import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever is read is taken or refused in the way that is promised; inputs are near those of the
/// corpora in `src/test/resources/fuzz`.
@Timeout(1_800)
class ParserFuzzTest {
    private static final int USUAL = 100_000;
    private static final int LENGTHY = 20_000_000;

    private static void fuzz(String corpus, Consumer<byte[]> parser) {
        long seed = Seeds.any();
        Mutations mutations = Mutations.of("/fuzz/" + corpus, seed);
        mutations.corpus().forEach(parser);
        int count = Seeds.bound(USUAL, LENGTHY);
        for (int i = 0; i < count; i++) {
            byte[] input = mutations.next();
            try {
                parser.accept(input);
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "-Dseed=%d, input %d: %s"
                                .formatted(seed, i, JsonText.of(Json.of(text(input)))),
                        e);
            }
        }
    }

    private static String text(byte[] input) {
        return new String(input, UTF_8);
    }

    @Test
    @Tag("P1")
    void jsonIsReadOrRefusedAndWhatIsReadIsWrittenTheSame() {
        fuzz(
                "json.txt",
                input -> {
                    Json.Obj line;
                    try {
                        line = JsonParser.parse(input);
                    } catch (JsonSyntaxException e) {
                        assertThat(e.offset()).isBetween(0, input.length);
                        return;
                    }
                    String written = JsonText.of(line);
                    assertThat(JsonText.of(JsonParser.parse(written.getBytes(UTF_8))))
                            .isEqualTo(written);
                    try {
                        assertThat(Request.read(line).op()).isNotNull();
                    } catch (WireErrorException refused) {
                        assertThat(refused.error().message()).isNotBlank();
                    }
                });
    }

    @Test
    @Tag("P1")
    void aDurationIsReadOrNotAndComesBackTheSame() {
        fuzz(
                "duration.txt",
                input ->
                        DurationText.parse(text(input))
                                .ifPresent(read ->
                                        assertThat(DurationText.parse(DurationText.format(read)))
                                                .contains(read)));
    }

    @Test
    @Tag("P1")
    void aTimeIsReadOrNot() {
        Instant now = Instant.parse("2026-10-24T23:30:00Z");
        ZoneId zone = ZoneId.of("Europe/Vienna");
        fuzz(
                "time.txt",
                input -> {
                    try {
                        assertThat(TimeText.parse(text(input), now, zone)).isAfter(now);
                    } catch (IllegalArgumentException refused) {
                        assertThat(refused.getMessage()).isNotBlank();
                    }
                });
    }

    @Test
    @Tag("C1")
    void aNameIsLettersDigitsAndFourSignsOrNone() {
        fuzz(
                "name.txt",
                input -> {
                    String name = text(input);
                    if (JobName.isValid(name)) {
                        assertThat(name).matches("[A-Za-z0-9._@-]{1,128}").doesNotMatch("[0-9]+");
                        assertThat(new JobName(name).text()).isEqualTo(name);
                    }
                });
    }

    @Test
    @Tag("P1")
    void linesAreCutWhereTheyEndAndNowhereElse() {
        fuzz(
                "json.txt",
                input -> {
                    ReadableByteChannel channel =
                            Channels.newChannel(new ByteArrayInputStream(input));
                    LineReader lines = new LineReader(channel, 100);
                    try {
                        LineReader.Next next = lines.next();
                        while (!(next instanceof LineReader.Next.End)
                                && !(next instanceof LineReader.Next.Endless)) {
                            if (next instanceof LineReader.Next.Line(byte[] line)) {
                                assertThat(line.length).isBetween(1, 100);
                                assertThat(line).doesNotContain('\n');
                            }
                            next = lines.next();
                        }
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
    }
}
