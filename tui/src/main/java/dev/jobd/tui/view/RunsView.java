package dev.jobd.tui.view;

import dev.jobd.tui.state.Query;
import dev.jobd.tui.state.Rooms;
import dev.jobd.tui.state.RunList;
import dev.jobd.tui.state.RunRow;
import dev.jobd.tui.state.RunsScreen;
import dev.jobd.tui.state.UiState;

/// The runs that go on, and those that were.
final class RunsView {

    private final Theme theme;
    private final RunTableView table;

    RunsView(Theme theme, TimeFormat times) {
        this.theme = theme;
        table = new RunTableView(theme, times);
    }

    void draw(Canvas canvas, RunsScreen screen, UiState state) {
        boolean tall = Rooms.isTall(state.size());
        int top = tall ? 3 : 1;
        RunTableView.Kind kind =
                screen.isRunning() ? RunTableView.Kind.ACTIVE : RunTableView.Kind.ALL_JOBS;
        if (tall) {
            table.drawTitles(canvas.part(0, top - 1, canvas.columns(), 1), kind);
            drawStatus(canvas, canvas.rows() - 4, screen, state);
            drawSelected(canvas, canvas.rows() - 3, screen, state);
        }
        Canvas body = canvas.part(0, top, canvas.columns(), Rooms.list(state.size()));
        table.draw(body, kind, screen.shown(), state);
    }

    private void drawStatus(Canvas canvas, int row, RunsScreen screen, UiState state) {
        RunList shown = screen.shown();
        int last = Math.min(shown.runs().size(), shown.top() + Rooms.list(state.size()));
        String left =
                shown.runs().isEmpty()
                        ? ""
                        : "runs " + (shown.top() + 1) + "-" + last + " of " + shown.runs().size();
        if (!screen.all().more().isEmpty()) {
            left += " loaded, more below";
        }
        if (screen.which() == Query.Which.FAILED) {
            left += "   failed only";
        }
        if (!state.isLive()) {
            left += "   STALE";
        }
        canvas.text(1, row, theme.quiet(), left);
        String filter = "filter: " + (screen.filter().isBlank() ? "none" : screen.filter());
        int room = canvas.columns() - left.length() - 5;
        if (room > 10) {
            canvas.textEndingAt(canvas.columns() - 1, row, theme.quiet(), canvas.cut(filter, room));
        }
    }

    private void drawSelected(Canvas canvas, int row, RunsScreen screen, UiState state) {
        RunRow run = screen.shown().selectedRun();
        if (run == null) {
            return;
        }
        int end = canvas.text(1, row, theme.title(), run.name()) + 2;
        canvas.sentence(
                end,
                row,
                Style.PLAIN,
                canvas.columns() - end - 1,
                run.state() + "  " + RunCells.reason(run, state));
    }
}
