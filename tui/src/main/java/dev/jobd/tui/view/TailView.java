package dev.jobd.tui.view;

import dev.jobd.tui.state.DetailScreen;
import dev.jobd.tui.state.LogLine;
import dev.jobd.tui.state.RunRow;
import java.util.List;

/// The last lines that the run under the cursor wrote, in a frame.
final class TailView {

    private final Theme theme;
    private final Box box;
    private final LogLines lines;

    TailView(Theme theme) {
        this.theme = theme;
        box = new Box(theme);
        lines = new LogLines(theme);
    }

    /// @param hint how to see all of it
    void draw(Canvas area, DetailScreen screen, String hint) {
        RunRow run = screen.runs().selectedRun();
        String title = run == null ? "Output" : "Output of #" + run.run();
        Canvas inside = box.draw(area, title, hint);
        if (run == null || !screen.tailOf().equals(run.id())) {
            boolean isAsked = !screen.runs().loaded() || (run != null && run.attempts().now() > 0);
            inside.text(1, 0, theme.quiet(), isAsked ? "asking jobd" : "It has none.");
            return;
        }
        List<LogLine> tail = screen.tail();
        if (tail.isEmpty()) {
            inside.text(1, 0, theme.quiet(), "It wrote nothing.");
        }
        int first = Math.max(0, tail.size() - inside.rows());
        for (int i = first; i < tail.size(); i++) {
            lines.draw(inside, i - first, tail.get(i), 0);
        }
    }
}
