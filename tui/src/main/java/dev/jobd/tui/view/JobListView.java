package dev.jobd.tui.view;

import dev.jobd.tui.state.Columns;
import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.JobState;
import dev.jobd.tui.state.JobTable;
import dev.jobd.tui.state.ListColumn;
import dev.jobd.tui.state.SortOrder;
import dev.jobd.tui.state.UiState;

/// The rows of the job list; only those in view are touched.
final class JobListView {

    private final Theme theme;
    private final TimeFormat times;

    JobListView(Theme theme, TimeFormat times) {
        this.theme = theme;
        this.times = times;
    }

    /// The titles; that of the column by which the list is ordered is underlined.
    void drawTitles(Canvas canvas, UiState state) {
        SortOrder order = state.table().order();
        for (Columns.Placed placed : Columns.fit(canvas.columns()).placed()) {
            boolean isOrder = placed.column().order() == order.column();
            byte style = isOrder ? Style.with(theme.title(), Style.UNDERLINE) : theme.title();
            draw(canvas, 0, placed, style, placed.column().title());
        }
    }

    void draw(Canvas canvas, UiState state) {
        JobTable table = state.table();
        Columns columns = Columns.fit(canvas.columns());
        for (int line = 0; line < canvas.rows(); line++) {
            int index = table.top() + line;
            if (index >= table.shown().size()) {
                break;
            }
            drawRow(canvas, line, columns, table.shown().get(index), state);
        }
        if (table.shown().isEmpty()) {
            canvas.text(2, 1, theme.quiet(), "No job matches the filter. Esc clears it.");
        }
    }

    private void drawRow(Canvas canvas, int line, Columns columns, JobRow row, UiState state) {
        boolean selected = row.number() == state.table().selected();
        JobState shown = ListCells.shownState(row, state);
        byte plain = state.isLive() ? Style.PLAIN : theme.stale();
        if (selected) {
            canvas.part(0, line, canvas.columns(), 1).fill(theme.underCursor(Style.PLAIN));
            canvas.text(0, line, theme.underCursor(Style.PLAIN), ">");
        }
        if (state.marks().contains(row.number())) {
            byte style = selected ? theme.underCursor(theme.title()) : theme.title();
            canvas.text(columns.gutter() == 2 ? 0 : 1, line, style, "#");
        }
        byte mark = state.isLive() ? theme.mark(shown) : plain;
        canvas.text(
                columns.gutter() == 2 ? 1 : 2,
                line,
                selected ? theme.underCursor(mark) : mark,
                Character.toString(shown.mark()));
        for (Columns.Placed placed : columns.placed()) {
            boolean isState = placed.column() == ListColumn.STATE;
            byte style = isState && state.isLive() ? theme.word(shown) : plain;
            draw(
                    canvas,
                    line,
                    placed,
                    selected ? theme.underCursor(style) : style,
                    ListCells.text(placed.column(), row, state, times));
        }
    }

    private static void draw(
            Canvas canvas, int line, Columns.Placed placed, byte style, String text) {
        if (placed.column().right()) {
            canvas.part(placed.left(), line, placed.width(), 1)
                    .textEndingAt(placed.width(), 0, style, canvas.cut(text, placed.width()));
        } else {
            canvas.field(placed.left(), line, style, placed.width(), text);
        }
    }
}
