package dev.jobd.tui.state;

import dev.jobd.tui.state.Mode.Browsing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a click makes of a state: it selects, and does nothing to a job.
final class Pointer {

    private Pointer() {}

    static UiState clicked(UiState state, int column, int row) {
        if (!state.mouse() || !(state.mode() instanceof Browsing)) {
            return state;
        }
        if (row == 1 && Rooms.isTall(state.size()) && Views.tab(state) >= 0) {
            return Views.clicked(state, column);
        }
        return switch (state.screens().top()) {
            case null -> inList(state, column, row);
            case RunsScreen runs -> {
                int index = runs.shown().top() + row - (Rooms.isTall(state.size()) ? 3 : 1);
                RunList shown = selected(runs.shown(), index, Rooms.list(state.size()));
                yield state.withTop(runs.withShown(shown));
            }
            case DetailScreen detail -> {
                int rows = Rooms.detailRuns(state.size());
                int index = detail.runs().top() + row - Rooms.detailRunsTop(state.size());
                UiState next = state.withTop(detail.withRuns(selected(detail.runs(), index, rows)));
                yield next.withScreens(next.screens().dueSoon());
            }
            case UpcomingScreen upcoming -> {
                int line = row - (Rooms.isTall(state.size()) ? 3 : 1);
                boolean isRow = line >= 0 && line < Rooms.timeline(state.size());
                yield isRow ? state.withTop(upcoming.clicked(upcoming.top() + line, state)) : state;
            }
            case LogScreen _, DaemonScreen _, WhyScreen _, FormScreen _ -> state;
        };
    }

    private static RunList selected(RunList runs, int index, int rows) {
        boolean isRow =
                index >= runs.top() && index < Math.min(runs.runs().size(), runs.top() + rows);
        return isRow ? runs.at(index, rows) : runs;
    }

    private static UiState inList(UiState state, int column, int row) {
        Layout layout = state.layout();
        JobTable table = state.table();
        Area titles = layout.titles();
        if (titles != null && titles.contains(column, row)) {
            ListColumn title = Columns.fit(titles.columns()).at(column - titles.column());
            SortOrder.Column order = title == null ? null : title.order();
            return order == null
                    ? state
                    : state.withTable(table.withOrder(table.order().by(order), state.moment()));
        }
        if (layout.list().contains(column, row)) {
            int index = table.top() + row - layout.list().row();
            return index < table.shown().size()
                    ? state.withTable(table.movedTo(index, state.now()))
                    : state;
        }
        JobRow job = inStrip(layout.running(), table.all().busy(), column, row);
        job = job == null ? inStrip(layout.upcoming(), table.all().soonest(), column, row) : job;
        int index = job == null ? -1 : table.shown().indexOf(job);
        return index < 0 ? state : state.withTable(table.movedTo(index, state.now()));
    }

    private static @Nullable JobRow inStrip(
            @Nullable Area strip, List<JobRow> rows, int column, int row) {
        if (strip == null || !strip.inside().contains(column, row)) {
            return null;
        }
        int index = row - strip.inside().row() - 1;
        return index >= 0 && index < rows.size() ? rows.get(index) : null;
    }
}
