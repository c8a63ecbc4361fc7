package dev.jobd.tui.view;

import dev.jobd.tui.state.DaemonScreen;
import dev.jobd.tui.state.DaemonStats;
import dev.jobd.tui.state.DaemonStats.GroupRow;
import dev.jobd.tui.state.Times;
import dev.jobd.tui.state.UiState;
import dev.jobd.tui.view.TextView.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The daemon, its groups and its figures.
final class DaemonView {

    private static final int BAR_MAX = 40;

    private final Theme theme;
    private final TimeFormat times;
    private final TextView text;

    DaemonView(Theme theme, TimeFormat times) {
        this.theme = theme;
        this.times = times;
        text = new TextView(theme);
    }

    void draw(Canvas canvas, DaemonScreen screen, UiState state) {
        DaemonStats stats = screen.stats();
        if (stats == null) {
            canvas.text(3, 1, theme.quiet(), state.isLive() ? "asking jobd" : "not connected");
            return;
        }
        text.draw(canvas, rows(stats, state), screen.top());
    }

    private List<Row> rows(DaemonStats stats, UiState state) {
        List<Row> rows = new ArrayList<>();
        rows.add(
                Row.of(
                        "daemon",
                        stats.server()
                                + "   pid "
                                + stats.pid()
                                + "   up "
                                + Times.took(stats.up())));
        rows.add(Row.of("socket", state.socket()));
        if (stats.drainingUntil() != null) {
            String until = times.time(stats.drainingUntil());
            rows.add(new Row("draining", "starts nothing more; ends by " + until, theme.warning()));
        }
        rows.add(Row.empty());
        rows.add(Row.title("Groups"));
        for (GroupRow group : stats.groups()) {
            rows.add(Row.of(group.name(), slots(group)));
        }
        stats.facts().forEach((about, facts) -> add(rows, about, facts));
        return rows;
    }

    private String slots(GroupRow group) {
        String running =
                group.taken() + " of " + (group.slots() < 0 ? "any number" : group.slots());
        String queued = group.queued() == 0 ? "" : "   " + group.queued() + " queued";
        String bar = "";
        if (group.slots() > 0 && group.slots() <= BAR_MAX) {
            int used = (int) Math.min(group.slots(), group.taken());
            bar =
                    (theme.ascii() ? "#" : "■").repeat(used)
                            + (theme.ascii() ? "." : "□").repeat((int) group.slots() - used)
                            + "   ";
        }
        return bar + running + " slots in use" + queued;
    }

    private static void add(List<Row> rows, String about, Map<String, String> facts) {
        if (facts.isEmpty()) {
            return;
        }
        rows.add(Row.empty());
        rows.add(
                Row.title(
                        switch (about) {
                            case "jobs" -> "Jobs";
                            case "runs" -> "Runs";
                            case "paths" -> "Files";
                            case "store_stats" -> "Store";
                            case "limits" -> "Limits";
                            default -> "Daemon";
                        }));
        facts.forEach((name, value) -> rows.add(Row.of(name, value)));
    }
}
