package dev.jobd.tui.terminal;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.terminal.Terminal;
import dev.jobd.tui.view.Style;
import dev.jobd.tui.view.TerminalPort;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Draws through any Lanterna terminal: the real one, and its virtual one in tests.
public final class LanternaPort implements TerminalPort {

    private static final TextColor[] COLOURS = {
        TextColor.ANSI.DEFAULT,
        TextColor.ANSI.BLACK,
        TextColor.ANSI.RED,
        TextColor.ANSI.GREEN,
        TextColor.ANSI.YELLOW,
        TextColor.ANSI.BLUE,
        TextColor.ANSI.MAGENTA,
        TextColor.ANSI.CYAN,
        TextColor.ANSI.WHITE,
        TextColor.ANSI.BLACK_BRIGHT
    };

    private final Terminal terminal;

    public LanternaPort(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void move(int column, int row) {
        tell(() -> terminal.setCursorPosition(column, row));
    }

    @Override
    public void style(byte style) {
        tell(() -> {
            terminal.resetColorAndSGR();
            if (Style.colour(style) != 0) {
                terminal.setForegroundColor(COLOURS[Style.colour(style)]);
            }
            enable(style, Style.BOLD, SGR.BOLD);
            enable(style, Style.UNDERLINE, SGR.UNDERLINE);
            enable(style, Style.REVERSE, SGR.REVERSE);
        });
    }

    private void enable(byte style, byte attribute, SGR sgr) throws IOException {
        if (Style.has(style, attribute)) {
            terminal.enableSGR(sgr);
        }
    }

    @Override
    public void text(String text) {
        tell(() -> terminal.putString(text));
    }

    @Override
    public void clear() {
        tell(terminal::clearScreen);
    }

    @Override
    public void showCursor(boolean visible) {
        tell(() -> terminal.setCursorVisible(visible));
    }

    @Override
    public void flush() {
        tell(terminal::flush);
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void tell(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
