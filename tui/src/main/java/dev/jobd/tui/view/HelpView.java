package dev.jobd.tui.view;

import dev.jobd.tui.input.Binding;
import dev.jobd.tui.input.Binding.Section;
import dev.jobd.tui.input.KeyContext;
import dev.jobd.tui.input.KeyMap;
import dev.jobd.tui.state.Filter;
import dev.jobd.tui.state.JobState;
import java.util.ArrayList;
import java.util.List;

/// The help screen, made from the key table: what it says is what the keys do.
final class HelpView {

    private static final int KEY_COLUMNS = 11;
    private static final int TWO_COLUMNS = 76;

    private final Theme theme;
    private final KeyMap keyMap;

    HelpView(Theme theme, KeyMap keyMap) {
        this.theme = theme;
        this.keyMap = keyMap;
    }

    void draw(Canvas canvas, KeyContext of, int wantedTop) {
        List<String> lines = lines(of);
        int columns = canvas.columns() < TWO_COLUMNS ? 1 : 2;
        int perColumn = (lines.size() + columns - 1) / columns;
        int room = canvas.rows() - 4;
        int top = Math.clamp(wantedTop, 0, Math.max(0, perColumn - room));
        canvas.text(1, 0, theme.title(), "Help: " + of.title());
        if (perColumn > room) {
            String place = (top + 1) + "-" + (top + room) + "/" + perColumn;
            canvas.textEndingAt(canvas.columns() - 1, 0, theme.quiet(), place);
        }
        int width = (canvas.columns() - 1) / columns;
        for (int column = 0; column < columns; column++) {
            int first = column * perColumn;
            int last = Math.min(lines.size(), first + perColumn);
            Canvas body = canvas.part(1 + column * width, 2, width - 1, room);
            draw(body, lines.subList(Math.min(first + top, last), last));
        }
        canvas.text(1, canvas.rows() - 1, Style.PLAIN, "Esc close  j k scroll");
    }

    private void draw(Canvas body, List<String> shown) {
        for (int row = 0; row < body.rows() && row < shown.size(); row++) {
            String line = shown.get(row);
            body.text(0, row, line.startsWith(" ") ? Style.PLAIN : theme.title(), line);
        }
    }

    private List<String> lines(KeyContext of) {
        List<String> lines = new ArrayList<>();
        for (Section section : Section.values()) {
            List<String> found = new ArrayList<>();
            for (Binding binding : keyMap.of(of)) {
                if (binding.section() == section) {
                    found.add(line(binding.keyLabels(), binding.help()));
                }
            }
            if (!found.isEmpty()) {
                lines.add(section.title());
                lines.addAll(found);
                lines.add("");
            }
        }
        if (of == KeyContext.LIST) {
            addFilter(lines);
        }
        lines.add("STATE");
        for (JobState state : JobState.values()) {
            lines.add(line(Character.toString(state.mark()), state.word()));
        }
        return List.copyOf(lines);
    }

    private static void addFilter(List<String> lines) {
        lines.add("FILTER");
        lines.add("  " + String.join(" ", Filter.FIELDS));
        Filter.RULES.forEach(rule -> lines.add("  " + rule));
        lines.add("");
    }

    private static String line(String keys, String help) {
        return "  " + keys + " ".repeat(Math.max(1, KEY_COLUMNS - keys.length())) + help;
    }
}
