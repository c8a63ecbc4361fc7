package dev.jobd.tui.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/// Which columns the list shows on a screen of some width, and where.
///
/// Columns are taken by rank as long as the name keeps enough room; what is left over goes to the
/// name, and beyond its limit to the command.
///
/// @param gutter the columns before the name: cursor, mark, and spaces on a wide screen
record Columns(List<Placed> placed, int gutter) {

    private static final int NARROW = 60;
    private static final int GAP = 2;
    private static final int NAME_MAX = 36;

    /// A column and its place.
    record Placed(Column column, int left, int width) {}

    static Columns fit(int screenColumns) {
        boolean narrow = screenColumns < NARROW;
        int gutter = narrow ? 2 : 4;
        int spare = screenColumns - gutter - 1;
        EnumSet<Column> taken = EnumSet.noneOf(Column.class);
        List<Column> byRank = new ArrayList<>(List.of(Column.values()));
        byRank.sort(Comparator.comparingInt(Column::rank));
        for (Column column : byRank) {
            int needed = column.width() + (taken.isEmpty() ? 0 : GAP);
            boolean mayTake = !narrow || column.rank() < 3;
            if (!mayTake || (needed > spare && !taken.isEmpty())) {
                break;
            }
            spare -= needed;
            taken.add(column);
        }
        return new Columns(place(taken, gutter, Math.max(0, spare)), gutter);
    }

    private static List<Placed> place(EnumSet<Column> taken, int gutter, int spare) {
        int forName =
                taken.contains(Column.COMMAND)
                        ? Math.min(spare, NAME_MAX - Column.NAME.width())
                        : spare;
        List<Placed> placed = new ArrayList<>();
        int left = gutter;
        for (Column column : taken) {
            int width = column.width();
            if (column == Column.NAME) {
                width += forName;
            } else if (column == Column.COMMAND) {
                width += spare - forName;
            }
            placed.add(new Placed(column, left, width));
            left += width + GAP;
        }
        return placed;
    }
}
