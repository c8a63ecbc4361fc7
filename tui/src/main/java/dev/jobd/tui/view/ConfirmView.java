package dev.jobd.tui.view;

import dev.jobd.tui.state.Mode.Confirming;
import dev.jobd.tui.state.Target;
import dev.jobd.tui.state.UiState;
import java.util.ArrayList;
import java.util.List;

/// The question before something that cannot be taken back. It says how things stand now, not how
/// they stood when it was asked.
final class ConfirmView {

    private static final String CHOICE = "[ No (default) ]        y Yes";
    private static final int TARGETS_MAX = 8;

    private final Theme theme;
    private final Box frame;

    ConfirmView(Theme theme) {
        this.theme = theme;
        frame = new Box(theme);
    }

    void draw(Canvas canvas, Confirming question, UiState state) {
        List<String> lines = lines(question, state);
        int inner = CHOICE.length() + 8;
        for (String line : lines) {
            inner = Math.max(inner, canvas.width(line));
        }
        int columns = Math.min(inner + 4, canvas.columns());
        int rows = Math.min(lines.size() + 4, canvas.rows());
        Canvas box = canvas.middle(columns, rows);
        box.fill(Style.PLAIN);
        frame.draw(box, question.title(), "");
        // On a screen too low for everything, the choice matters more than the explanation.
        int room = box.rows() - 3;
        for (int i = 0; i < lines.size() && i < room; i++) {
            box.field(2, 1 + i, Style.PLAIN, box.columns() - 4, lines.get(i));
        }
        box.field(2, box.rows() - 2, theme.title(), box.columns() - 4, CHOICE);
    }

    static List<String> lines(Confirming question, UiState state) {
        List<String> lines = new ArrayList<>();
        List<Target> targets = question.targets();
        int shown = targets.size() > TARGETS_MAX ? TARGETS_MAX - 1 : targets.size();
        targets.subList(0, shown).forEach(target -> lines.add(target.words(state)));
        if (shown < targets.size()) {
            lines.add("and " + (targets.size() - shown) + " more");
        }
        if (!targets.isEmpty()) {
            lines.add("");
        }
        lines.addAll(question.lines());
        return lines;
    }
}
