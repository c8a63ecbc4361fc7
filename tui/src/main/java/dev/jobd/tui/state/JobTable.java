package dev.jobd.tui.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The list: all jobs, the ones shown in their order, the cursor, and the first row in view.
///
/// The cursor stays on its job, whatever the order does. While the user moves, the order is held,
/// so that no row jumps away under a key.
///
/// @param selected the number of the job under the cursor, 0 when no row is shown
/// @param top the index of the first shown row
/// @param rowsInView how many rows the screen has room for
/// @param heldUntil until when the order of rows stays as it is
public record JobTable(
        List<JobRow> all,
        List<JobRow> shown,
        Filter filter,
        SortOrder order,
        long selected,
        int top,
        int rowsInView,
        Instant heldUntil) {

    private static final Duration HOLD = Duration.ofSeconds(1);
    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final int SCROLL_OFF = 2;

    /// No jobs yet.
    public static final JobTable EMPTY =
            new JobTable(List.of(), List.of(), Filter.NONE, SortOrder.FIRST, 0, 0, 1, Instant.MIN);

    /// The index of the row under the cursor, -1 when no row is shown.
    public int cursor() {
        return indexOf(shown, selected);
    }

    /// The job under the cursor.
    public @Nullable JobRow selectedRow() {
        int cursor = cursor();
        return cursor < 0 ? null : shown.get(cursor);
    }

    /// The table with the daemon's newest list.
    JobTable withJobs(List<JobRow> jobs, Instant now) {
        // The same list again: nothing to sort, once the order is no longer held.
        if (isSame(jobs, all) && filter.isEmpty() && now.isAfter(heldUntil.plus(SETTLED))) {
            return this;
        }
        List<JobRow> next =
                now.isBefore(heldUntil) ? inHeldOrder(jobs, now) : sorted(jobs, filter, order, now);
        return with(jobs, next);
    }

    /// Whether two are one and the same, not merely equal: equality of long lists takes its time.
    @SuppressWarnings("ReferenceEquality") // That is what it is for.
    static boolean isSame(Object one, Object other) {
        return one == other;
    }

    JobTable withFilter(Filter next, Instant now) {
        return new JobTable(all, shown, next, order, selected, top, rowsInView, heldUntil)
                .with(all, sorted(all, next, order, now));
    }

    JobTable withOrder(SortOrder next, Instant now) {
        return new JobTable(all, shown, filter, next, selected, top, rowsInView, Instant.MIN)
                .with(all, sorted(all, filter, next, now));
    }

    JobTable withRowsInView(int rows) {
        return new JobTable(all, shown, filter, order, selected, top, Math.max(1, rows), heldUntil)
                .scrolledTo(cursor());
    }

    /// The cursor moved by some rows, stopping at the ends.
    JobTable moved(int rows, Instant now) {
        return movedTo(Math.max(0, cursor()) + (long) rows, now);
    }

    JobTable movedTo(long index, Instant now) {
        if (shown.isEmpty()) {
            return this;
        }
        int target = Math.clamp(index, 0, shown.size() - 1);
        return new JobTable(
                        all,
                        shown,
                        filter,
                        order,
                        shown.get(target).number(),
                        top,
                        rowsInView,
                        now.plus(HOLD))
                .scrolledTo(target);
    }

    /// The cursor on the next row, downwards or upwards and around the end, that a test accepts.
    JobTable movedToNext(Predicate<JobRow> test, int direction, Instant now) {
        int size = shown.size();
        for (int step = 1; step <= size; step++) {
            int index = Math.floorMod(Math.max(0, cursor()) + direction * step, size);
            if (test.test(shown.get(index))) {
                return movedTo(index, now);
            }
        }
        return this;
    }

    private JobTable with(List<JobRow> jobs, List<JobRow> rows) {
        int index = indexOf(rows, selected);
        if (index < 0 && !rows.isEmpty()) {
            index = Math.clamp(cursor(), 0, rows.size() - 1);
        }
        long number = index < 0 ? 0 : rows.get(index).number();
        return new JobTable(jobs, rows, filter, order, number, top, rowsInView, heldUntil)
                .scrolledTo(index);
    }

    /// Scrolls as little as keeps the cursor in view, with some rows around it where there are.
    private JobTable scrolledTo(int index) {
        int margin = Math.min(SCROLL_OFF, (rowsInView - 1) / 2);
        int lastTop = Math.max(0, shown.size() - rowsInView);
        int next = top;
        if (index >= 0) {
            next = Math.min(next, index - margin);
            next = Math.max(next, index + margin - rowsInView + 1);
        }
        next = Math.clamp(next, 0, lastTop);
        return next == top
                ? this
                : new JobTable(all, shown, filter, order, selected, next, rowsInView, heldUntil);
    }

    private List<JobRow> inHeldOrder(List<JobRow> jobs, Instant now) {
        Map<Long, JobRow> rest = new HashMap<>();
        for (JobRow row : jobs) {
            rest.put(row.number(), row);
        }
        List<JobRow> rows = new ArrayList<>(jobs.size());
        for (JobRow old : shown) {
            JobRow row = rest.remove(old.number());
            if (row != null && filter.matches(row, now)) {
                rows.add(row);
            }
        }
        for (JobRow row : sorted(jobs, filter, order, now)) {
            if (rest.containsKey(row.number())) {
                rows.add(row);
            }
        }
        return List.copyOf(rows);
    }

    private static List<JobRow> sorted(
            List<JobRow> jobs, Filter filter, SortOrder order, Instant now) {
        List<JobRow> rows = new ArrayList<>(jobs.size());
        for (JobRow row : jobs) {
            if (filter.matches(row, now)) {
                rows.add(row);
            }
        }
        rows.sort(order.comparator());
        return List.copyOf(rows);
    }

    private static int indexOf(List<JobRow> rows, long number) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).number() == number) {
                return i;
            }
        }
        return -1;
    }
}
