package dev.jobd.tui.terminal;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.input.KeyDecodingProfile;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.terminal.ansi.UnixLikeTerminal;
import dev.jobd.tui.input.InputEvent;
import dev.jobd.tui.state.Size;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The bytes of a real terminal: keys in, one write per frame out.
///
/// Of Lanterna's terminal this keeps the encoding of output and the decoder of input. Its handling
/// of the tty, of the size, of signals and of shutdown is replaced by [TerminalSession]: it runs a
/// process per setting, asks the size through the input stream and restores while others draw.
final class TtyTerminal extends UnixLikeTerminal {

    // Mode 2026 holds the picture until the frame is complete; where it is unknown it does nothing.
    private static final byte[] FRAME_START = bytes("\u001b[?2026h");
    private static final byte[] FRAME_END = bytes("\u001b[?2026l");

    private final FrameBuffer buffer;

    TtyTerminal(InputStream in, OutputStream out) throws IOException {
        this(in, out, EscapeGuardInputStream.ESCAPE_KEY);
    }

    /// Makes one that takes an Esc byte for the Esc key after some other time.
    TtyTerminal(InputStream in, OutputStream out, Duration escapeKey) throws IOException {
        this(new EscapeGuardInputStream(in, escapeKey), new FrameBuffer(out));
    }

    private TtyTerminal(EscapeGuardInputStream in, FrameBuffer buffer) throws IOException {
        super(in, buffer, StandardCharsets.UTF_8, CtrlCBehaviour.TRAP);
        this.buffer = buffer;
    }

    /// Blocks until the input brings something that means anything.
    InputEvent nextEvent() {
        while (true) {
            KeyStroke stroke;
            try {
                stroke = readInput();
            } catch (IOException e) {
                // The terminal has gone away; reading again would fail for ever.
                return new InputEvent.Ended();
            }
            if (!(stroke instanceof KeyPattern.EventStroke read)) {
                return new InputEvent.Ended();
            }
            InputEvent event = read.event();
            if (event != null) {
                return event;
            }
        }
    }

    /// Writes control sequences at once, outside any frame.
    void control(String sequences) throws IOException {
        buffer.writeNow(bytes(sequences));
    }

    /// Lanterna would encode char by char, which breaks emoji and adds zero bytes.
    @Override
    public void putString(String string) throws IOException {
        writeToTerminal(string.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void flush() throws IOException {
        buffer.flush();
    }

    @Override
    protected KeyDecodingProfile getDefaultKeyDecodingProfile() {
        return new KeyPattern();
    }

    /// The size is asked by [Stty] alone; this must not read the input stream.
    @Override
    protected TerminalSize findTerminalSize() {
        Size size = new Size(80, 24);
        return new TerminalSize(size.columns(), size.rows());
    }

    /// The constructor calls this to take the tty over; the session does that instead.
    @Override
    protected void acquire() {}

    @Override
    protected void registerTerminalResizeListener(Runnable onResize) {}

    @Override
    protected void saveTerminalSettings() {}

    @Override
    protected void restoreTerminalSettings() {}

    @Override
    protected void keyEchoEnabled(boolean enabled) {}

    @Override
    protected void canonicalMode(boolean enabled) {}

    @Override
    protected void keyStrokeSignalsEnabled(boolean enabled) {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Collects a frame and writes it with one call.
    private static final class FrameBuffer extends OutputStream {
        private final OutputStream out;
        private final ByteArrayOutputStream frame = new ByteArrayOutputStream(1 << 14);

        FrameBuffer(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) {
            frame.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            if (frame.size() == 0) {
                frame.writeBytes(FRAME_START);
            }
            frame.write(bytes, offset, count);
        }

        @Override
        public void flush() throws IOException {
            if (frame.size() > 0) {
                frame.writeBytes(FRAME_END);
                byte[] bytes = frame.toByteArray();
                frame.reset();
                out.write(bytes);
                out.flush();
            }
        }

        /// Writes something that is no frame; a half-collected frame is thrown away.
        void writeNow(byte[] bytes) throws IOException {
            frame.reset();
            out.write(bytes);
            out.flush();
        }
    }
}
