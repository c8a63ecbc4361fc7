package dev.jobd.tui.view;

import java.util.List;

/// A page of text that scrolls.
final class TextView {

    private final Theme theme;

    TextView(Theme theme) {
        this.theme = theme;
    }

    /// A line of such a page.
    record Row(String label, String text, byte style) {
        static Row of(String label, String text) {
            return new Row(label, text, Style.PLAIN);
        }

        static Row title(String text) {
            return new Row(text, "", Style.BOLD);
        }

        static Row empty() {
            return of("", "");
        }
    }

    void draw(Canvas canvas, List<Row> rows, int wantedTop) {
        int top = Math.clamp(wantedTop, 0, Math.max(0, rows.size() - canvas.rows()));
        int labels = 0;
        for (Row row : rows) {
            if (!row.text().isEmpty()) {
                labels = Math.max(labels, canvas.width(row.label()));
            }
        }
        labels = Math.min(labels, canvas.columns() / 3);
        for (int line = 0; line < canvas.rows() && top + line < rows.size(); line++) {
            Row row = rows.get(top + line);
            if (row.text().isEmpty()) {
                canvas.field(1, line, row.style(), canvas.columns() - 2, row.label());
            } else {
                int left = labels == 0 ? 1 : labels + 5;
                canvas.field(3, line, theme.quiet(), labels, row.label());
                canvas.sentence(left, line, row.style(), canvas.columns() - left - 1, row.text());
            }
        }
        if (rows.size() > canvas.rows() && top + canvas.rows() < rows.size()) {
            canvas.textEndingAt(
                    canvas.columns() - 1, canvas.rows() - 1, theme.quiet(), " more below");
        }
    }
}
