package dev.jobd.tui.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.terminal.virtual.DefaultVirtualTerminal;
import dev.jobd.testing.Seeds;
import dev.jobd.tui.state.Size;
import dev.jobd.tui.view.Frame;
import dev.jobd.tui.view.FrameRenderer;
import dev.jobd.tui.view.RandomFrames;
import dev.jobd.tui.view.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Whatever was shown before, after drawing a frame the terminal shows that frame.
class RendererContractTest {

    private static final int CHAINS = 500;
    private static final int FRAMES = 6;

    /// Counts what would be system calls.
    private static final class Wire extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int writes;

        @Override
        public void write(int value) {
            bytes.write(value);
            writes++;
        }

        @Override
        public void write(byte[] source, int offset, int count) {
            bytes.write(source, offset, count);
            writes++;
        }

        byte[] take() {
            byte[] taken = bytes.toByteArray();
            bytes.reset();
            writes = 0;
            return taken;
        }
    }

    @Test
    @Tag("T17")
    void theBytesOfADifferenceShowTheNextFrame() throws IOException {
        for (long seed : Seeds.upTo(CHAINS, 50 * CHAINS).toArray()) {
            SplittableRandom random = new SplittableRandom(seed);
            Size size = new Size(random.nextInt(1, 40), random.nextInt(1, 8));
            Wire wire = new Wire();
            FrameRenderer renderer = renderer(wire);
            VtScreen screen = new VtScreen(size);
            Frame frame = RandomFrames.of(random, size, false);
            for (int i = 0; i < FRAMES; i++) {
                renderer.draw(frame);
                assertThat(wire.writes).as("seed %d: one write a frame", seed).isLessThan(2);
                screen.feed(wire.take());
                assertShows(screen, frame, seed);
                frame = RandomFrames.near(random, frame, false);
            }
        }
    }

    @Test
    @Tag("T17")
    void lanternasVirtualTerminalShowsTheNextFrameToo() {
        for (long seed : Seeds.upTo(CHAINS, 50 * CHAINS).toArray()) {
            SplittableRandom random = new SplittableRandom(seed);
            Size size = new Size(random.nextInt(2, 40), random.nextInt(1, 8));
            DefaultVirtualTerminal terminal =
                    new DefaultVirtualTerminal(new TerminalSize(size.columns(), size.rows()));
            FrameRenderer renderer = new FrameRenderer(new LanternaPort(terminal));
            Frame frame = RandomFrames.of(random, size, true);
            for (int i = 0; i < FRAMES; i++) {
                renderer.draw(frame);
                assertShows(terminal, frame, seed);
                frame = RandomFrames.near(random, frame, true);
            }
        }
    }

    @Test
    @Tag("T2")
    void anUnchangedFrameWritesNothing() throws IOException {
        Wire wire = new Wire();
        FrameRenderer renderer = renderer(wire);
        SplittableRandom random = new SplittableRandom(7);
        Frame frame = RandomFrames.of(random, new Size(80, 24), false);
        renderer.draw(frame);
        wire.take();
        renderer.draw(frame);
        assertThat(wire.take()).isEmpty();
    }

    @Test
    @Tag("T3")
    void onlyANewSizeOrAForgottenScreenClears() throws IOException {
        Wire wire = new Wire();
        FrameRenderer renderer = renderer(wire);
        SplittableRandom random = new SplittableRandom(7);
        String clear = "\u001b[2J";
        renderer.draw(RandomFrames.of(random, new Size(80, 24), false));
        assertThat(text(wire)).contains(clear);
        renderer.draw(RandomFrames.of(random, new Size(80, 24), false));
        assertThat(text(wire)).doesNotContain(clear);
        renderer.draw(RandomFrames.of(random, new Size(81, 24), false));
        assertThat(text(wire)).contains(clear);
        renderer.forget();
        renderer.draw(RandomFrames.of(random, new Size(81, 24), false));
        assertThat(text(wire)).contains(clear);
    }

    @Test
    @Tag("T2")
    void aFrameIsHeldTogetherForTheTerminal() throws IOException {
        Wire wire = new Wire();
        renderer(wire).draw(RandomFrames.of(new SplittableRandom(1), new Size(9, 9), false));
        assertThat(text(wire)).startsWith("\u001b[?2026h").endsWith("\u001b[?2026l");
    }

    private static String text(Wire wire) {
        return new String(wire.take(), StandardCharsets.UTF_8);
    }

    private static FrameRenderer renderer(Wire wire) throws IOException {
        TtyTerminal terminal = new TtyTerminal(InputStream.nullInputStream(), wire);
        return new FrameRenderer(new LanternaPort(terminal));
    }

    private static void assertShows(VtScreen screen, Frame frame, long seed) {
        for (int row = 0; row < frame.size().rows(); row++) {
            for (int column = 0; column < frame.size().columns(); column++) {
                String wanted =
                        frame.width(column, row) == 0
                                ? ""
                                : Character.toString(frame.codePoint(column, row))
                                        + frame.marks(column, row);
                assertThat(screen.cell(column, row))
                        .as("seed %d at %d,%d", seed, column, row)
                        .isEqualTo(wanted);
                assertThat(screen.style(column, row))
                        .as("seed %d style at %d,%d", seed, column, row)
                        .isEqualTo(frame.style(column, row));
            }
        }
        assertThat(screen.cursorVisible()).as("seed %d", seed).isEqualTo(frame.hasCursor());
        if (frame.hasCursor()) {
            assertThat(screen.column()).as("seed %d", seed).isEqualTo(frame.cursorColumn());
            assertThat(screen.row()).as("seed %d", seed).isEqualTo(frame.cursorRow());
        }
    }

    private static void assertShows(DefaultVirtualTerminal terminal, Frame frame, long seed) {
        for (int row = 0; row < frame.size().rows(); row++) {
            for (int column = 0; column < frame.size().columns(); column++) {
                if (frame.width(column, row) == 0) {
                    continue;
                }
                TextCharacter cell = terminal.getCharacter(column, row);
                assertThat(cell.getCharacterString())
                        .as("seed %d at %d,%d", seed, column, row)
                        .isEqualTo(Character.toString(frame.codePoint(column, row)));
                byte style = frame.style(column, row);
                assertThat(cell.getModifiers().contains(SGR.BOLD))
                        .as("seed %d bold at %d,%d", seed, column, row)
                        .isEqualTo(Style.has(style, Style.BOLD));
            }
        }
        assertThat(terminal.isCursorVisible()).as("seed %d", seed).isEqualTo(frame.hasCursor());
    }
}
