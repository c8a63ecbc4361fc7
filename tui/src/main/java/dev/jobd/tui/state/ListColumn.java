package dev.jobd.tui.state;

import org.jspecify.annotations.Nullable;

/// A column of the job list, in the order they stand on the screen.
public enum ListColumn {
    NAME("NAME", 14, false, 0, SortOrder.Column.NAME),
    SCHEDULE("SCHEDULE", 14, false, 3, null),
    STATE("STATE", 8, false, 1, SortOrder.Column.ATTENTION),
    NEXT("NEXT", 9, true, 2, SortOrder.Column.NEXT),
    EXIT("EXIT", 4, true, 4, null),
    TOOK("DUR", 6, true, 5, SortOrder.Column.DURATION),
    SUCCESS("OK%", 4, true, 6, SortOrder.Column.FAILURES),
    LAST("LAST", 8, true, 7, SortOrder.Column.LAST),
    GROUP("GROUP", 10, false, 8, SortOrder.Column.GROUP),
    COMMAND("COMMAND", 20, false, 9, null);

    private final String title;
    private final int width;
    private final boolean right;
    private final int rank;
    private final SortOrder.@Nullable Column order;

    ListColumn(String title, int width, boolean right, int rank, SortOrder.@Nullable Column order) {
        this.title = title;
        this.width = width;
        this.right = right;
        this.rank = rank;
        this.order = order;
    }

    public String title() {
        return title;
    }

    /// The columns it needs; name and command take more when there is room.
    public int width() {
        return width;
    }

    /// Whether its text ends at the right edge.
    public boolean right() {
        return right;
    }

    /// How soon it is dropped on a narrow screen: the highest rank first.
    int rank() {
        return rank;
    }

    /// What the list is ordered by when its title is clicked, null when by nothing.
    public SortOrder.@Nullable Column order() {
        return order;
    }
}
