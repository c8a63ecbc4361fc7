package dev.jobd.tui.view;

import dev.jobd.tui.state.LogLine;
import dev.jobd.tui.state.LogScreen;
import dev.jobd.tui.state.Rooms;
import dev.jobd.tui.state.UiState;
import java.util.ArrayList;
import java.util.List;

/// The output of a run.
final class LogView {

    private final Theme theme;
    private final LogLines lines;

    LogView(Theme theme) {
        this.theme = theme;
        lines = new LogLines(theme);
    }

    void draw(Canvas canvas, LogScreen log, UiState state) {
        boolean tall = Rooms.isTall(state.size());
        int rows = Rooms.log(state.size());
        if (tall) {
            drawStatus(canvas, log, state);
        }
        Canvas body = canvas.part(0, tall ? 2 : 1, canvas.columns(), rows);
        if (log.buffer().lines() == 0) {
            body.text(1, 0, theme.quiet(), nothing(log));
        } else if (log.wrap()) {
            drawWrapped(body, log, state);
        } else {
            long top = log.top(state.size());
            List<LogLine> shown = log.buffer().from(top, rows);
            for (int row = 0; row < shown.size(); row++) {
                draw(body, row, log, top + row, shown.get(row), log.left());
            }
        }
    }

    private static String nothing(LogScreen log) {
        if (!log.place().isOpen()) {
            return log.place().problem() ? log.place().state() : "It wrote nothing.";
        }
        return log.place().attempt() == 0 ? "Waiting for its start." : "No output so far.";
    }

    private void draw(Canvas body, int row, LogScreen log, long number, LogLine line, int left) {
        lines.draw(body, row, line, left, log.pattern(), number == log.found());
    }

    /// A line as several rows. While following, the last row is the end of the newest line.
    private void drawWrapped(Canvas body, LogScreen log, UiState state) {
        int columns = Math.max(1, body.columns());
        long top = log.top(state.size());
        record Row(long number, LogLine line, int left) {}
        List<Row> rows = new ArrayList<>();
        List<LogLine> from = log.buffer().from(top, body.rows());
        for (int i = 0; i < from.size(); i++) {
            int width = Math.max(1, body.width(from.get(i).text()));
            for (int left = 0; left < width; left += columns) {
                rows.add(new Row(top + i, from.get(i), left));
            }
        }
        int first = log.following() ? Math.max(0, rows.size() - body.rows()) : 0;
        for (int i = first; i < rows.size() && i - first < body.rows(); i++) {
            Row row = rows.get(i);
            draw(body, i - first, log, row.number(), row.line(), row.left());
        }
    }

    private void drawStatus(Canvas canvas, LogScreen log, UiState state) {
        long top = log.top(state.size());
        String mode =
                log.following()
                        ? log.place().isOpen() ? "following" : "at the end"
                        : "not following";
        StringBuilder left = new StringBuilder(mode);
        left.append("   lines ").append(top + 1).append('-');
        left.append(Math.min(log.buffer().end(), top + Rooms.log(state.size())));
        left.append(" of ").append(log.buffer().end());
        if (log.place().attempt() > 1) {
            left.append("   attempt ").append(log.place().attempt());
        }
        if (log.wrap()) {
            left.append("   wrap");
        } else if (log.left() > 0) {
            left.append("   from column ").append(log.left() + 1);
        }
        if (log.place().before() > 0 || log.buffer().first() > 0) {
            left.append("   earlier output is not loaded: o shows all");
        }
        int row = 1;
        int end = canvas.text(1, row, theme.quiet(), left.toString());
        if (!log.place().isOpen()) {
            byte style = log.place().problem() ? theme.warning() : theme.title();
            int room = canvas.columns() - end - 4;
            if (room > 8) {
                String text = canvas.cut(log.place().state(), room);
                canvas.textEndingAt(canvas.columns() - 1, row, style, text);
            }
        }
    }
}
