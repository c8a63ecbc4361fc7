package dev.jobd.tui.view;

import dev.jobd.tui.state.ActiveRun;
import dev.jobd.tui.state.Filter;
import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.JobTable;
import dev.jobd.tui.state.Layout;
import dev.jobd.tui.state.Mode.Typing;
import dev.jobd.tui.state.UiState;
import java.time.Instant;

/// The two lines below the job list: which rows are seen, and the selected job.
final class StatusLines {

    private final Theme theme;
    private final TimeFormat times;

    StatusLines(Theme theme, TimeFormat times) {
        this.theme = theme;
        this.times = times;
    }

    void draw(Canvas canvas, Layout layout, UiState state) {
        if (!layout.tall()) {
            return;
        }
        drawStatus(canvas, canvas.rows() - 4, state);
        if (state.mode() instanceof Typing) {
            drawFilterHelp(canvas.part(0, canvas.rows() - 3, canvas.columns(), 1), theme, state);
        } else {
            drawSelected(canvas, canvas.rows() - 3, state);
        }
    }

    /// What a frame around the list is called.
    static String title(UiState state) {
        JobTable table = state.table();
        int all = table.all().size();
        int shown = table.shown().size();
        String jobs = shown < all ? shown + " of " + all : String.valueOf(all);
        String stale = state.isLive() || all == 0 ? "" : "   STALE";
        return "Jobs " + jobs + "   sort " + table.order().title() + stale;
    }

    /// Which rows of it are seen, and how many are marked.
    static String place(UiState state) {
        JobTable table = state.table();
        if (table.shown().isEmpty()) {
            return "";
        }
        String marked = state.marks().isEmpty() ? "" : state.marks().size() + " marked   ";
        return marked + rows(table);
    }

    private static String rows(JobTable table) {
        int last = Math.min(table.shown().size(), table.top() + table.rowsInView());
        return "rows " + (table.top() + 1) + "-" + last + " of " + table.shown().size();
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
            left = rows(table);
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
        String run = extra(selected, state);
        int room = canvas.columns() - 2 - (run.isEmpty() ? 0 : run.length() + 2);
        int end = canvas.text(1, row, theme.title(), canvas.cut(selected.name(), room)) + 2;
        canvas.field(end, row, Style.PLAIN, room + 1 - end, selected.command());
        canvas.textEndingAt(canvas.columns() - 1, row, Style.PLAIN, run);
    }

    /// What is worth knowing of a job beside its columns.
    private String extra(JobRow row, UiState state) {
        String run = run(row, state);
        Instant until = row.pause().until();
        if (until != null) {
            String end = "paused until " + times.full(until, state.daemonNow()).strip();
            return run.isEmpty() ? end : end + "  " + run;
        }
        if (row.skips() > 0) {
            String skips = "skips the next" + (row.skips() == 1 ? "" : " " + row.skips());
            return run.isEmpty() ? skips : skips + "  " + run;
        }
        return run;
    }

    /// What is known of the run that a job has going on, empty when it has none.
    static String run(JobRow row, UiState state) {
        ActiveRun active = row.active();
        if (active == null || !state.isLive()) {
            return "";
        }
        String attempt = active.attempt() > 1 ? " attempt " + active.attempt() : "";
        String waits = active.waiting().isEmpty() ? "" : active.waiting() + "  ";
        String pid = active.pid() > 0 ? "pid " + active.pid() + "  " : "";
        return waits + pid + "run #" + active.run() + attempt;
    }

    /// What a filter can say, or what is wrong with it.
    static void drawFilterHelp(Canvas canvas, Theme theme, UiState state) {
        String problem = state.table().filter().problem();
        canvas.text(
                1,
                0,
                problem.isEmpty() ? theme.quiet() : theme.warning(),
                problem.isEmpty()
                        ? String.join(" ", Filter.FIELDS) + "   ! negates   name:~ regex"
                        : "! " + problem);
    }
}
