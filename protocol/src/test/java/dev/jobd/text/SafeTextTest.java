package dev.jobd.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {
    @ParameterizedTest
    @CsvSource({
        "plain text, plain text",
        "grüße 世界 🎉, grüße 世界 🎉",
        "'a\u001b[31mb', 'a\\e[31mb'",
        "'a\nb\tc\rd', 'a\\nb\\tc\\rd'",
        "'a\u0000\u0007\u007f\u009bb', 'a\\u0000\\u0007\\u007f\\u009bb'",
        "'a\u202eb\u2066', 'a\\u202eb\\u2066'",
        "'a\u2028b', 'a\\u2028b'",
    })
    void whatDoesMoreThanStandThereBecomesAnEscape(String text, String safe) {
        assertThat(SafeText.line(text)).isEqualTo(safe);
    }

    @Test
    @Tag("C2")
    void noCharacterWhateverComesOutThatDrivesATerminal() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String text = new String(Character.toChars(c));
            assertThat(driving(SafeText.line(text))).as("U+%04X", c).isEmpty();
        }
    }

    /// Returns the characters that do more than stand there, found without the code under test.
    private static int[] driving(String text) {
        return text.codePoints()
                .filter(c ->
                        c < 0x20
                                || (c >= 0x7f && c <= 0x9f)
                                || "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
                                                .indexOf(c)
                                        >= 0
                                || (c >= 0xd800 && c <= 0xdfff))
                .toArray();
    }
}
