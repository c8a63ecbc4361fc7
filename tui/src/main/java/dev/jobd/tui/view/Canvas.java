package dev.jobd.tui.view;

import dev.jobd.text.DisplayWidth;
import dev.jobd.tui.state.Area;

/// A rectangle of a frame: the only way to draw. Whatever is drawn outside is cut off, and every
/// text is sanitised on its way in.
final class Canvas {

    private static final String CUT = "..";

    private final Frame frame;
    private final Sanitizer sanitizer;
    private final int left;
    private final int top;
    private final int columns;
    private final int rows;

    Canvas(Frame frame, Sanitizer sanitizer) {
        this(frame, sanitizer, 0, 0, frame.size().columns(), frame.size().rows());
    }

    private Canvas(Frame frame, Sanitizer sanitizer, int left, int top, int columns, int rows) {
        this.frame = frame;
        this.sanitizer = sanitizer;
        this.left = left;
        this.top = top;
        this.columns = columns;
        this.rows = rows;
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    /// The part of this canvas that a rectangle of it covers; possibly empty.
    Canvas part(int column, int row, int partColumns, int partRows) {
        int fromColumn = Math.clamp(column, 0, columns);
        int fromRow = Math.clamp(row, 0, rows);
        int toColumn = Math.clamp((long) column + Math.max(0, partColumns), fromColumn, columns);
        int toRow = Math.clamp((long) row + Math.max(0, partRows), fromRow, rows);
        return new Canvas(
                frame,
                sanitizer,
                left + fromColumn,
                top + fromRow,
                toColumn - fromColumn,
                toRow - fromRow);
    }

    /// The part that an area of the whole covers.
    Canvas part(Area area) {
        return part(area.column(), area.row(), area.columns(), area.rows());
    }

    /// A part of some size in the middle.
    Canvas middle(int partColumns, int partRows) {
        return part((columns - partColumns) / 2, (rows - partRows) / 2, partColumns, partRows);
    }

    /// How many columns a text takes here.
    int width(String text) {
        return DisplayWidth.of(sanitizer.clean(text));
    }

    /// Draws text from a cell to the right and returns the column after it.
    int text(int column, int row, byte style, String text) {
        if (row < 0 || row >= rows) {
            return column;
        }
        String clean = sanitizer.clean(text);
        int at = column;
        for (int i = 0; i < clean.length() && at < columns; ) {
            int codePoint = clean.codePointAt(i);
            i += Character.charCount(codePoint);
            int width = DisplayWidth.of(codePoint);
            if (width == 0) {
                join(at, row, codePoint);
            } else {
                put(at, row, codePoint, width, style);
                at += width;
            }
        }
        return at;
    }

    /// Draws text so that it ends before a column.
    void textEndingAt(int column, int row, byte style, String text) {
        text(column - DisplayWidth.of(sanitizer.clean(text)), row, style, text);
    }

    /// Draws text into a field of some columns, cut in the middle when it is longer.
    void field(int column, int row, byte style, int fieldColumns, String text) {
        part(column, row, fieldColumns, 1).text(0, 0, style, cut(text, fieldColumns));
    }

    /// Draws a sentence into a field of some columns, cut at its end when it is longer.
    void sentence(int column, int row, byte style, int fieldColumns, String text) {
        String clean = sanitizer.clean(text);
        Canvas field = part(column, row, fieldColumns, 1);
        if (DisplayWidth.of(clean) <= fieldColumns) {
            field.text(0, 0, style, clean);
        } else {
            field.text(0, 0, style, head(clean, Math.max(0, fieldColumns - CUT.length())) + CUT);
        }
    }

    /// The text, or its beginning and end with two dots between when it takes more columns.
    String cut(String text, int fieldColumns) {
        String clean = sanitizer.clean(text);
        if (DisplayWidth.of(clean) <= fieldColumns) {
            return clean;
        }
        int kept = fieldColumns - CUT.length();
        if (kept < 2) {
            return head(clean, fieldColumns);
        }
        int tail = kept / 2;
        return head(clean, kept - tail) + CUT + tail(clean, tail);
    }

    void fill(byte style) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                put(column, row, ' ', 1, style);
            }
        }
    }

    /// Shows the text cursor at a cell, or at the last column when it lies beyond.
    void cursor(int column, int row) {
        if (columns > 0 && row >= 0 && row < rows) {
            frame.cursor(left + Math.clamp(column, 0, columns - 1), top + row);
        }
    }

    private void put(int column, int row, int codePoint, int width, byte style) {
        if (column < 0 || column >= columns) {
            return;
        }
        boolean fits = column + width <= columns;
        frame.put(left + column, top + row, fits ? codePoint : ' ', fits ? width : 1, style);
    }

    /// A mark belongs to the character before the column, one or two cells back.
    private void join(int column, int row, int mark) {
        int base = column - 1;
        if (base >= 0 && base < columns && frame.width(left + base, top + row) == 0) {
            base--;
        }
        if (base >= 0 && base < columns) {
            frame.join(left + base, top + row, mark);
        }
    }

    private static String head(String text, int columns) {
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            used += DisplayWidth.of(codePoint);
            if (used > columns) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end);
    }

    private static String tail(String text, int columns) {
        int used = 0;
        int start = text.length();
        for (int i = start; i > 0; ) {
            int codePoint = text.codePointBefore(i);
            i -= Character.charCount(codePoint);
            used += DisplayWidth.of(codePoint);
            if (used > columns) {
                break;
            }
            if (DisplayWidth.of(codePoint) > 0) {
                start = i;
            }
        }
        return text.substring(start);
    }
}
