package dev.jobd.tui.view;

import dev.jobd.tui.state.Size;
import dev.jobd.tui.state.UiState;

/// What stands where the list would be when there is none.
final class PlaceholderView {

    private static final int LEFT = 12;

    private final Theme theme;

    PlaceholderView(Theme theme) {
        this.theme = theme;
    }

    void drawNoJobs(Canvas canvas, UiState state) {
        int row = top(canvas, 5);
        int left = left(canvas);
        canvas.text(left, row, theme.title(), "No jobs yet.");
        canvas.text(left, row + 2, Style.PLAIN, "a  adds one here, and so does");
        canvas.text(left, row + 3, Style.PLAIN, "jobctl add --every 5m --name tick -- date");
        canvas.text(left, row + 5, theme.quiet(), "Connected to jobd on " + state.socket());
    }

    void drawNoDaemon(Canvas canvas, UiState state) {
        int row = top(canvas, 5);
        int left = left(canvas);
        canvas.text(left, row, theme.title(), "Waiting for jobd.");
        canvas.text(left, row + 2, Style.PLAIN, "Any jobctl command starts it: jobctl status");
        canvas.text(left, row + 4, theme.quiet(), "Looking at " + state.socket());
    }

    void drawTooSmall(Canvas canvas, Size smallest) {
        canvas.text(
                0, 0, Style.PLAIN, "jobtop: needs " + smallest.columns() + "x" + smallest.rows());
        canvas.text(0, 1, Style.PLAIN, "q quits");
    }

    private static int top(Canvas canvas, int lines) {
        return Math.max(0, (canvas.rows() - lines) / 3);
    }

    private static int left(Canvas canvas) {
        return canvas.columns() < 60 ? 1 : LEFT;
    }
}
