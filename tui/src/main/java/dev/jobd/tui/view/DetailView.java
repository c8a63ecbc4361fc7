package dev.jobd.tui.view;

import dev.jobd.tui.state.ActiveRun;
import dev.jobd.tui.state.DetailScreen;
import dev.jobd.tui.state.JobDetail;
import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.JobState;
import dev.jobd.tui.state.Rooms;
import dev.jobd.tui.state.RunList;
import dev.jobd.tui.state.RunRow;
import dev.jobd.tui.state.Times;
import dev.jobd.tui.state.UiState;
import dev.jobd.tui.state.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All about one job.
final class DetailView {

    private final Theme theme;
    private final TimeFormat times;
    private final Box box;
    private final RunTableView table;
    private final TailView tail;

    DetailView(Theme theme, TimeFormat times) {
        this.theme = theme;
        this.times = times;
        box = new Box(theme);
        table = new RunTableView(theme, times);
        tail = new TailView(theme);
    }

    void draw(Canvas canvas, DetailScreen screen, UiState state) {
        JobRow row = state.job(screen.job());
        if (!Rooms.isTall(state.size())) {
            drawState(canvas, 1, row, state);
            int rows = Rooms.detailRuns(state.size());
            Canvas body = canvas.part(0, 2, canvas.columns(), rows);
            table.draw(body, RunTableView.Kind.ONE_JOB, screen.runs(), state);
            return;
        }
        drawState(canvas, 2, row, state);
        drawSchedule(canvas, 3, screen, row, state);
        String command = row == null ? "" : row.command();
        canvas.field(1, 4, Style.PLAIN, canvas.columns() - 2, command);
        drawPolicy(canvas, 5, screen.detail());
        drawEnvironment(canvas, 6, screen.detail());
        drawFigures(canvas, 7, screen, row, state);
        drawBoxes(canvas, screen, state);
    }

    private void drawBoxes(Canvas canvas, DetailScreen screen, UiState state) {
        int height = Rooms.runsBox(state.size());
        Canvas history = canvas.part(0, 8, canvas.columns(), height);
        int size = screen.runs().runs().size();
        int rows = Rooms.detailRuns(state.size());
        int first = screen.runs().top();
        String place =
                size == 0
                        ? ""
                        : (first + 1)
                                + "-"
                                + Math.min(size, first + rows)
                                + "/"
                                + size
                                + (screen.runs().more().isEmpty() ? "" : "+");
        Canvas inside = box.draw(history, "History", place);
        table.drawTitles(inside.part(0, 0, inside.columns(), 1), RunTableView.Kind.ONE_JOB);
        Canvas body = inside.part(0, 1, inside.columns(), inside.rows() - 1);
        table.draw(body, RunTableView.Kind.ONE_JOB, screen.runs(), state);
        int top = 8 + height;
        Canvas area = canvas.part(0, top, canvas.columns(), canvas.rows() - 2 - top);
        tail.draw(area, screen, "Enter all of it");
    }

    private void drawState(Canvas canvas, int line, @Nullable JobRow row, UiState state) {
        if (row == null) {
            canvas.text(1, line, theme.warning(), "This job is gone.");
            return;
        }
        JobState shown = ListCells.shownState(row, state);
        byte style = state.isLive() ? theme.word(shown) : theme.stale();
        int at = canvas.text(1, line, style, shown.mark() + " " + shown.word());
        String run = StatusLines.run(row, state);
        if (row.active() != null && row.active().started() != null && state.isLive()) {
            Duration since = Duration.between(row.active().started(), state.daemonNow());
            run += "  " + Times.took(since) + usage(row.active(), state);
        }
        at = canvas.text(at + 2, line, Style.PLAIN, run);
        String next = next(row, state);
        if (at + next.length() + 3 < canvas.columns()) {
            canvas.textEndingAt(canvas.columns() - 1, line, Style.PLAIN, next);
        }
    }

    private static String usage(ActiveRun run, UiState state) {
        Usage.Use use = state.usage().of(run.pid());
        return use == null
                ? ""
                : "  cpu " + use.percentText() + "  mem " + RunCells.bytes(use.memory());
    }

    private String next(JobRow row, UiState state) {
        if (row.paused()) {
            Instant until = row.pause().until();
            return until == null
                    ? "paused"
                    : "paused until " + times.full(until, state.daemonNow()).strip();
        }
        Instant next = row.next();
        if (next == null) {
            return "never due by itself";
        }
        if (!state.isLive()) {
            return "next ?";
        }
        return state.clockTimes()
                ? "next at " + times.full(next, state.daemonNow()).strip()
                : "next in "
                        + Times.until(Duration.between(state.daemonNow(), next))
                        + (row.skips() > 0 ? ", skips " + row.skips() : "");
    }

    private void drawSchedule(
            Canvas canvas, int line, DetailScreen screen, @Nullable JobRow row, UiState state) {
        int at = canvas.text(1, line, theme.title(), row == null ? "" : row.schedule());
        List<String> then = new ArrayList<>();
        for (Instant time : screen.next()) {
            boolean isSoon = Duration.between(state.daemonNow(), time).toHours() < 20;
            then.add(isSoon ? times.time(time) : times.full(time, state.daemonNow()).strip());
        }
        if (!then.isEmpty() && (row == null || !row.paused())) {
            String text = "at " + String.join(", ", then);
            canvas.sentence(at + 2, line, Style.PLAIN, canvas.columns() - at - 3, text);
        }
    }

    private void drawPolicy(Canvas canvas, int line, @Nullable JobDetail detail) {
        if (detail == null) {
            canvas.text(1, line, theme.quiet(), "asking jobd");
            return;
        }
        String retries = detail.value("retries");
        String timeout = detail.value("timeout_ms");
        List<String> parts = new ArrayList<>();
        parts.add(timeout.isEmpty() ? "no timeout" : "timeout " + timeout);
        parts.add(
                retries.equals("0")
                        ? "no retries"
                        : "retries " + retries + " after " + detail.value("retry_delay_ms"));
        parts.add(
                "stop " + detail.value("stop_signal") + ", KILL after " + detail.value("grace_ms"));
        parts.add("group " + detail.value("group"));
        if (!detail.value("priority").equals("0")) {
            parts.add("priority " + detail.value("priority"));
        }
        parts.add("if jobd restarts " + detail.value("on_daemon_restart"));
        parts.add("keep " + detail.value("keep_runs") + " / " + detail.value("keep_for_ms"));
        canvas.sentence(1, line, Style.PLAIN, canvas.columns() - 2, String.join("   ", parts));
    }

    private void drawEnvironment(Canvas canvas, int line, @Nullable JobDetail detail) {
        if (detail == null) {
            return;
        }
        StringBuilder text = new StringBuilder("in ").append(detail.value("dir"));
        text.append("   umask ").append(detail.value("umask"));
        for (Map.Entry<String, String> variable : detail.env().entrySet()) {
            text.append("   ").append(variable.getKey()).append('=').append(variable.getValue());
        }
        canvas.sentence(1, line, theme.quiet(), canvas.columns() - 2, text.toString());
    }

    /// What half of the runs that are loaded took at most, and what 95 of 100.
    static String durations(RunList runs) {
        Duration half = runs.took(50);
        Duration most = runs.took(95);
        return half == null || most == null
                ? ""
                : "   p50 " + Times.took(half) + " p95 " + Times.took(most);
    }

    private void drawFigures(
            Canvas canvas, int line, DetailScreen screen, @Nullable JobRow row, UiState state) {
        if (row == null) {
            return;
        }
        JobRow.Counts counts = row.counts();
        long ended = counts.ok() + counts.failed();
        String left =
                ended == 0
                        ? "never ran"
                        : "ok " + counts.ok() * 100 / ended + "% of " + ended + " runs";
        if (counts.skipped() > 0) {
            left += "   skipped " + counts.skipped();
        }
        left += durations(screen.runs());
        for (RunRow run : screen.runs().runs()) {
            if (run.isBad() && run.moments().ended() != null) {
                Duration ago = Duration.between(run.moments().ended(), state.daemonNow());
                left += "   last failure " + Times.ago(ago) + " ago: " + run.state();
                break;
            }
        }
        int at = canvas.text(1, line, Style.PLAIN, left) + 3;
        int room = Math.min(60, canvas.columns() - at - 1);
        if (room > 8) {
            String bars = Sparkline.of(screen.runs().runs(), room, theme.ascii());
            canvas.textEndingAt(canvas.columns() - 1, line, theme.word(JobState.QUEUED), bars);
        }
    }
}
