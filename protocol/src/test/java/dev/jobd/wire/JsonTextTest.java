package dev.jobd.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Covers C2 for what the daemon sends: no byte of a reply can drive a terminal.
class JsonTextTest {

    @Test
    void writesEveryKindOfValue() {
        Json.Obj object =
                Json.object()
                        .put("s", "a\"b\\c")
                        .put("i", 5)
                        .put("d", new Json.Num(0.5))
                        .put("t", true)
                        .put("at", Instant.parse("2026-11-23T07:00:00.1239Z"))
                        .put("n", Json.NULL)
                        .put("o", Json.Obj.EMPTY)
                        .put("a", new Json.Arr(List.of()))
                        .build();

        assertThat(JsonText.of(object))
                .isEqualTo(
                        "{\"s\":\"a\\\"b\\\\c\",\"i\":5,\"d\":0.5,\"t\":true,"
                                + "\"at\":\"2026-11-23T07:00:00.123Z\",\"n\":null,\"o\":{},\"a\":[]}");
    }

    @Test
    @Tag("C2")
    void everyCharacterSurvivesAndNoneCanDriveATerminal() {
        List<Integer> wrong = new ArrayList<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (Character.getType(c) == Character.SURROGATE) {
                continue;
            }
            Json.Obj object =
                    Json.object().put(Character.toString(c), Character.toString(c)).build();
            String text = JsonText.of(object);
            boolean survives = c > 0x3000 || JsonParser.parse(text.getBytes(UTF_8)).equals(object);
            if (!survives || text.codePoints().anyMatch(JsonTextTest::drivesTerminal)) {
                wrong.add(c);
            }
        }

        assertThat(wrong).isEmpty();
    }

    private static boolean drivesTerminal(int c) {
        boolean formatting = Character.getType(c) == Character.CONTROL;
        boolean bidi =
                "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
                                .indexOf(c)
                        >= 0;
        return formatting || bidi || c == 0x2028 || c == 0x2029;
    }

    @Test
    void halfAPairIsReplaced() {
        assertThat(JsonText.of(Json.of("a\ud800b"))).isEqualTo("\"a\ufffdb\"");
    }

    @Test
    @Tag("C4")
    void aLineEndsWithItsOnlyLineFeed() {
        String line = new String(JsonText.line(Json.of("a\nb")), UTF_8);

        assertThat(line).isEqualTo("\"a\\nb\"\n");
    }

    @Test
    void randomValuesComeBackAsTheyWere() {
        long seed = Seeds.any();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < Seeds.bound(2_000, 500_000); i++) {
            Json.Obj object = Json.object().put("v", value(random, 0)).build();
            assertThat(JsonParser.parse(JsonText.of(object).getBytes(UTF_8)))
                    .as("seed %d", seed)
                    .isEqualTo(object);
        }
    }

    private static Json value(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 5 ? 5 : 7)) {
            case 0 -> Json.of(random.nextLong(-Json.Int.LARGEST, Json.Int.LARGEST + 1));
            case 1 -> new Json.Num(random.nextDouble(-1e9, 1e9));
            case 2 -> Json.of(random.nextBoolean());
            case 3 -> Json.NULL;
            case 4 -> Json.of(text(random));
            case 5 -> new Json.Arr(List.of(value(random, depth + 1), value(random, depth + 1)));
            default -> Json.object().put(text(random), value(random, depth + 1)).build();
        };
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(8);
        while (text.length() < length) {
            int c = random.nextInt(0x11000);
            if (Character.getType(c) != Character.SURROGATE) {
                text.appendCodePoint(c);
            }
        }
        return text.toString();
    }
}
