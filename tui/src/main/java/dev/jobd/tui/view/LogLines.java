package dev.jobd.tui.view;

import dev.jobd.tui.state.LogLine;
import dev.jobd.tui.state.LogScreen;

/// Draws lines of output with their colours, and what was searched for.
final class LogLines {

    private static final byte[] COLOURS = {
        Style.GREY,
        Style.RED,
        Style.GREEN,
        Style.YELLOW,
        Style.BLUE,
        Style.MAGENTA,
        Style.CYAN,
        Style.PLAIN
    };

    private final Theme theme;

    LogLines(Theme theme) {
        this.theme = theme;
    }

    /// Draws one line without the columns that are scrolled away to the left.
    void draw(Canvas canvas, int row, LogLine line, int left) {
        draw(canvas, row, line, left, "", false);
    }

    /// Draws one with the pattern shown that was searched for.
    ///
    /// @param found whether it is the line that the search is at
    void draw(Canvas canvas, int row, LogLine line, int left, String pattern, boolean found) {
        Canvas field = canvas.part(0, row, canvas.columns(), 1);
        byte plain = plain(line);
        int at = -left;
        int from = 0;
        for (LogLine.Look look : line.looks()) {
            int start = Math.clamp(look.start(), from, line.text().length());
            int end = Math.clamp(look.end(), start, line.text().length());
            at = field.text(at, 0, plain, line.text().substring(from, start));
            at = field.text(at, 0, style(look, plain), line.text().substring(start, end));
            from = end;
        }
        field.text(at, 0, plain, line.text().substring(from));
        drawFound(
                field,
                line,
                left,
                pattern,
                found ? theme.found(plain) : Style.with(plain, Style.UNDERLINE));
    }

    private void drawFound(Canvas field, LogLine line, int left, String pattern, byte style) {
        if (pattern.isEmpty()) {
            return;
        }
        int found = LogScreen.indexIn(line.text(), pattern, 0);
        while (found >= 0) {
            int end = found + pattern.length();
            int at = field.width(line.text().substring(0, found)) - left;
            field.text(at, 0, style, line.text().substring(found, end));
            found = LogScreen.indexIn(line.text(), pattern, end);
        }
    }

    private byte plain(LogLine line) {
        return switch (line.stream()) {
            case "err" -> theme.colour() ? Style.YELLOW : Style.PLAIN;
            case "" -> theme.quiet();
            default -> Style.PLAIN;
        };
    }

    private byte style(LogLine.Look look, byte plain) {
        byte style = plain;
        if (theme.colour() && look.colour() >= 0) {
            style = COLOURS[look.colour()];
        }
        return look.bold() ? Style.with(style, Style.BOLD) : style;
    }
}
