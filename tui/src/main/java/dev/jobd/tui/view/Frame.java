package dev.jobd.tui.view;

import dev.jobd.tui.state.Size;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A grid of cells: what one screen shows. Only [Canvas] writes into it.
///
/// A wide character owns two cells: the first holds it, the second has width 0 and no character.
/// Writing over one half blanks the other, so a frame never holds half a character.
public final class Frame {

    private final Size size;
    private final int[] codePoints;
    private final byte[] styles;
    private final byte[] widths;

    /// Marks that join the character of their cell; almost always all null, so made on demand.
    private @Nullable String @Nullable [] marks;

    private int cursorColumn = -1;
    private int cursorRow = -1;

    /// Makes a blank frame.
    public Frame(Size size) {
        this.size = size;
        int cells = size.columns() * size.rows();
        codePoints = new int[cells];
        styles = new byte[cells];
        widths = new byte[cells];
        Arrays.fill(codePoints, ' ');
        Arrays.fill(widths, (byte) 1);
    }

    public Size size() {
        return size;
    }

    public int codePoint(int column, int row) {
        return codePoints[index(column, row)];
    }

    public byte style(int column, int row) {
        return styles[index(column, row)];
    }

    /// 1 or 2 for a cell that holds a character, 0 for the second half of a wide one.
    public int width(int column, int row) {
        return widths[index(column, row)];
    }

    /// The marks that join the cell's character, empty for almost every cell.
    public String marks(int column, int row) {
        String joined = marks == null ? null : marks[index(column, row)];
        return joined == null ? "" : joined;
    }

    /// Whether the text cursor is shown.
    public boolean hasCursor() {
        return cursorColumn >= 0;
    }

    public int cursorColumn() {
        return cursorColumn;
    }

    public int cursorRow() {
        return cursorRow;
    }

    /// The text of one row, without the second halves of wide characters.
    public String text(int row) {
        StringBuilder text = new StringBuilder(size.columns());
        for (int column = 0; column < size.columns(); column++) {
            if (width(column, row) > 0) {
                text.appendCodePoint(codePoint(column, row)).append(marks(column, row));
            }
        }
        return text.toString();
    }

    /// Whether a cell looks the same in another frame of the same size.
    boolean sameCell(Frame other, int column, int row) {
        int i = index(column, row);
        return codePoints[i] == other.codePoints[i]
                && styles[i] == other.styles[i]
                && widths[i] == other.widths[i]
                && ((marks == null && other.marks == null)
                        || marks(column, row).equals(other.marks(column, row)));
    }

    /// Puts a character of one or two columns; the caller has checked that it fits.
    void put(int column, int row, int codePoint, int width, byte style) {
        int i = index(column, row);
        for (int half = 0; half < width; half++) {
            blankOtherHalf(column + half, row);
        }
        codePoints[i] = codePoint;
        styles[i] = style;
        widths[i] = (byte) width;
        clearMarks(i);
        if (width == 2) {
            codePoints[i + 1] = 0;
            styles[i + 1] = style;
            widths[i + 1] = 0;
            clearMarks(i + 1);
        }
    }

    /// Adds a joining mark to the character that a cell holds.
    void join(int column, int row, int mark) {
        if (marks == null) {
            marks = new @Nullable String[codePoints.length];
        }
        int i = index(column, row);
        String before = marks[i];
        marks[i] = (before == null ? "" : before) + Character.toString(mark);
    }

    void cursor(int column, int row) {
        cursorColumn = column;
        cursorRow = row;
    }

    private void clearMarks(int i) {
        if (marks != null) {
            marks[i] = null;
        }
    }

    private void blankOtherHalf(int column, int row) {
        int i = index(column, row);
        if (widths[i] == 2) {
            blank(i + 1);
        } else if (widths[i] == 0) {
            blank(i - 1);
        }
    }

    private void blank(int i) {
        codePoints[i] = ' ';
        widths[i] = 1;
        clearMarks(i);
    }

    private int index(int column, int row) {
        if (column < 0 || column >= size.columns() || row < 0 || row >= size.rows()) {
            throw new IndexOutOfBoundsException(column + "," + row + " is outside " + size);
        }
        return row * size.columns() + column;
    }
}
