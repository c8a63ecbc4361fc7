package dev.jobd.tui.state;

import java.time.Instant;
import java.util.Comparator;

/// By what the list is ordered; among equals always by name, so that rows never swap at random.
public record SortOrder(Column column, boolean reversed) {

    /// What the list can be ordered by.
    public enum Column {
        ATTENTION("attention", Comparator.comparing(JobRow::state)),
        NAME("name", Comparator.comparing(JobRow::name)),
        NEXT("next", Comparator.comparing(SortOrder::nextOrNever)),
        LAST("last", Comparator.comparing(SortOrder::lastEnd).reversed()),
        FAILURES("failures", Comparator.comparing(SortOrder::failures).reversed());

        private final String title;
        private final Comparator<JobRow> comparator;

        Column(String title, Comparator<JobRow> comparator) {
            this.title = title;
            this.comparator = comparator;
        }
    }

    public static final SortOrder FIRST = new SortOrder(Column.ATTENTION, false);

    /// The same direction by the next column.
    public SortOrder next() {
        Column[] columns = Column.values();
        return new SortOrder(columns[(column.ordinal() + 1) % columns.length], reversed);
    }

    public SortOrder reverse() {
        return new SortOrder(column, !reversed);
    }

    /// What the status line says, `name reversed`.
    public String title() {
        return column.title + (reversed ? " reversed" : "");
    }

    Comparator<JobRow> comparator() {
        Comparator<JobRow> order = reversed ? column.comparator.reversed() : column.comparator;
        return order.thenComparing(JobRow::name).thenComparing(JobRow::number);
    }

    private static Instant nextOrNever(JobRow row) {
        Instant next = row.next();
        return next == null ? Instant.MAX : next;
    }

    private static Instant lastEnd(JobRow row) {
        LastRun last = row.last();
        Instant ended = last == null ? null : last.ended();
        return ended == null ? Instant.MIN : ended;
    }

    private static long failures(JobRow row) {
        return row.counts().failed();
    }
}
