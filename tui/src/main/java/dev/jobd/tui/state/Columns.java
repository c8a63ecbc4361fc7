package dev.jobd.tui.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which columns the list shows on a screen of some width, and where.
///
/// Columns are taken by rank as long as the name keeps enough room; what is left over goes to the
/// name, and beyond its limit to the command.
///
/// @param gutter the columns before the name: cursor, mark, and spaces on a wide screen
public record Columns(List<Placed> placed, int gutter) {

    private static final int NARROW = 60;
    private static final int GAP = 2;
    private static final int NAME_MAX = 36;

    /// A column and its place.
    public record Placed(ListColumn column, int left, int width) {}

    /// The columns that a list of some width has room for.
    public static Columns fit(int screenColumns) {
        boolean narrow = screenColumns < NARROW;
        int gutter = narrow ? 2 : 4;
        int spare = screenColumns - gutter - 1;
        EnumSet<ListColumn> taken = EnumSet.noneOf(ListColumn.class);
        List<ListColumn> byRank = new ArrayList<>(List.of(ListColumn.values()));
        byRank.sort(Comparator.comparingInt(ListColumn::rank));
        for (ListColumn column : byRank) {
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

    /// The column of the list at a column of the screen, null when there is none.
    @Nullable ListColumn at(int column) {
        for (Placed it : placed) {
            if (column >= it.left() && column < it.left() + it.width()) {
                return it.column();
            }
        }
        return null;
    }

    private static List<Placed> place(EnumSet<ListColumn> taken, int gutter, int spare) {
        int forName =
                taken.contains(ListColumn.COMMAND)
                        ? Math.min(spare, NAME_MAX - ListColumn.NAME.width())
                        : spare;
        List<Placed> placed = new ArrayList<>();
        int left = gutter;
        for (ListColumn column : taken) {
            int width = column.width();
            if (column == ListColumn.NAME) {
                width += forName;
            } else if (column == ListColumn.COMMAND) {
                width += spare - forName;
            }
            placed.add(new Placed(column, left, width));
            left += width + GAP;
        }
        return placed;
    }
}
