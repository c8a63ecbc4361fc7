package dev.jobd.tui.view;

import dev.jobd.tui.state.DetailScreen;
import dev.jobd.tui.state.JobDetail;
import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.JobState;
import dev.jobd.tui.state.RunRow;
import dev.jobd.tui.state.Times;
import dev.jobd.tui.state.UiState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands beside the list: the job under the cursor in short, and its newest runs.
final class PaneView {

    private static final int LABEL = 10;

    private final Theme theme;
    private final TimeFormat times;
    private final Box box;
    private final RunTableView table;

    PaneView(Theme theme, TimeFormat times) {
        this.theme = theme;
        this.times = times;
        box = new Box(theme);
        table = new RunTableView(theme, times);
    }

    void draw(Canvas area, DetailScreen screen, UiState state) {
        JobRow row = state.job(screen.job());
        Canvas inside = box.draw(area, row == null ? screen.name() : row.name(), "Enter opens");
        if (row == null) {
            return;
        }
        int line = 0;
        byte style = state.isLive() ? theme.word(ListCells.shownState(row, state)) : theme.stale();
        fact(inside, line++, "State", style, state(row, screen.detail(), state));
        fact(inside, line++, "Schedule", Style.PLAIN, schedule(row, screen.detail()));
        fact(inside, line++, "Next", Style.PLAIN, next(row, screen, state));
        fact(inside, line++, "Command", Style.PLAIN, row.command());
        if (inside.rows() > 11 && screen.detail() != null) {
            fact(inside, line++, "Policy", Style.PLAIN, policy(screen.detail()));
        }
        fact(inside, line++, "Outcome", Style.PLAIN, outcome(row, screen, state));
        drawRuns(inside, line, screen, state);
    }

    private void drawRuns(Canvas inside, int from, DetailScreen screen, UiState state) {
        int line = from;
        if (inside.rows() - line > 7) {
            String bars = Sparkline.of(screen.runs().runs(), inside.columns() - 2, theme.ascii());
            inside.text(1, line + 1, theme.word(JobState.QUEUED), bars);
            line += 3;
        } else {
            line++;
        }
        Canvas titles = inside.part(0, line, inside.columns(), 1);
        table.drawTitles(titles, RunTableView.Kind.ONE_JOB);
        Canvas rows = inside.part(0, line + 1, inside.columns(), inside.rows() - line - 1);
        table.draw(rows, RunTableView.Kind.ONE_JOB, screen.runs(), state);
    }

    private void fact(Canvas canvas, int line, String label, byte style, String text) {
        canvas.text(1, line, theme.quiet(), label);
        canvas.sentence(1 + LABEL, line, style, canvas.columns() - LABEL - 2, text);
    }

    private static String state(JobRow row, @Nullable JobDetail detail, UiState state) {
        JobState shown = ListCells.shownState(row, state);
        StringBuilder text = new StringBuilder(shown.mark() + " " + shown.word());
        String run = StatusLines.run(row, state);
        text.append(run.isEmpty() ? "" : "   " + run);
        Instant started = row.active() == null ? null : row.active().started();
        if (started != null && state.isLive()) {
            Duration since = Duration.between(started, state.daemonNow());
            text.append("   ").append(Times.took(since));
            String limit = detail == null ? "" : detail.value("timeout_ms");
            text.append(limit.isEmpty() ? "" : " / limit " + limit);
        }
        return text.toString();
    }

    private static String schedule(JobRow row, @Nullable JobDetail detail) {
        String zone = detail == null ? "" : detail.value("zone");
        return row.schedule() + (zone.isEmpty() ? "" : "   zone " + zone);
    }

    private String next(JobRow row, DetailScreen screen, UiState state) {
        Instant now = state.daemonNow();
        if (row.paused()) {
            Instant until = row.pause().until();
            return until == null
                    ? "paused, p resumes it"
                    : "paused until " + times.full(until, now).strip();
        }
        Instant next = row.next();
        if (next == null) {
            return "not due by itself";
        }
        if (!state.isLive()) {
            return "? (not connected)";
        }
        StringBuilder text = new StringBuilder(times.full(next, now).strip());
        text.append(" (in ").append(Times.until(Duration.between(now, next))).append(')');
        if (row.skips() > 0) {
            text.append(row.skips() == 1 ? ", skipped" : ", skips " + row.skips());
        }
        List<String> then = new ArrayList<>();
        screen.next().stream()
                .filter(time -> time.isAfter(next))
                .forEach(time -> then.add(times.clock(time, now)));
        return text + (then.isEmpty() ? "" : " then " + String.join(", ", then));
    }

    private static String policy(JobDetail detail) {
        List<String> parts = new ArrayList<>();
        parts.add("group " + detail.value("group"));
        if (!detail.value("overlap").isEmpty()) {
            parts.add("overlap " + detail.value("overlap"));
        }
        if (!detail.value("retries").equals("0")) {
            parts.add("retries " + detail.value("retries"));
        }
        parts.add("in " + detail.value("dir"));
        return String.join("   ", parts);
    }

    private static String outcome(JobRow row, DetailScreen screen, UiState state) {
        long ended = row.counts().ok() + row.counts().failed();
        String text =
                ended == 0
                        ? "never ran"
                        : row.counts().ok() * 100 / ended + "% ok of " + ended + " runs";
        text += DetailView.durations(screen.runs());
        for (RunRow run : screen.runs().runs()) {
            Instant at = run.moments().ended();
            if (run.isBad() && at != null) {
                String ago = Times.ago(Duration.between(at, state.daemonNow()));
                return text + "   " + run.state() + " " + ago + " ago";
            }
        }
        return text;
    }
}
