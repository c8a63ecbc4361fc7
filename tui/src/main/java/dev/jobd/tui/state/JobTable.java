package dev.jobd.tui.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The list: all jobs, the ones shown in their order, the cursor, and the first row in view.
///
/// The cursor stays on its job, whatever the order does. While the user moves, the order is held,
/// so that no row jumps away under a key; afterwards it is put right.
///
/// @param selected the number of the job under the cursor, 0 when no row is shown
/// @param top the index of the first shown row
/// @param rowsInView how many rows the screen has room for
/// @param heldUntil until when the order of rows stays as it is
/// @param settled whether the rows stand in their order
public record JobTable(
        Jobs all,
        List<JobRow> shown,
        Filter filter,
        SortOrder order,
        long selected,
        int top,
        int rowsInView,
        Instant heldUntil,
        boolean settled) {

    private static final Duration HOLD = Duration.ofSeconds(1);
    private static final int SCROLL_OFF = 2;

    /// No jobs yet.
    public static final JobTable EMPTY =
            new JobTable(
                    Jobs.NONE, List.of(), Filter.NONE, SortOrder.FIRST, 0, 0, 1, Instant.MIN, true);

    /// The moments that count for a change: ours, by which the order is held, and the daemon's, by
    /// which the filter looks at due times.
    record Moment(Instant ours, Instant daemons) {}

    /// The index of the row under the cursor, -1 when no row is shown.
    public int cursor() {
        return indexOf(shown, selected);
    }

    /// The job under the cursor.
    public @Nullable JobRow selectedRow() {
        int cursor = cursor();
        return cursor < 0 ? null : shown.get(cursor);
    }

    /// The table with exactly these jobs.
    JobTable withJobs(Collection<JobRow> jobs, Moment now) {
        Jobs next = Jobs.of(jobs);
        return isHeld(now)
                ? with(next, inHeldOrder(next, now), false)
                : with(next, sorted(next, now), true);
    }

    /// The table with some jobs that are new or different, and without some.
    JobTable withChanges(Collection<JobRow> changed, Set<Long> removed, Moment now) {
        Jobs next = all.with(changed, removed);
        if (isHeld(now)) {
            return with(next, inHeldOrder(next, now), false);
        }
        return settled
                ? with(next, merged(changed, removed, now), true)
                : with(next, sorted(next, now), true);
    }

    private boolean isHeld(Moment now) {
        return now.ours().isBefore(heldUntil);
    }

    /// When the order can be put right; the end of time when it is right.
    Instant settlesAt() {
        return settled ? Instant.MAX : heldUntil;
    }

    /// The table with its rows in order, once that is no longer held; and with the filter looked at
    /// anew if what it shows depends on the time.
    JobTable at(Moment now) {
        boolean isDue = !settled || filter.dependsOnTime();
        return isDue && !isHeld(now) ? with(all, sorted(all, now), true) : this;
    }

    JobTable withFilter(Filter next, Moment now) {
        return new JobTable(all, shown, next, order, selected, top, rowsInView, heldUntil, settled)
                .resorted(now);
    }

    JobTable withOrder(SortOrder next, Moment now) {
        return new JobTable(
                        all, shown, filter, next, selected, top, rowsInView, Instant.MIN, settled)
                .resorted(now);
    }

    private JobTable resorted(Moment now) {
        return with(all, sorted(all, now), true);
    }

    JobTable withRowsInView(int rows) {
        return new JobTable(
                        all,
                        shown,
                        filter,
                        order,
                        selected,
                        top,
                        Math.max(1, rows),
                        heldUntil,
                        settled)
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
                        now.plus(HOLD),
                        settled)
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

    private JobTable with(Jobs jobs, List<JobRow> rows, boolean inOrder) {
        int index = indexOf(rows, selected);
        if (index < 0 && !rows.isEmpty()) {
            index = Math.clamp(cursor(), 0, rows.size() - 1);
        }
        long number = index < 0 ? 0 : rows.get(index).number();
        return new JobTable(jobs, rows, filter, order, number, top, rowsInView, heldUntil, inOrder)
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
                : new JobTable(
                        all, shown, filter, order, selected, next, rowsInView, heldUntil, settled);
    }

    private List<JobRow> inHeldOrder(Jobs jobs, Moment now) {
        List<JobRow> rows = new ArrayList<>(shown.size());
        Map<Long, JobRow> rest = new HashMap<>();
        for (JobRow row : sorted(jobs, now)) {
            rest.put(row.number(), row);
        }
        for (JobRow old : shown) {
            JobRow row = rest.remove(old.number());
            if (row != null) {
                rows.add(row);
            }
        }
        for (JobRow row : sorted(jobs, now)) {
            if (rest.containsKey(row.number())) {
                rows.add(row);
            }
        }
        return Collections.unmodifiableList(rows);
    }

    private List<JobRow> sorted(Jobs jobs, Moment now) {
        List<JobRow> rows = new ArrayList<>(jobs.size());
        for (JobRow row : jobs.list()) {
            if (filter.matches(row, now.daemons())) {
                rows.add(row);
            }
        }
        rows.sort(order.comparator());
        return Collections.unmodifiableList(rows);
    }

    /// The rows, which stand in their order, with some in new places: each place is searched, and
    /// all others are only copied.
    private List<JobRow> merged(Collection<JobRow> changed, Set<Long> removed, Moment now) {
        Comparator<JobRow> comparator = order.comparator();
        BitSet gone = new BitSet(shown.size());
        List<JobRow> news = new ArrayList<>();
        for (JobRow row : changed) {
            leave(gone, row.number(), comparator);
            if (filter.matches(row, now.daemons())) {
                news.add(row);
            }
        }
        for (long number : removed) {
            leave(gone, number, comparator);
        }
        news.sort(comparator);
        List<JobRow> rows = new ArrayList<>(shown.size() + news.size());
        int next = 0;
        for (JobRow row : news) {
            int found = Collections.binarySearch(shown, row, comparator);
            int place = found < 0 ? -found - 1 : found;
            next = copy(rows, next, place, gone);
            rows.add(row);
        }
        copy(rows, next, shown.size(), gone);
        return Collections.unmodifiableList(rows);
    }

    private void leave(BitSet gone, long number, Comparator<JobRow> comparator) {
        JobRow old = all.find(number);
        int index = old == null ? -1 : Collections.binarySearch(shown, old, comparator);
        if (index >= 0) {
            gone.set(index);
        }
    }

    private int copy(List<JobRow> rows, int from, int to, BitSet gone) {
        int at = from;
        while (at < to) {
            int end = gone.nextSetBit(at);
            end = end < 0 || end > to ? to : end;
            rows.addAll(shown.subList(at, end));
            at = end < to ? end + 1 : to;
        }
        return at;
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
