package dev.jobd.client.output;

import dev.jobd.text.DisplayWidth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/// Rows under column heads, two spaces apart.
///
/// Where the whole is wider than the terminal, the columns that may shrink do, the widest first,
/// and if that is not enough the last columns are left out; elsewhere nothing is ever cut.
public final class Table {
    private static final int GAP = 2;
    private static final int NARROWEST = 8;

    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();
    private final int[] least;

    /// A column.
    ///
    /// @param head its head
    /// @param alignsRight whether numbers in it end under each other
    /// @param shrinks whether it may be cut where the terminal is narrow
    public record Column(String head, boolean alignsRight, boolean shrinks) {
        /// Returns a column of text that is never cut.
        public static Column fixed(String head) {
            return new Column(head, false, false);
        }

        /// Returns a column of numbers.
        public static Column number(String head) {
            return new Column(head, true, false);
        }

        /// Returns a column of text that may be cut.
        public static Column text(String head) {
            return new Column(head, false, true);
        }
    }

    public Table(Column... columns) {
        this(List.of(columns), new int[columns.length]);
    }

    private Table(List<Column> columns, int[] least) {
        this.columns = columns;
        this.least = least;
    }

    /// Returns a table without rows that goes on below this one: no column gets narrower.
    public Table next() {
        return new Table(columns, widths(withHeads()));
    }

    /// Adds a row, one cell for each column.
    public void add(Cell... cells) {
        add(List.of(cells));
    }

    /// Adds a row, one cell for each column.
    public void add(List<Cell> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(cells.size() + " cells");
        }
        rows.add(cells);
    }

    /// Tells whether there are no rows.
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /// Returns the lines, head first.
    ///
    /// @param width the columns of the terminal, empty if it is none
    public List<String> lines(OptionalInt width, boolean hasColor) {
        List<List<Cell>> all = withHeads();
        int[] widths = widths(all);
        if (width.isPresent()) {
            shrink(widths, width.getAsInt());
            widths = fitting(widths, width.getAsInt());
        }
        int[] shown = widths;
        return all.stream().map(row -> line(row, shown, hasColor)).toList();
    }

    private List<List<Cell>> withHeads() {
        List<List<Cell>> all = new ArrayList<>();
        all.add(columns.stream().map(column -> new Cell(column.head(), Style.HEAD)).toList());
        all.addAll(rows);
        return all;
    }

    private int[] widths(List<List<Cell>> all) {
        int[] widths = least.clone();
        for (List<Cell> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], DisplayWidth.of(row.get(i).text()));
            }
        }
        return widths;
    }

    private void shrink(int[] widths, int width) {
        int excess = Arrays.stream(widths).sum() + GAP * (widths.length - 1) - width;
        for (; excess > 0; excess--) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                boolean canShrink = columns.get(i).shrinks() && widths[i] > NARROWEST;
                if (canShrink && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                return;
            }
            widths[widest]--;
        }
    }

    /// Returns the widths of the first columns, as many as fit.
    private static int[] fitting(int[] widths, int width) {
        int shown = 1;
        int total = widths[0];
        while (shown < widths.length && total + GAP + widths[shown] <= width) {
            total += GAP + widths[shown++];
        }
        return Arrays.copyOf(widths, shown);
    }

    private String line(List<Cell> row, int[] widths, boolean hasColor) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            Cell cell = row.get(i);
            String text = DisplayWidth.fit(cell.text(), widths[i]);
            String padding = " ".repeat(widths[i] - DisplayWidth.of(text));
            String painted = cell.style().paint(text, hasColor);
            boolean isLast = i == widths.length - 1;
            line.append(columns.get(i).alignsRight() ? padding + painted : painted);
            if (!isLast) {
                line.append(columns.get(i).alignsRight() ? "" : padding).append(" ".repeat(GAP));
            }
        }
        return line.toString();
    }
}
