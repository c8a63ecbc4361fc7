package dev.jobd.tui.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What Lanterna's terminal would do by itself, and ours does not.
class TtyTerminalTest {

    /// Whoever reads it, waits for ever or breaks: here it breaks.
    private static final InputStream UNREADABLE =
            new InputStream() {
                @Override
                public int read() {
                    throw new AssertionError("the input was read");
                }

                @Override
                public int read(byte[] target, int offset, int count) {
                    throw new AssertionError("the input was read");
                }

                @Override
                public int available() {
                    throw new AssertionError("the input was looked at");
                }
            };

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    @Tag("T4")
    void theSizeIsNotAskedThroughTheInput() throws IOException {
        TtyTerminal terminal = new TtyTerminal(UNREADABLE, out);
        assertThat(terminal.getTerminalSize()).isNotNull();
        assertThat(out.size()).as("no question was written").isZero();
    }

    @Test
    @Tag("T12")
    void takingItOverWritesNothingAndTakesNoMouse() throws IOException {
        try (TtyTerminal terminal = new TtyTerminal(UNREADABLE, out)) {
            terminal.flush();
            assertThat(text()).doesNotContain("?1000h", "?1002h", "?1003h", "?1005h", "?1049h");
            assertThat(out.size()).isZero();
        }
    }

    @Test
    @Tag("T13")
    void charactersBeyondTheFirstPlaneAndTwoByteOnesAreWrittenWhole() throws IOException {
        TtyTerminal terminal = new TtyTerminal(UNREADABLE, out);
        terminal.putString("é\uD83C\uDF55");
        terminal.flush();
        assertThat(text()).contains("é\uD83C\uDF55");
        assertThat(out.toByteArray()).doesNotContain(0);
    }

    @Test
    @Tag("T2")
    void aFrameIsFramedByTheSynchronisedOutputMode() throws IOException {
        TtyTerminal terminal = new TtyTerminal(UNREADABLE, out);
        terminal.putString("x");
        assertThat(out.size()).as("nothing before the flush").isZero();
        terminal.flush();
        assertThat(text()).isEqualTo("\u001b[?2026hx\u001b[?2026l");
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
