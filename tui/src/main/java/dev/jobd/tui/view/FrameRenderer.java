package dev.jobd.tui.view;

import org.jspecify.annotations.Nullable;

/// Brings a terminal from the frame it shows to the next one by writing only what differs.
///
/// An unchanged frame writes nothing at all. The screen is cleared only for the first frame, after
/// a change of size, and when [#forget()] was called: clearing flickers.
public final class FrameRenderer {

    private static final int GAP_WORTH_JUMPING = 6;

    private final TerminalPort port;
    private final StringBuilder run = new StringBuilder();
    private @Nullable Frame shown;
    private int style = -1;
    private int atColumn = -1;
    private int atRow = -1;

    public FrameRenderer(TerminalPort port) {
        this.port = port;
    }

    /// Forgets what the terminal shows, so that the next frame is painted in full.
    public void forget() {
        shown = null;
    }

    /// Shows a frame.
    public void draw(Frame next) {
        Frame before = shown;
        boolean touched = false;
        if (before == null || !before.size().equals(next.size())) {
            setStyle(Style.PLAIN, true);
            port.showCursor(false);
            port.clear();
            before = new Frame(next.size());
            touched = true;
        } else if (before.hasCursor() && !sameCursor(before, next)) {
            port.showCursor(false);
            touched = true;
        }
        atRow = -1;
        for (int row = 0; row < next.size().rows(); row++) {
            touched |= drawRow(before, next, row);
        }
        if (next.hasCursor() && (touched || !sameCursor(before, next))) {
            port.move(next.cursorColumn(), next.cursorRow());
            port.showCursor(true);
            touched = true;
        }
        if (touched) {
            port.flush();
        }
        shown = next;
    }

    private static boolean sameCursor(Frame before, Frame next) {
        return before.cursorColumn() == next.cursorColumn()
                && before.cursorRow() == next.cursorRow();
    }

    private boolean drawRow(Frame before, Frame next, int row) {
        boolean touched = false;
        int columns = next.size().columns();
        int column = 0;
        while (column < columns) {
            if (next.sameCell(before, column, row)) {
                column++;
                continue;
            }
            touched = true;
            column = drawRun(before, next, column, row);
        }
        return touched;
    }

    /// Writes cells of one style from a differing one up to the next stretch of equal cells that is
    /// longer than a cursor move; returns the column after them.
    private int drawRun(Frame before, Frame next, int first, int row) {
        if (atRow != row || atColumn != first) {
            port.move(first, row);
        }
        byte runStyle = next.style(first, row);
        setStyle(runStyle, false);
        run.setLength(0);
        int column = first;
        boolean sure = true;
        while (sure
                && column < next.size().columns()
                && next.style(column, row) == runStyle
                && differsSoon(before, next, column, row)) {
            int codePoint = next.codePoint(column, row);
            String marks = next.marks(column, row);
            run.appendCodePoint(codePoint).append(marks);
            // A terminal may disagree on the width of such a character: the next cell is
            // addressed anew, so that a disagreement cannot move the rest of the row.
            sure = codePoint < 0x2600 && marks.isEmpty();
            column += next.width(column, row);
        }
        port.text(run.toString());
        atColumn = sure && column < next.size().columns() ? column : -1;
        atRow = row;
        return column;
    }

    private static boolean differsSoon(Frame before, Frame next, int column, int row) {
        int end = Math.min(column + GAP_WORTH_JUMPING, next.size().columns());
        for (int ahead = column; ahead < end; ahead++) {
            if (!next.sameCell(before, ahead, row)) {
                return true;
            }
        }
        return false;
    }

    private void setStyle(byte wanted, boolean always) {
        if (always || style != wanted) {
            port.style(wanted);
            style = wanted;
        }
    }
}
