package dev.jobd.tui.terminal;

import dev.jobd.text.DisplayWidth;
import dev.jobd.tui.state.Size;
import dev.jobd.tui.view.Style;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A small terminal that understands just the bytes the renderer may send, and fails on others.
///
/// Lanterna's virtual terminal is not enough for this: it never sees bytes, and has its own idea of
/// widths.
final class VtScreen {

    private static final String SECOND_HALF = "";

    private final Size size;
    private final String[] cells;
    private final byte[] styles;
    private byte style;
    private int column;
    private int row;
    private boolean cursorVisible = true;

    VtScreen(Size size) {
        this.size = size;
        cells = new String[size.columns() * size.rows()];
        styles = new byte[cells.length];
        Arrays.fill(cells, "garbage");
    }

    String cell(int atColumn, int atRow) {
        return cells[atRow * size.columns() + atColumn];
    }

    byte style(int atColumn, int atRow) {
        return styles[atRow * size.columns() + atColumn];
    }

    boolean cursorVisible() {
        return cursorVisible;
    }

    int column() {
        return column;
    }

    int row() {
        return row;
    }

    void feed(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        for (int i = 0; i < text.length(); ) {
            if (text.startsWith("\u001b[", i)) {
                int end = i + 2;
                while (text.charAt(end) < '@' || text.charAt(end) > '~') {
                    end++;
                }
                control(text.substring(i + 2, end), text.charAt(end));
                i = end + 1;
            } else {
                int codePoint = text.codePointAt(i);
                if (Character.isISOControl(codePoint) || codePoint == 0xFFFD) {
                    throw new AssertionError("byte " + codePoint + " reached the terminal");
                }
                print(codePoint);
                i += Character.charCount(codePoint);
            }
        }
    }

    private void control(String parameters, char last) {
        switch (last) {
            case 'H' -> {
                String[] position = parameters.split(";", -1);
                row = Integer.parseInt(position[0]) - 1;
                column = Integer.parseInt(position[1]) - 1;
            }
            case 'J' -> {
                Arrays.fill(cells, " ");
                Arrays.fill(styles, style);
            }
            case 'm' -> look(Integer.parseInt(parameters));
            case 'h', 'l' -> mode(parameters, last == 'h');
            default -> throw new AssertionError("unknown sequence " + parameters + last);
        }
    }

    private void mode(String parameters, boolean on) {
        if (parameters.equals("?25")) {
            cursorVisible = on;
        } else if (!parameters.equals("?2026")) {
            throw new AssertionError("unknown mode " + parameters);
        }
    }

    private void look(int code) {
        switch (code) {
            case 0 -> style = Style.PLAIN;
            case 1 -> style = Style.with(style, Style.BOLD);
            case 4 -> style = Style.with(style, Style.UNDERLINE);
            case 7 -> style = Style.with(style, Style.REVERSE);
            case 90 -> style = Style.with(style, Style.GREY);
            default -> {
                if (code < 30 || code > 37) {
                    throw new AssertionError("unknown look " + code);
                }
                style = Style.with(style, (byte) (code - 29));
            }
        }
    }

    private void print(int codePoint) {
        int width = DisplayWidth.of(codePoint);
        if (width == 0) {
            int base = column - 1;
            while (cell(base, row).equals(SECOND_HALF)) {
                base--;
            }
            cells[row * size.columns() + base] += Character.toString(codePoint);
            return;
        }
        if (column + width > size.columns()) {
            throw new AssertionError("text runs over the end of row " + row);
        }
        for (int half = 0; half < width; half++) {
            breakUp(column + half);
        }
        int i = row * size.columns() + column;
        cells[i] = Character.toString(codePoint);
        styles[i] = style;
        if (width == 2) {
            cells[i + 1] = SECOND_HALF;
            styles[i + 1] = style;
        }
        column += width;
    }

    /// Terminals blank the other half of a wide character that is written over.
    private void breakUp(int atColumn) {
        int i = row * size.columns() + atColumn;
        if (cells[i].equals(SECOND_HALF)) {
            cells[i - 1] = " ";
        }
        if (atColumn + 1 < size.columns() && cells[i + 1].equals(SECOND_HALF)) {
            cells[i + 1] = " ";
        }
    }
}
