package dev.jobd.tui.view;

import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.JobState;
import dev.jobd.tui.state.Rooms;
import dev.jobd.tui.state.Times;
import dev.jobd.tui.state.UiState;
import dev.jobd.tui.state.UpcomingScreen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// When jobs are due: a line of time for each, and below what comes first.
final class UpcomingView {

    private static final int NAME = 18;
    private static final int NARROW = 60;

    private final Theme theme;
    private final TimeFormat times;

    UpcomingView(Theme theme, TimeFormat times) {
        this.theme = theme;
        this.times = times;
    }

    void draw(Canvas canvas, UpcomingScreen screen, UiState state) {
        List<JobRow> rows = UpcomingScreen.rows(state);
        int count = Rooms.timeline(state.size());
        boolean tall = Rooms.isTall(state.size());
        if (rows.isEmpty()) {
            canvas.text(3, 3, theme.quiet(), "Nothing is due by itself.");
            return;
        }
        boolean narrow = canvas.columns() < NARROW;
        int name = narrow ? 12 : NAME;
        int line = canvas.columns() - name - 4;
        if (tall) {
            drawScale(canvas.part(name + 3, 2, line, 1), screen, state);
        }
        int top = tall ? 3 : 1;
        int shown = Math.min(count, rows.size() - screen.top());
        for (int i = 0; i < shown; i++) {
            JobRow row = rows.get(screen.top() + i);
            boolean cursor = screen.top() + i == screen.cursor(rows);
            byte style = cursor ? theme.underCursor(Style.PLAIN) : Style.PLAIN;
            canvas.text(0, top + i, Style.PLAIN, cursor ? ">" : " ");
            canvas.field(1, top + i, style, name, row.name());
            Canvas part = canvas.part(name + 3, top + i, line, 1);
            if (narrow) {
                part.text(0, 0, Style.PLAIN, until(row, state));
            } else {
                drawTimes(part, screen, row, state);
            }
        }
        if (tall) {
            drawList(canvas, top + shown + 1, screen, rows, state);
        }
    }

    /// Which column a moment has, -1 when it is not on the line.
    private static int column(Instant time, UpcomingScreen screen, UiState state, int columns) {
        long millis = Duration.between(state.daemonNow(), time).toMillis();
        long span = screen.span().toMillis();
        return millis < 0 || millis >= span ? -1 : (int) (millis * columns / span);
    }

    private void drawScale(Canvas canvas, UpcomingScreen screen, UiState state) {
        boolean days = screen.span().toDays() > 1;
        for (int column = 0; column + 6 < canvas.columns(); column += 10) {
            Duration in = Duration.ofMillis(screen.span().toMillis() * column / canvas.columns());
            Instant time = state.daemonNow().plus(in);
            String text = days ? times.day(time) : times.minute(time);
            canvas.text(column, 0, theme.quiet(), text);
        }
    }

    private void drawTimes(Canvas canvas, UpcomingScreen screen, JobRow row, UiState state) {
        if (row.stateAt(state.daemonNow()) == JobState.LATE) {
            String late = "late " + Times.until(row.lateness(state.daemonNow()));
            String why = row.active() == null ? "" : row.active().waiting();
            String reason = why.isEmpty() ? "" : " (" + why + ")";
            canvas.text(0, 0, theme.word(JobState.LATE), "~ " + late + reason);
            return;
        }
        boolean any = false;
        List<Instant> fires = fires(screen, row);
        if (fires.size() >= UpcomingScreen.TIMES) {
            // More than were asked for: what follows is not known, but not nothing.
            int known = column(fires.getLast(), screen, state, canvas.columns());
            String more = ".".repeat(known < 0 ? 0 : canvas.columns() - known);
            canvas.text(Math.max(0, known), 0, theme.quiet(), more);
        }
        for (Instant time : fires) {
            int column = column(time, screen, state, canvas.columns());
            if (column >= 0) {
                canvas.text(column, 0, theme.word(JobState.RUNNING), theme.ascii() ? "|" : "┃");
                any = true;
            }
        }
        if (!any) {
            canvas.textEndingAt(canvas.columns(), 0, theme.quiet(), until(row, state) + " >");
        }
    }

    /// The due times that are known; the job's own next one always is.
    private static List<Instant> fires(UpcomingScreen screen, JobRow row) {
        List<Instant> fires = new ArrayList<>(screen.fires().getOrDefault(row.number(), List.of()));
        Instant next = row.next();
        if (next != null) {
            fires.removeIf(time -> !time.isAfter(next));
            fires.addFirst(next);
        }
        return fires;
    }

    private String until(JobRow row, UiState state) {
        if (row.next() == null) {
            return "";
        }
        return state.clockTimes()
                ? times.clock(row.next(), state.daemonNow())
                : Times.until(Duration.between(state.daemonNow(), row.next()));
    }

    private void drawList(
            Canvas canvas, int top, UpcomingScreen screen, List<JobRow> rows, UiState state) {
        record Fire(Instant at, JobRow row) {}
        List<Fire> fires = new ArrayList<>();
        for (JobRow row : rows) {
            fires(screen, row).forEach(at -> fires.add(new Fire(at, row)));
        }
        fires.sort(Comparator.comparing(Fire::at));
        canvas.text(1, top, theme.title(), "AT");
        canvas.text(18, top, theme.title(), "IN");
        canvas.text(29, top, theme.title(), "JOB");
        canvas.text(29 + NAME + 2, top, theme.title(), "SCHEDULE");
        int room = canvas.rows() - 2 - top - 1;
        for (int i = 0; i < room && i < fires.size(); i++) {
            Fire fire = fires.get(i);
            int line = top + 1 + i;
            canvas.text(1, line, Style.PLAIN, times.full(fire.at(), state.daemonNow()));
            String in = Times.until(Duration.between(state.daemonNow(), fire.at()));
            canvas.text(18, line, Style.PLAIN, state.isLive() ? in : "?");
            canvas.field(29, line, theme.title(), NAME, fire.row().name());
            int left = 29 + NAME + 2;
            canvas.field(
                    left, line, Style.PLAIN, canvas.columns() - left - 1, fire.row().schedule());
        }
    }
}
