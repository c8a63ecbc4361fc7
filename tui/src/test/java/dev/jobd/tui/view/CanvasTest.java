package dev.jobd.tui.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.jobd.text.DisplayWidth;
import dev.jobd.tui.state.Size;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CanvasTest {

    private final Frame frame = new Frame(new Size(10, 3));
    private final Canvas canvas = new Canvas(frame, new Sanitizer(false));

    @Test
    void textIsCutAtTheEdgesOfItsRectangle() {
        canvas.part(2, 1, 5, 1).text(3, 0, Style.PLAIN, "abcdef");
        canvas.part(2, 1, 5, 1).text(-2, 0, Style.PLAIN, "xyz");
        canvas.part(2, 1, 5, 1).text(0, 1, Style.PLAIN, "below");
        assertThat(frame.text(1)).isEqualTo("  z  ab   ");
        assertThat(frame.text(2)).isBlank();
    }

    @Test
    void aWideCharacterThatDoesNotFitIsASpace() {
        canvas.text(7, 0, Style.PLAIN, "日本");
        assertThat(frame.text(0)).isEqualTo("       日 ");
        assertThat(frame.width(8, 0)).isZero();
        assertThat(frame.width(9, 0)).isOne();
    }

    @Test
    void writingOverHalfACharacterBlanksTheOtherHalf() {
        canvas.text(0, 0, Style.PLAIN, "日本");
        canvas.text(1, 0, Style.PLAIN, "x");
        canvas.text(2, 0, Style.PLAIN, "y");
        assertThat(frame.text(0)).isEqualTo(" xy       ");
    }

    @Test
    void aLongTextIsCutInTheMiddle() {
        assertThat(canvas.cut("nightly-backup-of-everything", 10)).isEqualTo("nigh..hing");
        assertThat(canvas.cut("short", 10)).isEqualTo("short");
        assertThat(canvas.cut("日本語日本語日本語", 10)).isEqualTo("日本..本語");
        assertThat(canvas.cut("abcdef", 3)).isEqualTo("abc");
    }

    @Test
    void marksStayWithTheirCharacter() {
        canvas.text(0, 0, Style.PLAIN, "e\u0301x");
        assertThat(frame.marks(0, 0)).isEqualTo("\u0301");
        assertThat(frame.text(0)).isEqualTo("e\u0301x        ");
        canvas.text(0, 0, Style.PLAIN, "o");
        assertThat(frame.marks(0, 0)).isEmpty();
    }

    @Test
    void noTextLeavesARowOfAnotherWidth() {
        for (long seed = 0; seed < 2000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int column = random.nextInt(-5, 12);
            Canvas part = canvas.part(random.nextInt(9), 0, random.nextInt(10), 3);
            part.text(column, random.nextInt(4), Style.PLAIN, HostileText.of(random, 8));
            part.field(column, 1, Style.PLAIN, random.nextInt(8), HostileText.of(random, 8));
            assertWhole(frame, seed);
        }
    }

    /// Every row is exactly as wide as the frame, and no character is cut in half.
    static void assertWhole(Frame frame, long seed) {
        for (int row = 0; row < frame.size().rows(); row++) {
            String text = frame.text(row);
            boolean whole =
                    hasWholeCharacters(frame, row)
                            && DisplayWidth.of(text) == frame.size().columns()
                            && text.codePoints().allMatch(SanitizerTest::isHarmless);
            if (!whole) {
                fail("seed %d, row %d: '%s'", seed, row, text);
            }
        }
    }

    private static boolean hasWholeCharacters(Frame frame, int row) {
        int columns = 0;
        for (int column = 0; column < frame.size().columns(); column++) {
            boolean isSecondHalf = column > 0 && frame.width(column - 1, row) == 2;
            if ((frame.width(column, row) == 0) != isSecondHalf) {
                return false;
            }
            columns += frame.width(column, row);
        }
        return columns == frame.size().columns();
    }
}
