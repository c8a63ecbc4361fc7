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

    private final Theme theme;
    private final List<String> lines;

    HelpView(Theme theme, KeyMap keyMap) {
        this.theme = theme;
        lines = lines(keyMap);
    }

    void draw(Canvas canvas, int wantedTop) {
        int room = canvas.rows() - 4;
        int top = Math.clamp(wantedTop, 0, Math.max(0, lines.size() - room));
        canvas.text(1, 0, theme.title(), "Help: " + KeyContext.LIST.title());
        String place = (top + 1) + "-" + Math.min(lines.size(), top + room) + "/" + lines.size();
        canvas.textEndingAt(canvas.columns() - 1, 0, theme.quiet(), place);
        Canvas body = canvas.part(0, 2, canvas.columns(), room);
        for (int row = 0; row < room && top + row < lines.size(); row++) {
            String line = lines.get(top + row);
            boolean isTitle = !line.startsWith(" ");
            body.text(1, row, isTitle ? theme.title() : Style.PLAIN, line);
        }
        canvas.text(1, canvas.rows() - 1, Style.PLAIN, "Esc close  j k scroll");
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
        lines.add("  a word matches names; every word must match; ! before it negates");
        lines.add("  " + String.join(" ", Filter.FIELDS) + "   name:~ regular expression");
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
