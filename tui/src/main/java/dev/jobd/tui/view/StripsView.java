package dev.jobd.tui.view;

import dev.jobd.tui.state.ActiveRun;
import dev.jobd.tui.state.Area;
import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.JobState;
import dev.jobd.tui.state.Times;
import dev.jobd.tui.state.UiState;
import dev.jobd.tui.state.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Below the list on a large screen: what runs, and what comes next.
final class StripsView {

    private static final int NAME = 24;

    private final Theme theme;
    private final TimeFormat times;
    private final Box box;

    StripsView(Theme theme, TimeFormat times) {
        this.theme = theme;
        this.times = times;
        box = new Box(theme);
    }

    void drawRunning(Canvas screen, Area area, UiState state) {
        List<JobRow> busy = state.table().all().busy();
        Canvas inside = box.draw(screen.part(area), "Running " + busy.size(), "2 all of it");
        String titles = "PID      " + pad("JOB", NAME) + "  RUN       ELAPSED     CPU    MEM  TREE";
        inside.text(1, 0, theme.title(), titles);
        if (busy.isEmpty()) {
            inside.text(1, 1, theme.quiet(), "Nothing is running.");
        }
        for (int i = 0; i < busy.size() && i < inside.rows() - 1; i++) {
            drawRun(inside, i + 1, busy.get(i), state);
        }
    }

    private void drawRun(Canvas canvas, int line, JobRow row, UiState state) {
        ActiveRun run = row.active();
        if (run == null) {
            return;
        }
        byte plain = state.isLive() ? Style.PLAIN : theme.stale();
        JobState shown = ListCells.shownState(row, state);
        canvas.text(1, line, plain, run.pid() > 0 ? String.valueOf(run.pid()) : "-");
        canvas.field(10, line, plain, NAME, row.name());
        int at = 10 + NAME + 2;
        canvas.text(at, line, plain, "#" + run.run());
        byte word = state.isLive() ? theme.word(shown) : plain;
        Instant started = run.started();
        String took =
                started == null || !state.isLive()
                        ? "-"
                        : Times.took(Duration.between(started, state.daemonNow()));
        canvas.textEndingAt(at + 17, line, plain, took);
        Usage.Use use = state.usage().of(run.pid());
        canvas.textEndingAt(at + 25, line, plain, use == null ? "-" : use.percentText());
        canvas.textEndingAt(at + 32, line, plain, use == null ? "-" : RunCells.bytes(use.memory()));
        String tree =
                use == null ? "" : use.processes() + (use.processes() == 1 ? " proc" : " procs");
        canvas.text(at + 34, line, plain, tree);
        String why = run.waiting().isEmpty() ? shown.word() : run.waiting();
        canvas.text(at + 44, line, word, why);
    }

    void drawUpcoming(Canvas screen, Area area, UiState state) {
        Canvas inside = box.draw(screen.part(area), "Upcoming", "4 all of it");
        List<JobRow> soonest = state.table().all().soonest();
        inside.text(1, 0, theme.title(), "IN         AT        " + pad("JOB", NAME) + "  SCHEDULE");
        if (soonest.isEmpty()) {
            inside.text(1, 1, theme.quiet(), "Nothing is due by itself.");
        }
        byte plain = state.isLive() ? Style.PLAIN : theme.stale();
        for (int i = 0; i < soonest.size() && i < inside.rows() - 1; i++) {
            JobRow row = soonest.get(i);
            Instant next = row.next();
            if (next == null) {
                continue;
            }
            Duration left = Duration.between(state.daemonNow(), next);
            inside.text(1, i + 1, plain, state.isLive() ? Times.until(left) : "?");
            inside.text(12, i + 1, plain, times.clock(next, state.daemonNow()));
            inside.field(22, i + 1, plain, NAME, row.name());
            int room = inside.columns() - 22 - NAME - 3;
            String skipped = row.skips() > 0 ? "  (skipped)" : "";
            inside.sentence(22 + NAME + 2, i + 1, plain, room, row.schedule() + skipped);
        }
    }

    private static String pad(String text, int columns) {
        return text + " ".repeat(columns - text.length());
    }
}
