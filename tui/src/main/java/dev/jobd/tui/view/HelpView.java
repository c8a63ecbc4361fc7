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
    private final List<String> lines;

    HelpView(Theme theme, KeyMap keyMap) {
        this.theme = theme;
        lines = lines(keyMap);
    }

    void draw(Canvas canvas, int wantedTop) {
        int columns = canvas.columns() < TWO_COLUMNS ? 1 : 2;
        int perColumn = (lines.size() + columns - 1) / columns;
        int room = canvas.rows() - 4;
        int top = Math.clamp(wantedTop, 0, Math.max(0, perColumn - room));
        canvas.text(1, 0, theme.title(), "Help: " + KeyContext.LIST.title());
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

    private static List<String> lines(KeyMap keyMap) {
        List<String> lines = new ArrayList<>();
        for (Section section : Section.values()) {
            lines.add(section.title());
            for (Binding binding : keyMap.of(KeyContext.LIST)) {
                if (binding.section() == section) {
                    lines.add(line(binding.keyLabels(), binding.help()));
                }
            }
            lines.add("");
        }
        lines.add("FILTER");
        lines.add("  " + String.join(" ", Filter.FIELDS));
        lines.add("  a plain word looks in the name");
        lines.add("  name:~ is a regular expression");
        lines.add("  all words must match, ! negates");
        lines.add("");
        lines.add("STATE");
        for (JobState state : JobState.values()) {
            lines.add(line(Character.toString(state.mark()), state.word()));
        }
        return List.copyOf(lines);
    }

    private static String line(String keys, String help) {
        return "  " + keys + " ".repeat(Math.max(1, KEY_COLUMNS - keys.length())) + help;
    }
}
