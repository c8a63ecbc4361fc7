package dev.jobd.tui.state;

import dev.jobd.tui.input.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Runs, the newest first, with a cursor that stays on its run.
///
/// @param selected the id of the run under the cursor, empty for the first
/// @param top the first one in view
/// @param more where the next page begins, empty when there is none
/// @param loaded whether an answer has come
public record RunList(List<RunRow> runs, String selected, int top, String more, boolean loaded) {

    private static final int SCROLL_OFF = 1;

    public static final RunList EMPTY = new RunList(List.of(), "", 0, "", false);

    public RunList {
        runs = List.copyOf(runs);
    }

    /// How long of a hundred runs that succeeded so many took at most, null when none did.
    ///
    /// @param percent from 1 to 100
    public @Nullable Duration took(int percent) {
        List<Duration> took = new ArrayList<>();
        for (RunRow run : runs) {
            Duration duration = run.moments().took();
            if (run.state().equals("succeeded") && duration != null) {
                took.add(duration);
            }
        }
        Collections.sort(took);
        return took.isEmpty() ? null : took.get((took.size() * percent + 99) / 100 - 1);
    }

    /// The index under the cursor, -1 when there is no run.
    public int cursor() {
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).id().equals(selected)) {
                return i;
            }
        }
        return runs.isEmpty() ? -1 : 0;
    }

    public @Nullable RunRow selectedRun() {
        int cursor = cursor();
        return cursor < 0 ? null : runs.get(cursor);
    }

    /// The list with newer content; the cursor stays on its run as long as that is there.
    RunList with(List<RunRow> next, String nextMore, int rows) {
        int before = Math.max(0, cursor());
        RunList list = new RunList(next, selected, top, nextMore, true);
        if (selected.isEmpty() || next.stream().anyMatch(run -> run.id().equals(selected))) {
            return list.scrolledTo(list.cursor(), rows);
        }
        return list.at(before, rows);
    }

    RunList at(long index, int rows) {
        if (runs.isEmpty()) {
            return this;
        }
        int target = Math.clamp(index, 0, runs.size() - 1);
        return new RunList(runs, runs.get(target).id(), top, more, loaded).scrolledTo(target, rows);
    }

    /// The list after a key that moves.
    RunList moved(Action action, int rows) {
        long from = Math.max(0, cursor());
        return switch (action) {
            case MOVE_DOWN -> at(from + 1, rows);
            case MOVE_UP -> at(from - 1, rows);
            case HALF_PAGE_DOWN -> at(from + Math.max(1, rows / 2), rows);
            case HALF_PAGE_UP -> at(from - Math.max(1, rows / 2), rows);
            case PAGE_DOWN -> at(from + rows, rows);
            case PAGE_UP -> at(from - rows, rows);
            case FIRST -> at(0, rows);
            case LAST -> at(runs.size() - 1L, rows);
            case NEXT_FAILED -> next(RunRow::isBad, 1, rows);
            case PREVIOUS_FAILED -> next(RunRow::isBad, -1, rows);
            default -> this;
        };
    }

    /// Whether the cursor is so near the end that the next page is wanted.
    boolean wantsMore(int rows) {
        return !more.isEmpty() && cursor() + 2 * rows >= runs.size();
    }

    private RunList next(Predicate<RunRow> test, int direction, int rows) {
        int size = runs.size();
        for (int step = 1; step <= size; step++) {
            int index = Math.floorMod(Math.max(0, cursor()) + direction * step, size);
            if (test.test(runs.get(index))) {
                return at(index, rows);
            }
        }
        return this;
    }

    private RunList scrolledTo(int index, int rows) {
        int margin = Math.min(SCROLL_OFF, (rows - 1) / 2);
        int next = top;
        if (index >= 0) {
            next = Math.min(next, index - margin);
            next = Math.max(next, index + margin - rows + 1);
        }
        next = Math.clamp(next, 0, Math.max(0, runs.size() - rows));
        return next == top ? this : new RunList(runs, selected, next, more, loaded);
    }
}
