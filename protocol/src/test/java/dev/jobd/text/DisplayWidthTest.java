package dev.jobd.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The widths are those of the C library, on which terminals rely; see also the tmux suite.
class DisplayWidthTest {

    @ParameterizedTest
    @CsvSource({
        "0041, 1", // A
        "00E9, 1", // e with acute
        "0301, 0", // combining acute
        "2500, 1", // box drawing
        "26A1, 2", // high voltage
        "2705, 2", // check mark
        "23F0, 2", // alarm clock
        "2764, 1", // heavy heart, text by default
        "1F355, 2", // pizza
        "1F1EA, 1", // regional indicator
        "65E5, 2", // CJK
        "AC00, 2", // Hangul syllable
        "1160, 0", // Hangul medial vowel joins
        "0E31, 0", // Thai vowel above
        "FF21, 2", // fullwidth A
        "FF71, 1", // halfwidth katakana
        "20000, 2", // CJK extension B
        "200D, 0", // zero width joiner
        "05D0, 1" // Hebrew
    })
    void aCodePointTakesSoManyColumns(String codePoint, int columns) {
        assertThat(DisplayWidth.of(Integer.parseInt(codePoint, 16))).isEqualTo(columns);
    }

    @Test
    void theWidthOfATextIsTheSumOfItsCharacters() {
        assertThat(DisplayWidth.of("a日e\u0301🍕")).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "backup, 6, backup",
        "backup, 4, bac…",
        "日本語, 6, 日本語",
        "日本語, 5, 日本…",
        "日本語, 4, 日…",
        "backup, 1, …",
        "backup, 0, ''"
    })
    void aTextThatIsTooWideIsCutBetweenCharacters(String text, int columns, String fitting) {
        assertThat(DisplayWidth.fit(text, columns)).isEqualTo(fitting);
    }

    /// Java and the C library know different versions of Unicode, and the library takes a few that
    /// nobody sees for one column wide.
    @Test
    @Tag("T14")
    void itAgreesWithTheCLibrary() throws Exception {
        String script =
                """
                import ctypes, locale
                locale.setlocale(locale.LC_ALL, 'C.UTF-8')
                width = ctypes.CDLL(None).wcwidth
                print(' '.join(str(width(c)) for c in range(0x20000)))
                """;
        Process python = new ProcessBuilder("python3", "-c", script).start();
        String[] widths =
                new String(python.getInputStream().readAllBytes(), US_ASCII).strip().split(" ", -1);
        assertThat(python.waitFor()).isZero();
        List<String> different = new ArrayList<>();
        int compared = 0;
        for (int c = 0; c < widths.length; c++) {
            int expected = Integer.parseInt(widths[c]);
            if (expected >= 0 && SafeText.isHarmless(c) && Character.isDefined(c)) {
                compared++;
                if (DisplayWidth.of(c) != expected) {
                    different.add(Integer.toHexString(c));
                }
            }
        }
        assertThat(compared).isGreaterThan(60_000);
        assertThat(different).as("of %d", compared).hasSizeLessThan(300);
    }
}
