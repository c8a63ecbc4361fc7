package dev.jobd.tui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Seeds;
import dev.jobd.tui.state.LogLine;
import dev.jobd.tui.state.LogLine.Look;
import dev.jobd.tui.view.HostileText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LogDecoderTest {

    @Test
    void linesAreCutAtLineFeedsAndTheLastOneGrows() {
        LogDecoder decoder = new LogDecoder();
        LogDecoder.Piece first = decoder.next("one\ntw".getBytes(UTF_8));
        assertThat(texts(first.lines())).containsExactly("one", "tw");
        assertThat(first.replacesLast()).isFalse();
        LogDecoder.Piece second = decoder.next("o\nthree\n".getBytes(UTF_8));
        assertThat(texts(second.lines())).containsExactly("two", "three");
        assertThat(second.replacesLast()).isTrue();
        assertThat(decoder.next("four".getBytes(UTF_8)).replacesLast()).isFalse();
    }

    @Test
    @Tag("T15")
    void colourAndBoldBecomeLooksAndOtherSequencesGo() {
        LogLine line =
                whole(
                        "a \u001b[31mred\u001b[0m \u001b[1mbold\u001b[22m\u001b[2J\u001b]0;title\u0007 z");
        assertThat(line.text()).isEqualTo("a red bold z");
        assertThat(line.looks())
                .containsExactly(new Look(2, 5, 1, false), new Look(6, 10, -1, true));
        assertThat(whole("\u001b[38;5;196mx\u001b[48;2;1;2;3my").text()).isEqualTo("xy");
        assertThat(whole("\u001b[94mblue").looks()).containsExactly(new Look(0, 4, 4, false));
    }

    @Test
    void aCarriageReturnBeginsTheLineAnew() {
        assertThat(whole("10%\r20%\r100%").text()).isEqualTo("100%");
        assertThat(whole("dos\r").text()).isEqualTo("dos");
    }

    @Test
    void tabsGoToTheNextStop() {
        assertThat(whole("a\tb").text()).isEqualTo("a       b");
    }

    @Test
    void aVeryLongLineGoesOnInTheNext() {
        LogDecoder decoder = new LogDecoder();
        List<LogLine> lines =
                decoder.next(("x".repeat(10_000) + "\nend\n").getBytes(UTF_8)).lines();
        assertThat(lines.stream().mapToInt(line -> line.text().length()).sum()).isEqualTo(10_003);
        assertThat(lines).extracting(LogLine::continues).containsExactly(false, true, true, false);
    }

    @Test
    void bytesThatAreNoTextAreReplaced() {
        LogDecoder decoder = new LogDecoder();
        byte[] bytes = {'a', (byte) 0xff, (byte) 0xfe, 0, 'b', '\n'};
        assertThat(texts(decoder.next(bytes).lines())).containsExactly("a\ufffd\ufffd\u0000b");
    }

    @Test
    void howTheOutputWasCutMakesNoDifference() {
        for (long seed : Seeds.upTo(300, 30_000).toArray()) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 6; i++) {
                text.append(HostileText.of(random, 8)).append(random.nextBoolean() ? "\n" : "\r");
                text.append("\u001b[3").append(random.nextInt(8)).append('m');
            }
            byte[] bytes = text.toString().getBytes(UTF_8);
            List<LogLine> whole = decode(bytes, bytes.length);
            assertThat(decode(bytes, 1 + random.nextInt(7))).as("seed %d", seed).isEqualTo(whole);
        }
    }

    private static List<LogLine> decode(byte[] bytes, int size) {
        LogDecoder decoder = new LogDecoder();
        List<LogLine> lines = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += size) {
            int to = Math.min(bytes.length, from + size);
            LogDecoder.Piece piece = decoder.next(Arrays.copyOfRange(bytes, from, to));
            if (piece.replacesLast() && !lines.isEmpty()) {
                lines.removeLast();
            }
            lines.addAll(piece.lines());
        }
        return lines;
    }

    private static LogLine whole(String text) {
        return new LogDecoder().next(text.getBytes(UTF_8)).lines().getFirst();
    }

    private static List<String> texts(List<LogLine> lines) {
        return lines.stream().map(LogLine::text).toList();
    }
}
