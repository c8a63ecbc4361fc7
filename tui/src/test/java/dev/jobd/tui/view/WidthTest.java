package dev.jobd.tui.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The widths are those of the C library, on which terminals rely; see also the tmux suite.
class WidthTest {

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
        "05D0, 1" // Hebrew
    })
    void aCodePointTakesSoManyColumns(String codePoint, int columns) {
        assertThat(Width.of(Integer.parseInt(codePoint, 16))).isEqualTo(columns);
    }

    @Test
    void theWidthOfATextIsTheSumOfItsCharacters() {
        assertThat(Width.of("a日e\u0301🍕")).isEqualTo(6);
    }
}
