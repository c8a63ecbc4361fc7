package dev.jobd.tui.state;

import dev.jobd.tui.input.Action;
import java.util.HashSet;
import java.util.Set;

/// What keys do in the job list.
final class ListKeys {

    private ListKeys() {}

    static Transition act(UiState state, Action action) {
        return switch (action) {
            case OPEN -> {
                JobRow row = state.table().selectedRow();
                yield row == null
                        ? Transition.to(state)
                        : Views.open(state, DetailScreen.of(row.number(), row.name()));
            }
            case BACK -> Transition.to(cleared(state));
            case FILTER ->
                    Transition.to(
                            state.withMode(
                                    new Mode.Typing(TextLine.of(state.table().filter().text()))));
            case TIME_FORMAT -> Transition.to(state.withClockTimes(!state.clockTimes()));
            case ZOOM -> Transition.to(state.withZoomed(!state.zoomed()));
            case SORT -> Transition.to(ordered(state, state.table().order().next()));
            case REVERSE -> Transition.to(ordered(state, state.table().order().reverse()));
            case MARK -> Transition.to(marked(state));
            case MARK_ALL -> Transition.to(markedAll(state));
            case COPY -> {
                JobRow row = state.table().selectedRow();
                yield row == null
                        ? Transition.to(state)
                        : Transition.to(state, new Effect.Copy(row.name(), "name"));
            }
            default -> Transition.to(state.withTable(moved(state, action)));
        };
    }

    /// Esc takes one thing after the other away, and never quits.
    private static UiState cleared(UiState state) {
        if (!state.table().filter().text().isEmpty()) {
            return filtered(state, "");
        }
        return state.withMarks(Set.of());
    }

    private static UiState marked(UiState state) {
        JobRow row = state.table().selectedRow();
        if (row == null) {
            return state;
        }
        Set<Long> marks = new HashSet<>(state.marks());
        if (!marks.remove(row.number())) {
            marks.add(row.number());
        }
        return state.withMarks(marks).withTable(state.table().moved(1, state.now()));
    }

    /// All that the filter shows; when they all are marked, none of them.
    private static UiState markedAll(UiState state) {
        Set<Long> shown = new HashSet<>();
        state.table().shown().forEach(row -> shown.add(row.number()));
        Set<Long> marks = new HashSet<>(state.marks());
        if (!marks.addAll(shown)) {
            marks.removeAll(shown);
        }
        return state.withMarks(marks);
    }

    private static UiState ordered(UiState state, SortOrder order) {
        return state.withTable(state.table().withOrder(order, state.moment()));
    }

    static UiState filtered(UiState state, String text) {
        return state.withTable(state.table().withFilter(Filter.parse(text), state.moment()));
    }

    static JobTable moved(UiState state, Action action) {
        JobTable table = state.table();
        int page = table.rowsInView();
        return switch (action) {
            case MOVE_DOWN -> table.moved(1, state.now());
            case MOVE_UP -> table.moved(-1, state.now());
            case HALF_PAGE_DOWN -> table.moved(Math.max(1, page / 2), state.now());
            case HALF_PAGE_UP -> table.moved(-Math.max(1, page / 2), state.now());
            case PAGE_DOWN -> table.moved(page, state.now());
            case PAGE_UP -> table.moved(-page, state.now());
            case FIRST -> table.movedTo(0, state.now());
            case LAST -> table.movedTo(table.shown().size() - 1L, state.now());
            case NEXT_FAILED -> table.movedToNext(ListKeys::hasFailed, 1, state.now());
            case PREVIOUS_FAILED -> table.movedToNext(ListKeys::hasFailed, -1, state.now());
            default -> table;
        };
    }

    private static boolean hasFailed(JobRow row) {
        return row.state() == JobState.FAILED;
    }
}
