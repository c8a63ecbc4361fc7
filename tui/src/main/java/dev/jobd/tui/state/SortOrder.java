package dev.jobd.tui.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/// By what the list is ordered; among equals always by name, so that rows never swap at random.
public record SortOrder(Column column, boolean reversed) {

    /// What the list can be ordered by.
    public enum Column {
        ATTENTION("attention"),
        NAME("name"),
        NEXT("next"),
        LAST("last"),
        DURATION("duration"),
        FAILURES("failures"),
        GROUP("group");

        private final String title;

        Column(String title) {
            this.title = title;
        }

        private Column next() {
            return switch (this) {
                case ATTENTION -> NAME;
                case NAME -> NEXT;
                case NEXT -> LAST;
                case LAST -> DURATION;
                case DURATION -> FAILURES;
                case FAILURES -> GROUP;
                case GROUP -> ATTENTION;
            };
        }

        private Comparator<JobRow> comparator() {
            return switch (this) {
                case ATTENTION -> Comparator.comparing(JobRow::state);
                case NAME -> Comparator.comparing(JobRow::name);
                case NEXT -> Comparator.comparing(SortOrder::nextOrNever);
                case LAST -> Comparator.comparing(SortOrder::lastEnd).reversed();
                case DURATION -> Comparator.comparing(SortOrder::took).reversed();
                case FAILURES -> Comparator.comparingLong(SortOrder::failures).reversed();
                case GROUP -> Comparator.comparing(JobRow::group);
            };
        }
    }

    public static final SortOrder FIRST = new SortOrder(Column.ATTENTION, false);

    /// The same direction by the next column.
    public SortOrder next() {
        return new SortOrder(column.next(), reversed);
    }

    public SortOrder reverse() {
        return new SortOrder(column, !reversed);
    }

    /// By a column; the other way round if it is that one already.
    SortOrder by(Column next) {
        return next == column ? reverse() : new SortOrder(next, false);
    }

    /// What the status line says, `name reversed`.
    public String title() {
        return column.title + (reversed ? " reversed" : "");
    }

    Comparator<JobRow> comparator() {
        Comparator<JobRow> order = column.comparator();
        return (reversed ? order.reversed() : order)
                .thenComparing(JobRow::name)
                .thenComparingLong(JobRow::number);
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

    private static Duration took(JobRow row) {
        LastRun last = row.last();
        Duration took = last == null ? null : last.took();
        return took == null ? Duration.ZERO : took;
    }

    private static long failures(JobRow row) {
        return row.counts().failed();
    }
}
