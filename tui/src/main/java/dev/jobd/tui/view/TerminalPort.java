package dev.jobd.tui.view;

/// What the renderer needs of a terminal. Nothing shows before [#flush()].
public interface TerminalPort {

    /// Moves to a cell; the top left one is 0,0.
    void move(int column, int row);

    /// Sets the look of all text until the next call.
    void style(byte style);

    /// Writes printable text from the current cell to the right; it never reaches past the row.
    void text(String text);

    /// Blanks the whole screen in the current style; where it leaves the cursor is not said.
    void clear();

    void showCursor(boolean visible);

    /// Makes everything since the last flush visible at once.
    void flush();
}
