package dev.jobd.tui.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SanitizerTest {

    private final Sanitizer unicode = new Sanitizer(false);
    private final Sanitizer ascii = new Sanitizer(true);

    @ParameterizedTest
    @CsvSource({
        "'\u001b[31mred', '\u241B[31mred'",
        "'bell\u0007', 'bell\u2407'",
        "'a\nb\tc', 'a\u240Ab\u2409c'",
        "'del\u007f', 'del\u2421'",
        "'\u009b2J', ?2J",
        "'evil\u202Egnp.exe', evil?gnp.exe",
        "'zero\u200Bwidth', zero?width",
        "'line\u2028end', line?end",
        "'lone\uD800half', lone?half",
        "'private\uE000use', private?use",
        "'nb\u00A0space', 'nb space'"
    })
    void whatCouldHideOrActIsReplacedVisibly(String text, String shown) {
        assertThat(unicode.clean(text)).isEqualTo(shown);
    }

    @Test
    void printableTextIsKept() {
        assertThat(unicode.clean("backup-1 日本 été 🍕")).isEqualTo("backup-1 日本 été 🍕");
    }

    @Test
    void marksJoinTheirCharacterAndNothingElse() {
        assertThat(unicode.clean("e\u0301")).isEqualTo("e\u0301");
        assertThat(unicode.clean("\u0301e")).isEqualTo("?e");
        assertThat(unicode.clean("z" + "\u0301".repeat(50))).isEqualTo("z" + "\u0301".repeat(4));
    }

    @Test
    void variationSelectorsAreLeftOut() {
        assertThat(unicode.clean("\u26A0\uFE0F!")).isEqualTo("\u26A0!");
    }

    @Test
    void asciiHasNothingElse() {
        assertThat(ascii.clean("日本 \u001b[0m été")).isEqualTo("?? ?[0m ?t?");
    }

    @Test
    @Tag("T15")
    @Tag("C3")
    void noTextWhateverLeavesACharacterThatActs() {
        for (long seed = 0; seed < 2000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String text = HostileText.of(random, 40);
            String clean = unicode.clean(text);
            assertThat(clean.codePoints().allMatch(SanitizerTest::isHarmless))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(ascii.clean(text)).as("seed %d", seed).matches("[ -~]*");
        }
    }

    static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
