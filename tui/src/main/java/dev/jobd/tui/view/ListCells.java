package dev.jobd.tui.view;

import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.JobState;
import dev.jobd.tui.state.LastRun;
import dev.jobd.tui.state.ListColumn;
import dev.jobd.tui.state.Times;
import dev.jobd.tui.state.UiState;
import java.time.Duration;
import java.time.Instant;

/// What the columns of the job list say.
final class ListCells {

    private static final String NOTHING = "-";

    private ListCells() {}

    static String text(ListColumn column, JobRow row, UiState state, TimeFormat times) {
        return switch (column) {
            case NAME -> row.name();
            case SCHEDULE -> row.schedule();
            case STATE -> shownState(row, state).word();
            case NEXT -> next(row, state, times);
            case EXIT -> exit(row);
            case TOOK -> took(row, state);
            case SUCCESS -> success(row.counts());
            case LAST -> last(row, state);
            case GROUP -> row.group();
            case COMMAND -> row.command();
        };
    }

    /// The state as far as the present connection lets it be known.
    static JobState shownState(JobRow row, UiState state) {
        return state.isLive() ? row.stateAt(state.daemonNow()) : row.state().withoutDaemon();
    }

    private static String next(JobRow row, UiState state, TimeFormat times) {
        Instant now = state.daemonNow();
        if (row.paused()) {
            Instant until = row.pause().until();
            return until == null ? NOTHING : "til " + times.short5(until, now);
        }
        Instant next = row.next();
        if (state.isLive() && row.stateAt(now) == JobState.LATE) {
            return Times.until(row.lateness(now).negated());
        }
        if (next == null) {
            return NOTHING;
        }
        if (!state.isLive()) {
            return "?";
        }
        if (row.skips() > 0) {
            return "skip " + row.skips();
        }
        return state.clockTimes()
                ? times.clock(next, now)
                : Times.until(Duration.between(now, next));
    }

    private static String exit(JobRow row) {
        LastRun last = row.last();
        if (last == null) {
            return NOTHING;
        }
        return Outcomes.code(last.outcome(), last.exit());
    }

    private static String took(JobRow row, UiState state) {
        if (row.active() != null && row.active().started() != null && state.isLive()) {
            return Times.took(Duration.between(row.active().started(), state.daemonNow()));
        }
        LastRun last = row.last();
        return last == null || last.took() == null ? NOTHING : Times.took(last.took());
    }

    private static String success(JobRow.Counts counts) {
        long ended = counts.ok() + counts.failed();
        return ended == 0 ? NOTHING : counts.ok() * 100 / ended + "%";
    }

    private static String last(JobRow row, UiState state) {
        LastRun last = row.last();
        return last == null || last.ended() == null
                ? "never"
                : Times.ago(Duration.between(last.ended(), state.daemonNow())) + " ago";
    }
}
