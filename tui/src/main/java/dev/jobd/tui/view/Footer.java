package dev.jobd.tui.view;

import dev.jobd.tui.input.Action;
import dev.jobd.tui.input.Binding;
import dev.jobd.tui.input.KeyMap;
import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.UiState;

/// The bottom line: the keys that would do something now.
final class Footer {

    private final Theme theme;
    private final KeyMap keyMap;

    Footer(Theme theme, KeyMap keyMap) {
        this.theme = theme;
        this.keyMap = keyMap;
    }

    void draw(Canvas canvas, UiState state) {
        int at = 1;
        for (Binding binding : keyMap.of(state.mode().context())) {
            if (binding.hint().isEmpty() || !worksNow(binding, state)) {
                continue;
            }
            String key = binding.keys().getFirst().label();
            int needed = key.length() + 1 + hint(binding, state).length();
            if (at + needed > canvas.columns()) {
                break;
            }
            at = canvas.text(at, 0, theme.title(), key);
            at = canvas.text(at + 1, 0, Style.PLAIN, hint(binding, state)) + 2;
        }
        if (!state.isLive() && at + 20 < canvas.columns()) {
            canvas.text(at + 2, 0, theme.quiet(), "(actions disabled)");
        }
    }

    private static String hint(Binding binding, UiState state) {
        JobRow row = state.table().selectedRow();
        boolean paused = row != null && row.paused();
        return binding.action() == Action.PAUSE_OR_RESUME && paused ? "resume" : binding.hint();
    }

    private static boolean worksNow(Binding binding, UiState state) {
        JobRow row = state.table().selectedRow();
        if (binding.needsDaemon() && (!state.isLive() || row == null)) {
            return false;
        }
        return binding.action() != Action.STOP || (row != null && row.active() != null);
    }
}
