package dev.jobd.tui.view;

import dev.jobd.tui.input.KeyMap;
import dev.jobd.tui.state.ActiveRun;
import dev.jobd.tui.state.Connection;
import dev.jobd.tui.state.Connection.Lost;
import dev.jobd.tui.state.Filter;
import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.JobState;
import dev.jobd.tui.state.JobTable;
import dev.jobd.tui.state.Mode.Filtering;
import dev.jobd.tui.state.Times;
import dev.jobd.tui.state.UiState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The lines around the list: header and banner above, status, selected job, message and keys
/// below.
final class StatusLines {

    private final Theme theme;
    private final TimeFormat times;
    private final Header header;
    private final Footer footer;

    StatusLines(Theme theme, KeyMap keyMap, TimeFormat times) {
        this.theme = theme;
        this.times = times;
        header = new Header(theme, times);
        footer = new Footer(theme, keyMap);
    }

    void draw(Canvas canvas, Layout layout, UiState state) {
        header.draw(canvas.part(0, 0, canvas.columns(), 1), state);
        footer.draw(canvas.part(0, layout.footerRow(), canvas.columns(), 1), state);
        if (layout.tall()) {
            drawBanner(canvas, state);
            drawStatus(canvas, layout.statusRow(), state);
        }
        if (state.mode() instanceof Filtering(var draft)) {
            drawFilterInput(canvas, layout, state, draft);
        } else {
            if (layout.tall()) {
                drawSelected(canvas, layout.detailRow(), state);
            }
            drawMessage(canvas, layout, state);
        }
    }

    private void drawBanner(Canvas canvas, UiState state) {
        if (state.connection() instanceof Lost lost) {
            canvas.text(1, 1, theme.warning(), lostText(state, lost));
            return;
        }
        JobRow soonest = soonest(state);
        if (soonest != null && soonest.next() != null) {
            String when =
                    state.clockTimes()
                            ? "at " + times.clock(soonest.next(), state.daemonNow())
                            : "in "
                                    + Times.until(
                                            Duration.between(state.daemonNow(), soonest.next()));
            canvas.text(1, 1, theme.quiet(), "next: " + soonest.name() + " " + when);
        }
    }

    private static String lostText(UiState state, Lost lost) {
        long wait = Math.max(0, Duration.between(state.now(), state.poll().due()).toSeconds());
        return "! connection lost: "
                + lost.reason()
                + ". Retry "
                + lost.failures()
                + (wait > 0 ? " in " + wait + "s" : " now")
                + "   R now";
    }

    private static @Nullable JobRow soonest(UiState state) {
        JobRow soonest = null;
        for (JobRow row : state.table().all()) {
            if (row.next() != null
                    && !row.paused()
                    && row.state() != JobState.LATE
                    && (soonest == null || row.next().isBefore(nextOf(soonest)))) {
                soonest = row;
            }
        }
        return soonest;
    }

    private static Instant nextOf(JobRow row) {
        return row.next() == null ? Instant.MAX : row.next();
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

    private static String run(JobRow row, UiState state) {
        ActiveRun active = row.active();
        if (active == null || !state.isLive()) {
            return "";
        }
        String attempt = active.attempt() > 1 ? " attempt " + active.attempt() : "";
        String waits = active.waitsFor().isEmpty() ? "" : "waits for " + active.waitsFor() + "  ";
        String pid = active.pid() > 0 ? "pid " + active.pid() + "  " : "";
        return waits + pid + "run #" + active.run() + attempt;
    }

    private void drawFilterInput(Canvas canvas, Layout layout, UiState state, String draft) {
        if (layout.tall()) {
            String problem = state.table().filter().problem();
            canvas.text(
                    1,
                    layout.detailRow(),
                    problem.isEmpty() ? theme.quiet() : theme.warning(),
                    problem.isEmpty()
                            ? String.join(" ", Filter.FIELDS) + "   ! negates   name:~ regex"
                            : "! " + problem);
        }
        int end = canvas.text(1, layout.messageRow(), Style.PLAIN, "/" + draft);
        canvas.cursor(end, layout.messageRow());
    }

    private void drawMessage(Canvas canvas, Layout layout, UiState state) {
        int row = layout.messageRow();
        if (state.flash() != null) {
            byte style = state.flash().warning() ? theme.warning() : Style.PLAIN;
            canvas.field(1, row, style, canvas.columns() - 2, state.flash().text());
        } else if (!layout.tall() && state.connection() instanceof Lost lost) {
            canvas.field(1, row, theme.warning(), canvas.columns() - 2, lostText(state, lost));
        } else if (!layout.tall() && state.connection() instanceof Connection.Live) {
            String filter = state.table().filter().text();
            if (!filter.isBlank()) {
                canvas.field(1, row, theme.quiet(), canvas.columns() - 2, "filter: " + filter);
            }
        }
    }
}
