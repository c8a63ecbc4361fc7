package dev.jobd.tui.view;

import dev.jobd.tui.state.Connection.Connecting;
import dev.jobd.tui.state.Connection.Live;
import dev.jobd.tui.state.Connection.Loading;
import dev.jobd.tui.state.Connection.Lost;
import dev.jobd.tui.state.JobState;
import dev.jobd.tui.state.Layout;
import dev.jobd.tui.state.Times;
import dev.jobd.tui.state.UiState;
import java.time.Duration;

/// The top line: how many jobs are in which state, how fresh that is, and the daemon's clock.
final class Header {

    private static final int NARROW = 60;

    private final Theme theme;
    private final TimeFormat times;

    Header(Theme theme, TimeFormat times) {
        this.theme = theme;
        this.times = times;
    }

    void draw(Canvas canvas, UiState state) {
        boolean narrow = canvas.columns() < NARROW;
        boolean wide = canvas.columns() >= Layout.WIDE;
        String clock =
                narrow
                        ? times.time(state.daemonNow())
                        : (wide ? times.weekday(state.daemonNow()) + " " : "")
                                + times.withZone(state.daemonNow());
        Canvas left = canvas.part(0, 0, canvas.columns() - clock.length() - 2, 1);
        canvas.textEndingAt(canvas.columns() - 1, 0, Style.PLAIN, clock);
        int at = left.text(1, 0, theme.title(), "jobd");
        if (wide && !state.server().isEmpty()) {
            String version = state.server().substring(state.server().indexOf('/') + 1);
            at = left.text(at + 1, 0, theme.quiet(), version + "  " + state.socket());
        }
        int jobs = state.table().all().size();
        switch (state.connection()) {
            case Connecting() -> left.text(at + 2, 0, Style.PLAIN, "connecting");
            case Loading _, Live _ -> {
                at = left.text(at + (narrow ? 1 : 2), 0, Style.PLAIN, count(jobs, narrow));
                at = drawCounts(left, at, state, narrow);
                if (!narrow) {
                    String fresh = state.connection() instanceof Live ? "live" : "loading";
                    left.text(at + 2, 0, theme.word(JobState.OK), fresh);
                }
            }
            case Lost lost -> drawLost(left, at, state, lost);
        }
    }

    private static String count(int jobs, boolean narrow) {
        return narrow ? String.valueOf(jobs) : jobs == 1 ? "1 job" : jobs + " jobs";
    }

    private void drawLost(Canvas canvas, int from, UiState state, Lost lost) {
        int at = from;
        boolean narrow = state.size().columns() < NARROW;
        if (lost.dataAt() != null) {
            int jobs = state.table().all().size();
            at = canvas.text(at + (narrow ? 1 : 2), 0, Style.PLAIN, count(jobs, narrow));
        }
        String since = Times.ago(Duration.between(lost.since(), state.now()));
        at = canvas.text(at + (narrow ? 1 : 2), 0, theme.warning(), "DISCONNECTED " + since);
        if (lost.dataAt() != null && !narrow) {
            canvas.text(at + 2, 0, Style.PLAIN, "data as of " + times.time(lost.dataAt()));
        }
    }

    private int drawCounts(Canvas canvas, int from, UiState state, boolean narrow) {
        int at = from;
        JobState[] told = {JobState.RUNNING, JobState.FAILED, JobState.LATE, JobState.PAUSED};
        for (JobState shown : told) {
            int count = state.table().all().count(shown, state.daemonNow());
            if (count > 0) {
                String word = shown == JobState.FAILED ? "FAILED" : shown.word();
                String text = narrow ? count + "" + shown.mark() : count + " " + word;
                at = canvas.text(at + (narrow ? 1 : 2), 0, theme.word(shown), text);
            }
        }
        return at;
    }
}
