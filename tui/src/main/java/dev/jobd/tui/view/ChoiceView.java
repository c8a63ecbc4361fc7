package dev.jobd.tui.view;

import dev.jobd.tui.state.Mode.Choosing;
import dev.jobd.tui.state.Mode.Option;
import java.util.List;

/// A box with things to choose from: the command palette, the signals.
final class ChoiceView {

    private static final int COLUMNS = 60;

    private final Theme theme;
    private final Box frame;

    ChoiceView(Theme theme) {
        this.theme = theme;
        frame = new Box(theme);
    }

    void draw(Canvas canvas, Choosing choosing) {
        List<Option> shown = choosing.shown();
        int columns = Math.min(COLUMNS, canvas.columns());
        int rows = Math.clamp(choosing.all().size() + 4L, 4, Math.max(4, canvas.rows() - 2));
        Canvas box = canvas.middle(columns, rows);
        box.fill(Style.PLAIN);
        Canvas inside =
                frame.draw(box, choosing.title(), shown.size() + "/" + choosing.all().size());
        int end = inside.text(1, 0, Style.PLAIN, "> " + choosing.line().text());
        int at = choosing.line().text().length() - choosing.line().cursor();
        inside.cursor(end - at, 0);
        int room = inside.rows() - 1;
        int top = Math.clamp(choosing.index() - room + 1L, 0, Math.max(0, shown.size() - room));
        for (int row = 0; row < room && top + row < shown.size(); row++) {
            Option option = shown.get(top + row);
            boolean selected = top + row == choosing.index();
            byte style = selected ? theme.underCursor(Style.PLAIN) : Style.PLAIN;
            Canvas line = inside.part(0, 1 + row, inside.columns(), 1);
            if (selected) {
                line.fill(style);
            }
            int keys = Math.min(16, line.columns() / 3);
            line.text(0, 0, style, selected ? ">" : " ");
            line.field(2, 0, style, line.columns() - keys - 4, option.label());
            line.part(line.columns() - keys - 1, 0, keys, 1)
                    .textEndingAt(keys, 0, selected ? style : theme.quiet(), option.keys());
        }
        if (shown.isEmpty()) {
            inside.text(2, 1, theme.quiet(), "nothing has that name");
        }
    }
}
