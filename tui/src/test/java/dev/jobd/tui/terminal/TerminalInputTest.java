package dev.jobd.tui.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Seeds;
import dev.jobd.tui.input.InputEvent;
import dev.jobd.tui.input.InputEvent.Ended;
import dev.jobd.tui.input.InputEvent.Pasted;
import dev.jobd.tui.input.InputEvent.Pressed;
import dev.jobd.tui.input.Key;
import dev.jobd.tui.input.Key.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// From the bytes of a terminal to keys, however the bytes were split on their way.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TerminalInputTest {

    private static final String ESC = "\u001b";
    private static final InputEvent ESCAPE = new Pressed(Named.ESCAPE);
    private static final InputEvent UP = new Pressed(Named.UP);

    /// More looks than 30 ms of waiting take: nothing follows.
    private static final int NEVER = Integer.MAX_VALUE;

    @Test
    void plainKeysAreRead() throws IOException {
        assertThat(events("rG? \t\r\u007f\u0003\u001a"))
                .containsExactly(
                        key('r'),
                        key('G'),
                        key('?'),
                        key(' '),
                        new Pressed(Named.TAB),
                        new Pressed(Named.ENTER),
                        new Pressed(Named.BACKSPACE),
                        new Pressed(Key.ctrl('c')),
                        new Pressed(Key.ctrl('z')));
    }

    @Test
    void charactersBeyondAsciiAreRead() throws IOException {
        assertThat(events("é日🍕"))
                .containsExactly(key('é'), key('日'), new Pressed(new Key.Char(0x1F355)));
    }

    @Test
    void cursorAndEditingKeysAreRead() throws IOException {
        String sent =
                ESC + "[A" + ESC + "OB" + ESC + "[5~" + ESC + "[6~" + ESC + "[H" + ESC + "[4~" + ESC
                        + "[Z";
        assertThat(events(sent))
                .containsExactly(
                        UP,
                        new Pressed(Named.DOWN),
                        new Pressed(Named.PAGE_UP),
                        new Pressed(Named.PAGE_DOWN),
                        new Pressed(Named.HOME),
                        new Pressed(Named.END),
                        new Pressed(Named.BACK_TAB));
    }

    @ParameterizedTest
    @Tag("T10")
    @ValueSource(
            strings = {
                "[A", "OB", "[5~", "[200~text q\u001b[201~", "[<0;10;5M", "]11;rgb:0/0/0\u0007",
                "[1;5A", "[?62;c", "P>|tmux\u001b\\", "[[A", "[97;5u", "[I"
            })
    void aSequenceMeansTheSameWhereverItIsSplit(String rest) throws IOException {
        byte[] bytes = (ESC + rest + "x").getBytes(UTF_8);
        List<InputEvent> whole = events(new ScriptedInput(0, bytes));
        assertThat(whole).endsWith(key('x')).hasSizeLessThan(3);
        for (int cut = 1; cut < bytes.length; cut++) {
            byte[] first = Arrays.copyOfRange(bytes, 0, cut);
            byte[] second = Arrays.copyOfRange(bytes, cut, bytes.length);
            assertThat(patientEvents(new ScriptedInput(3, first, second)))
                    .as("cut %d", cut)
                    .isEqualTo(whole);
        }
        assertThat(patientEvents(ScriptedInput.byteByByte(2, bytes))).isEqualTo(whole);
    }

    @Test
    @Tag("T12")
    void clicksAndTheWheelAreReadAndNothingElseOfTheMouse() throws IOException {
        assertThat(events(ESC + "[<0;10;5M" + ESC + "[<0;10;5m" + ESC + "[<64;1;1M"))
                .containsExactly(new InputEvent.Clicked(9, 4), new InputEvent.Turned(true));
        assertThat(events(ESC + "[<65;200;300M")).containsExactly(new InputEvent.Turned(false));
        for (String other :
                List.of("<0;0;5M", "<2;1;1M", "<32;1;1M", "<0;1M", "<;;M", "<0;1;1;1M")) {
            assertThat(events(ESC + "[" + other)).as(other).isEmpty();
        }
    }

    @Test
    @Tag("T10")
    void escapeAloneIsAKeyAndDoesNotSwallowTheNext() throws IOException {
        byte[] escape = ESC.getBytes(UTF_8);
        byte[] key = "q".getBytes(UTF_8);
        assertThat(events(new ScriptedInput(NEVER, escape, key))).containsExactly(ESCAPE, key('q'));
        assertThat(events(ESC + ESC + "[A")).containsExactly(ESCAPE, UP);
    }

    @Test
    @Tag("T10")
    void aSlowSequenceIsNeverTakenForItsLetters() throws IOException {
        byte[] begin = (ESC + "[").getBytes(UTF_8);
        byte[] end = "6~".getBytes(UTF_8);
        assertThat(events(new ScriptedInput(NEVER, begin, end)))
                .containsExactly(new Pressed(Named.PAGE_DOWN));
    }

    @Test
    @Tag("T11")
    void noUnknownSequenceIsAKey() throws IOException {
        for (char last = '@'; last <= '~'; last++) {
            for (String parameters : List.of("9;9;9", "?1;2", ">0;95;0", "<66;3;4", "27;5;13")) {
                assertThat(events(ESC + "[" + parameters + last))
                        .as("Esc [ %s %s", parameters, last)
                        .isEmpty();
            }
        }
        for (char letter = 'a'; letter <= 'z'; letter++) {
            assertThat(events(ESC + letter)).as("Alt-%s", letter).isEmpty();
        }
    }

    @Test
    void aBrokenOrEndlessSequenceIsForgotten() throws IOException {
        assertThat(events(ESC + "[12" + ESC + "[A")).containsExactly(UP);
        assertThat(events(ESC + "[" + "1;".repeat(500) + "mx")).containsExactly(key('x'));
        assertThat(events(ESC + "]" + "d".repeat(5000) + "\u0007x")).containsExactly(key('x'));
        assertThat(events("\u009b3~x")).isEqualTo(List.of(key('3'), key('~'), key('x')));
    }

    @Test
    void aPasteIsTextWhateverItContains() throws IOException {
        String text = "dddd\nq\u0003\u001b[A rpxy 日本";
        assertThat(events(ESC + "[200~" + text + ESC + "[201~q"))
                .containsExactly(new Pasted(text), key('q'));
    }

    @Test
    void aHugePasteIsCutAndEnds() throws IOException {
        List<InputEvent> events = events(ESC + "[200~" + "x".repeat(200_000) + ESC + "[201~q");
        assertThat(events).hasSize(2).endsWith(key('q'));
        assertThat(((Pasted) events.getFirst()).text().length()).isBetween(60_000, 1 << 16);
    }

    @Test
    void escapeAndAPauseEndAPasteThatLostItsEnd() throws IOException {
        byte[] open = (ESC + "[200~lost").getBytes(UTF_8);
        byte[] escape = ESC.getBytes(UTF_8);
        byte[] key = "q".getBytes(UTF_8);
        assertThat(events(new ScriptedInput(NEVER, open, escape, key))).containsExactly(key('q'));
    }

    @Test
    void randomBytesBreakNothing() throws IOException {
        for (long seed : Seeds.upTo(200, 50_000).toArray()) {
            byte[] bytes = new byte[50];
            new SplittableRandom(seed).nextBytes(bytes);
            for (int i = 0; i < bytes.length; i += 7) {
                bytes[i] = 0x1B;
            }
            assertThat(events(new ScriptedInput(0, bytes))).as("seed %d", seed).hasSizeLessThan(51);
        }
    }

    @Test
    void aTerminalThatFailsHasEnded() throws IOException {
        InputStream broken = new PipedInputStream();
        TtyTerminal terminal = new TtyTerminal(broken, OutputStream.nullOutputStream());
        assertThat(terminal.nextEvent()).isEqualTo(new Ended());
    }

    private static InputEvent key(char character) {
        return new Pressed(Key.of(character));
    }

    private static List<InputEvent> events(String sent) throws IOException {
        return events(new ScriptedInput(0, sent.getBytes(UTF_8)));
    }

    private static List<InputEvent> events(InputStream input) throws IOException {
        return events(new TtyTerminal(input, OutputStream.nullOutputStream()));
    }

    /// Reads with so much patience that a busy machine takes no late byte for a missing one.
    private static List<InputEvent> patientEvents(InputStream input) throws IOException {
        OutputStream nowhere = OutputStream.nullOutputStream();
        return events(new TtyTerminal(input, nowhere, Duration.ofSeconds(30)));
    }

    private static List<InputEvent> events(TtyTerminal terminal) {
        List<InputEvent> events = new ArrayList<>();
        InputEvent event = terminal.nextEvent();
        while (!(event instanceof Ended)) {
            events.add(event);
            event = terminal.nextEvent();
        }
        return events;
    }
}
