package dev.jobd.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobd.testing.Seeds;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Covers P1 (no input breaks the reader) and P3 (nothing ambiguous is taken).
class JsonParserTest {

    private static Json.Obj parse(String text) {
        return JsonParser.parse(text.getBytes(UTF_8));
    }

    private static JsonSyntaxException failure(byte[] line) {
        try {
            JsonParser.parse(line);
        } catch (JsonSyntaxException e) {
            return e;
        }
        throw new AssertionError("taken: " + new String(line, UTF_8));
    }

    private static JsonSyntaxException failure(String line) {
        return failure(line.getBytes(UTF_8));
    }

    @Test
    void readsEveryKindOfValueInOrder() {
        Json.Obj object =
                parse(
                        " {\"s\":\"a\\u00e9\\n\",\"i\":-12,\"d\":1.5e3,\"t\":true,\"n\":null,\"a\":[1,[]]} ");

        assertThat(object.members().keySet()).containsExactly("s", "i", "d", "t", "n", "a");
        assertThat(object.text("s")).isEqualTo("aé\n");
        assertThat(object.integer("i")).isEqualTo(-12);
        assertThat(object.get("d")).isEqualTo(new Json.Num(1500));
        assertThat(object.flag("t")).isTrue();
        assertThat(object.members().get("n")).isEqualTo(Json.NULL);
        assertThat(object.find("n")).isEmpty();
        assertThat(object.array("a")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"a\"",
                "12",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\"=1}",
                "{\"a\":1;\"b\":2}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":-}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":0x1}",
                "{\"a\":True}",
                "{\"a\":tru}",
            })
    @Tag("P3")
    void whatIsNotStrictJsonIsRefused(String line) {
        assertRefused(line);
    }

    private static void assertRefused(String line) {
        assertThat(failure(line).getMessage())
                .startsWith("invalid JSON at byte ")
                .doesNotContain("JsonReader", "github", "column", "path $");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\'\"}",
                "{\"a\":\"\t\"}",
                "{\"a\":'b'}",
                "{\"a\":[1,,2]}",
                "{\"a\":[1,]}",
                "{\"a\":1} x",
                "{\"a\":1}{\"b\":2}",
                "{/*c*/\"a\":1}",
                "{\"a\":1}//c",
                "{\"a\":1}#c",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\udc00\\ud800\"}",
                "{\"\\ud800\":1}",
                "{\"a\":1e999}",
                "{\"a\":9007199254740992}",
                "{\"a\":-9007199254740992}",
                "{\"a\":123456789012345678901234567890}",
            })
    @Tag("P3")
    void whatOnlySomeReadersTakeIsRefused(String line) {
        assertRefused(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'op':'list'}|1",
                "{\"é\":1,\"é\":2}|11",
                "{\"a\":9007199254740992}|20",
                "{\"a\":|5",
                "list|0",
            })
    void theOffsetIsTheByteWhereReadingStopped(String line, int offset) {
        assertThat(failure(line).offset()).isEqualTo(offset);
    }

    @Test
    @Tag("P3")
    void theLargestIntegersAreExact() {
        Json.Obj object = parse("{\"a\":9007199254740991,\"b\":-9007199254740991}");

        assertThat(object.integer("a")).isEqualTo((1L << 53) - 1);
        assertThat(object.integer("b")).isEqualTo(1 - (1L << 53));
    }

    @Test
    @Tag("P3")
    void invalidUtf8AndAByteOrderMarkAreRefusedWithTheirPlace() {
        byte[] bad = "{\"a\":\"xx\"}".getBytes(UTF_8);
        bad[6] = (byte) 0xff;

        assertThat(failure(bad).offset()).isEqualTo(6);
        assertThat(failure("\uFEFF{}")).hasMessageContaining("byte order mark");
    }

    @Test
    void invalidUtf8AtTheEndIsRefused() {
        assertThat(failure(new byte[] {'{', '}', (byte) 0xc3})).hasMessageContaining("UTF-8");
    }

    @Test
    @Tag("P3")
    void theSameNameTwiceIsRefusedAtAnyDepth() {
        assertThat(failure("{\"a\":1,\"a\":1}")).hasMessageContaining("'a' occurs twice");
        assertThat(failure("{\"x\":[{\"a\":1,\"\\u0061\":1}]}")).hasMessageContaining("twice");
    }

    @Test
    @Tag("P3")
    void depthIsLimited() {
        String deepest = "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}";
        String deeper = "{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}";

        assertThat(parse(deepest).has("a")).isTrue();
        assertThat(failure(deeper)).hasMessageContaining("32");
        assertThat(failure("{\"a\":" + "[".repeat(500_000))).hasMessageContaining("32");
    }

    @Test
    void theNumberOfMembersIsLimited() {
        String most = "{\"a\":[" + "1,".repeat(49_998) + "1]}";

        assertThat(parse(most).array("a")).hasSize(49_999);
        assertThat(failure(most.replace("1]", "1,1]"))).hasMessageContaining("50000");
    }

    @Test
    void surrogatePairsAreCharacters() {
        assertThat(parse("{\"a\":\"\\ud83d\\ude00😀\"}").text("a")).isEqualTo("😀😀");
    }

    @Test
    @Tag("P1")
    void randomBytesAreTakenOrRefusedAndNothingElse() {
        long seed = Seeds.any();
        SplittableRandom random = new SplittableRandom(seed);
        byte[] alphabet = "{}[]\",:\\u0e1.- \ttruefalsn\u00e9'".getBytes(UTF_8);
        int taken = 0;
        int lines = Seeds.bound(100_000, 20_000_000);
        for (int i = 0; i < lines; i++) {
            byte[] line = mutated(random, alphabet);
            try {
                Json.Obj object = JsonParser.parse(line);
                taken++;
                assertThat(JsonParser.parse(JsonText.of(object).getBytes(UTF_8)))
                        .as("seed %d", seed)
                        .isEqualTo(object);
            } catch (JsonSyntaxException e) {
                assertThat(e.offset()).as("seed %d", seed).isBetween(0, line.length);
            }
        }
        assertThat(taken).as("some inputs are valid").isPositive();
    }

    private static byte[] mutated(SplittableRandom random, byte[] alphabet) {
        byte[] line =
                "{\"op\":\"add\",\"id\":7,\"args\":{\"a\":[1,2.5,true,null,\"\\u00e9\"]}}"
                        .getBytes(UTF_8);
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            byte any = (byte) random.nextInt(256);
            byte likely = alphabet[random.nextInt(alphabet.length)];
            line[random.nextInt(line.length)] = random.nextInt(4) == 0 ? any : likely;
        }
        return line;
    }

    @Test
    void aReplyMayHaveMoreMembersThanARequest() {
        String page = "{\"items\":[" + "0,".repeat(JsonParser.MEMBERS_MAX) + "0]}";

        assertThat(failure(page)).hasMessageContaining("50000");
        assertThat(JsonParser.parseReply(page.getBytes(UTF_8)).array("items"))
                .hasSize(JsonParser.MEMBERS_MAX + 1);
    }

    @Test
    void accessorsSayWhatWasExpected() {
        Json.Obj object = parse("{\"a\":1,\"at\":\"noon\"}");

        assertThatThrownBy(() -> object.text("a"))
                .hasMessage("'a' should be a string but is an integer");
        assertThatThrownBy(() -> object.text("b")).hasMessage("'b' is missing");
        assertThatThrownBy(() -> object.instant("at"))
                .hasMessage("'at' should be an instant but is a string");
        assertThatThrownBy(() -> object.object("a")).isInstanceOf(UnexpectedJsonException.class);
        assertThatThrownBy(() -> object.array("a")).isInstanceOf(UnexpectedJsonException.class);
        assertThatThrownBy(() -> object.flag("a")).isInstanceOf(UnexpectedJsonException.class);
    }
}
