package dev.jobd.tui.view;

import dev.jobd.tui.state.ActiveRun;
import dev.jobd.tui.state.Filter;
import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.JobTable;
import dev.jobd.tui.state.Mode.Typing;
import dev.jobd.tui.state.UiState;

/// The two lines below the job list: which rows are seen, and the selected job.
final class StatusLines {

    private final Theme theme;

    StatusLines(Theme theme) {
        this.theme = theme;
    }

    void draw(Canvas canvas, Layout layout, UiState state) {
        if (!layout.tall()) {
            return;
        }
        drawStatus(canvas, layout.statusRow(), state);
        if (state.mode() instanceof Typing) {
            drawFilterHelp(canvas, layout.detailRow(), state);
        } else {
            drawSelected(canvas, layout.detailRow(), state);
        }
    }

    private void drawStatus(Canvas canvas, int row, UiState state) {
        JobTable table = state.table();
        int shown = table.shown().size();
        if (table.all().isEmpty()) {
            return;
        }
        String left;
        if (shown < table.all().size()) {
            left = shown + " of " + table.all().size() + " jobs match";
        } else {
            int last = Math.min(shown, table.top() + table.rowsInView());
            left = "rows " + (table.top() + 1) + "-" + last + " of " + shown;
        }
        if (!state.marks().isEmpty()) {
            left += "   " + state.marks().size() + " marked";
        }
        left += "   sort " + table.order().title();
        if (!state.isLive()) {
            left += "   STALE";
        }
        int used = canvas.text(1, row, theme.quiet(), left);
        Filter filter = table.filter();
        String right = "filter: " + (filter.text().isBlank() ? "none" : filter.text());
        int room = canvas.columns() - used - 4;
        if (room > 10) {
            canvas.textEndingAt(canvas.columns() - 1, row, theme.quiet(), canvas.cut(right, room));
        }
    }

    private void drawSelected(Canvas canvas, int row, UiState state) {
        JobRow selected = state.table().selectedRow();
        if (selected == null) {
            return;
        }
        String run = run(selected, state);
        int room = canvas.columns() - 2 - (run.isEmpty() ? 0 : run.length() + 2);
        int end = canvas.text(1, row, theme.title(), canvas.cut(selected.name(), room)) + 2;
        canvas.field(end, row, Style.PLAIN, room + 1 - end, selected.command());
        canvas.textEndingAt(canvas.columns() - 1, row, Style.PLAIN, run);
    }

    /// What is known of the run that a job has going on, empty when it has none.
    static String run(JobRow row, UiState state) {
        ActiveRun active = row.active();
        if (active == null || !state.isLive()) {
            return "";
        }
        String attempt = active.attempt() > 1 ? " attempt " + active.attempt() : "";
        String waits = active.waitsFor().isEmpty() ? "" : "waits for " + active.waitsFor() + "  ";
        String pid = active.pid() > 0 ? "pid " + active.pid() + "  " : "";
        return waits + pid + "run #" + active.run() + attempt;
    }

    private void drawFilterHelp(Canvas canvas, int row, UiState state) {
        String problem = state.table().filter().problem();
        canvas.text(
                1,
                row,
                problem.isEmpty() ? theme.quiet() : theme.warning(),
                problem.isEmpty()
                        ? String.join(" ", Filter.FIELDS) + "   ! negates   name:~ regex"
                        : "! " + problem);
    }
}
