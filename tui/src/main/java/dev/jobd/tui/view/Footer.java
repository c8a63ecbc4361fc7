package dev.jobd.tui.view;

import dev.jobd.tui.input.Action;
import dev.jobd.tui.input.Binding;
import dev.jobd.tui.input.KeyContext;
import dev.jobd.tui.input.KeyMap;
import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.UiState;
import java.util.ArrayList;
import java.util.List;

/// The bottom line: the keys that would do something now.
final class Footer {

    private static final String DISABLED = "(actions disabled)";
    private static final int WIDE = 60;

    private final Theme theme;
    private final KeyMap keyMap;

    Footer(Theme theme, KeyMap keyMap) {
        this.theme = theme;
        this.keyMap = keyMap;
    }

    /// Those of the program itself always have their place at the end.
    void draw(Canvas canvas, UiState state) {
        List<Binding> first = new ArrayList<>();
        List<Binding> last = new ArrayList<>();
        for (Binding binding : keyMap.of(state.context())) {
            if (!binding.hint().isEmpty() && worksNow(binding, state)) {
                (binding.section() == Binding.Section.PROGRAM ? last : first).add(binding);
            }
        }
        int lastColumns = last.stream().mapToInt(binding -> columns(binding, state)).sum();
        String note = state.isLive() || canvas.columns() < WIDE ? "" : DISABLED;
        int end = canvas.columns() - lastColumns - note.length();
        int at = draw(canvas, 1, first, end, state);
        at = draw(canvas, at, last, canvas.columns(), state);
        if (at + note.length() < canvas.columns()) {
            canvas.text(at, 0, theme.quiet(), note);
        }
    }

    private int draw(Canvas canvas, int from, List<Binding> bindings, int end, UiState state) {
        int at = from;
        for (Binding binding : bindings) {
            if (at + columns(binding, state) - 2 > end) {
                break;
            }
            at = canvas.text(at, 0, theme.title(), binding.keys().getFirst().label());
            at = canvas.text(at + 1, 0, Style.PLAIN, hint(binding, state)) + 2;
        }
        return at;
    }

    /// What a hint takes, with the gap after it.
    private static int columns(Binding binding, UiState state) {
        return binding.keys().getFirst().label().length() + 1 + hint(binding, state).length() + 2;
    }

    private static String hint(Binding binding, UiState state) {
        JobRow row = state.table().selectedRow();
        boolean paused = row != null && row.paused();
        return binding.action() == Action.PAUSE_OR_RESUME
                        && state.context() == KeyContext.LIST
                        && paused
                ? "resume"
                : binding.hint();
    }

    private static boolean worksNow(Binding binding, UiState state) {
        if (binding.needsDaemon() && !state.isLive()) {
            return false;
        }
        if (state.context() != KeyContext.LIST) {
            return true;
        }
        JobRow row = state.table().selectedRow();
        return switch (binding.action()) {
            case STOP -> row != null && row.active() != null;
            case OPEN, RUN, PAUSE_OR_RESUME, EDIT, LOG -> row != null;
            default -> true;
        };
    }
}
