package dev.jobd.tui.view;

import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.JobState;
import dev.jobd.tui.state.LastRun;
import dev.jobd.tui.state.Times;
import dev.jobd.tui.state.UiState;
import java.time.Duration;
import java.time.Instant;

/// A column of the job list, in the order they stand on the screen.
enum Column {
    NAME("NAME", 14, false, 0),
    SCHEDULE("SCHEDULE", 14, false, 3),
    STATE("STATE", 8, false, 1),
    NEXT("NEXT", 9, true, 2),
    EXIT("EXIT", 4, true, 4),
    TOOK("DUR", 6, true, 5),
    SUCCESS("OK%", 4, true, 6),
    LAST("LAST", 8, true, 7),
    GROUP("GROUP", 10, false, 8),
    COMMAND("COMMAND", 20, false, 9);

    private static final String NOTHING = "-";

    private final String title;
    private final int width;
    private final boolean right;
    private final int rank;

    Column(String title, int width, boolean right, int rank) {
        this.title = title;
        this.width = width;
        this.right = right;
        this.rank = rank;
    }

    String title() {
        return title;
    }

    /// The columns it needs; name and command take more when there is room.
    int width() {
        return width;
    }

    /// Whether its text ends at the right edge.
    boolean right() {
        return right;
    }

    /// How soon it is dropped on a narrow screen: the highest rank first.
    int rank() {
        return rank;
    }

    String text(JobRow row, UiState state, TimeFormat times) {
        return switch (this) {
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
        return state.isLive() ? row.state() : row.state().withoutDaemon();
    }

    private static String next(JobRow row, UiState state, TimeFormat times) {
        Instant next = row.next();
        if (next == null || row.paused()) {
            return NOTHING;
        }
        if (!state.isLive()) {
            return "?";
        }
        if (state.clockTimes()) {
            return times.clock(next, state.daemonNow());
        }
        if (row.state() == JobState.LATE) {
            return Times.until(Duration.ofMillis(-row.lateMillis()));
        }
        return Times.until(Duration.between(state.daemonNow(), next));
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
