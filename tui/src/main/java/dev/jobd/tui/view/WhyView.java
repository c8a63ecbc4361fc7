package dev.jobd.tui.view;

import dev.jobd.tui.state.ActiveRun;
import dev.jobd.tui.state.DaemonStats;
import dev.jobd.tui.state.DaemonStats.GroupRow;
import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.RunRow;
import dev.jobd.tui.state.Times;
import dev.jobd.tui.state.UiState;
import dev.jobd.tui.state.WhyScreen;
import dev.jobd.tui.view.TextView.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a job runs or does not, from what the daemon says of it.
final class WhyView {

    private static final int PAST = 6;

    private final Theme theme;
    private final TimeFormat times;
    private final TextView text;

    WhyView(Theme theme, TimeFormat times) {
        this.theme = theme;
        this.times = times;
        text = new TextView(theme);
    }

    void draw(Canvas canvas, WhyScreen screen, UiState state) {
        text.draw(canvas, rows(screen, state), screen.top());
    }

    private List<Row> rows(WhyScreen screen, UiState state) {
        List<Row> rows = new ArrayList<>();
        JobRow row = state.job(screen.job());
        if (!state.isLive()) {
            rows.add(
                    new Row(
                            "",
                            "There is no connection to jobd: this is how things stood last.",
                            theme.warning()));
        }
        if (row == null) {
            rows.add(new Row("", "This job is gone.", theme.warning()));
            return rows;
        }
        rows.add(Row.title("Now"));
        for (String reason : now(row, screen, state)) {
            rows.add(new Row("", reason, Style.PLAIN));
        }
        rows.add(Row.empty());
        rows.add(Row.title("Next"));
        for (String reason : next(row, screen.stats(), state)) {
            rows.add(new Row("", reason, Style.PLAIN));
        }
        addPast(rows, screen, state);
        return rows;
    }

    private List<String> now(JobRow row, WhyScreen screen, UiState state) {
        ActiveRun active = row.active();
        List<String> reasons = new ArrayList<>();
        if (active == null) {
            reasons.add("It is not running: no run of it is due.");
            return reasons;
        }
        String run = "Run #" + active.run();
        switch (row.status()) {
            case "queued" -> reasons.addAll(queued(run, active, row, screen));
            case "starting" -> reasons.add(run + " is starting: its process is being made.");
            case "running" ->
                    reasons.add(run + " is running" + since(active, state) + process(active) + ".");
            case "suspended" ->
                    reasons.add(
                            run
                                    + " is suspended"
                                    + process(active)
                                    + " until somebody continues it: jobctl cont "
                                    + row.name());
            case "stopping" ->
                    reasons.add(
                            run
                                    + " is being stopped"
                                    + process(active)
                                    + ": KILL follows when its grace is over.");
            case "retry-wait" -> reasons.add(retry(run, screen.runs(), active, state));
            default -> reasons.add(run + " is " + row.status() + ".");
        }
        if (!row.status().equals("queued") && !row.status().equals("retry-wait")) {
            reasons.add("A time that falls due meanwhile is skipped, and the skip recorded.");
        }
        return reasons;
    }

    private static List<String> queued(String run, ActiveRun active, JobRow row, WhyScreen screen) {
        List<String> reasons = new ArrayList<>();
        DaemonStats stats = screen.stats();
        String told =
                screen.runs().stream()
                        .filter(it -> it.run() == active.run() && it.state().equals("queued"))
                        .map(RunRow::reason)
                        .findFirst()
                        .orElse("");
        if (told.isEmpty()) {
            reasons.addAll(asShown(run, active, row, stats));
        } else {
            reasons.add(run + " " + told + ".");
        }
        if (stats != null && stats.drainingUntil() != null) {
            reasons.add("jobd is draining: it starts nothing more before its next start.");
        }
        return reasons;
    }

    /// What the list of jobs shows, until the daemon has told more.
    private static List<String> asShown(
            String run, ActiveRun active, JobRow row, @Nullable DaemonStats stats) {
        List<String> reasons = new ArrayList<>();
        switch (active.waitsFor()) {
            case "slot" -> {
                reasons.add(run + " waits for a free slot of the group '" + row.group() + "'.");
                GroupRow group = stats == null ? null : stats.group(row.group());
                if (group != null) {
                    reasons.add(
                            group.taken()
                                    + " of its "
                                    + group.slots()
                                    + " slots are in use, "
                                    + group.queued()
                                    + " runs wait.");
                }
            }
            case "job" -> reasons.add(run + " waits for the end of an earlier run of this job.");
            case "hold" ->
                    reasons.add(
                            run
                                    + " is held until somebody releases it: jobctl release "
                                    + row.name());
            case "" -> reasons.add(run + " is queued and starts next.");
            default -> reasons.add(run + " waits for: " + active.waitsFor() + ".");
        }
        return reasons;
    }

    private String retry(String run, List<RunRow> runs, ActiveRun active, UiState state) {
        for (RunRow row : runs) {
            Instant at = row.moments().retryAt();
            if (row.run() == active.run() && at != null) {
                return run
                        + " failed ("
                        + row.reason()
                        + ") and is tried again at "
                        + times.time(at)
                        + ", in "
                        + Times.until(Duration.between(state.daemonNow(), at))
                        + ".";
            }
        }
        return run + " failed and waits for its next attempt.";
    }

    private static String since(ActiveRun active, UiState state) {
        Instant started = active.started();
        return started == null
                ? ""
                : " for " + Times.took(Duration.between(started, state.daemonNow()));
    }

    private static String process(ActiveRun active) {
        return active.pid() > 0 ? ", process " + active.pid() : "";
    }

    private List<String> next(JobRow row, @Nullable DaemonStats stats, UiState state) {
        List<String> reasons = new ArrayList<>();
        Instant next = row.next();
        if (row.paused()) {
            reasons.add(paused(row, state));
        } else if (next == null) {
            reasons.add(
                    row.schedule().isEmpty()
                            ? "It is not due again by itself. r runs it."
                            : "It is not due again by itself (" + row.schedule() + "). r runs it.");
        } else {
            reasons.add(
                    "It is due at "
                            + times.full(next, state.daemonNow()).strip()
                            + ", in "
                            + Times.until(Duration.between(state.daemonNow(), next))
                            + " ("
                            + row.schedule()
                            + ")."
                            + skips(row));
        }
        if (stats != null && stats.drainingUntil() != null) {
            reasons.add("jobd is draining and ends by " + times.time(stats.drainingUntil()) + ".");
        }
        return reasons;
    }

    private static String skips(JobRow row) {
        return row.skips() == 0
                ? ""
                : row.skips() == 1
                        ? " That time is skipped, as somebody asked."
                        : " That and the " + (row.skips() - 1) + " after it are skipped, as asked.";
    }

    private String paused(JobRow row, UiState state) {
        Instant until = row.pause().until();
        String end =
                until == null
                        ? "p resumes it."
                        : "It resumes at " + times.full(until, state.daemonNow()).strip() + ".";
        String why = row.pause().reason().isEmpty() ? "" : " (" + row.pause().reason() + ")";
        return "Its schedule is paused" + why + ": what falls due is skipped. " + end;
    }

    private void addPast(List<Row> rows, WhyScreen screen, UiState state) {
        List<RunRow> past =
                screen.runs().stream().filter(run -> !run.isActive()).limit(PAST).toList();
        rows.add(Row.empty());
        rows.add(Row.title("Before"));
        if (past.isEmpty()) {
            JobRow row = state.job(screen.job());
            boolean ran = row != null && row.last() != null;
            rows.add(new Row("", ran ? "asking jobd" : "It never ran.", Style.PLAIN));
        }
        for (RunRow run : past) {
            String exit = run.attempts().exit() == null ? "" : " " + run.attempts().exit();
            String how = run.state().equals("failed") ? run.state() + exit : run.state();
            String reason = run.reason().isEmpty() ? "" : ": " + run.reason();
            rows.add(
                    new Row(
                            "#" + run.run(),
                            times.full(RunCells.when(run), state.daemonNow()) + "  " + how + reason,
                            theme.word(run.mark())));
        }
    }
}
