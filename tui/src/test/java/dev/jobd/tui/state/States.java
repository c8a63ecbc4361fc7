package dev.jobd.tui.state;

import dev.jobd.tui.input.InputEvent.Pressed;
import dev.jobd.tui.input.Key;
import dev.jobd.tui.input.KeyMap;
import java.time.Instant;
import java.util.List;

/// Brings the dashboard into states the way it gets there: by messages.
public final class States {

    private static final Update UPDATE = new Update(KeyMap.standard());

    private States() {}

    /// Connected, with jobs.
    public static UiState live(Size size, List<JobRow> jobs) {
        UiState state = UiState.start(Rows.NOW, size, "/run/jobd/jobd.sock");
        state = after(state, new Msg.Tick());
        state = after(state, new Msg.Connected(1, "jobd/1.0.0", Rows.NOW));
        state = after(state, new Msg.JobsReplaced(1, jobs));
        return after(state, new Msg.Synced(1));
    }

    /// Connected once, and lost some seconds ago.
    public static UiState lost(Size size, List<JobRow> jobs) {
        UiState state = live(size, jobs);
        Instant moment = Rows.NOW.plusSeconds(1);
        state = UPDATE.apply(state, new Msg.ConnectionLost(1, "jobd went away"), moment).state();
        return UPDATE.apply(state, new Msg.Resized(size), moment.plusSeconds(17)).state();
    }

    public static UiState press(UiState state, Key... keys) {
        UiState next = state;
        for (Key key : keys) {
            next = after(next, new Msg.Input(new Pressed(key)));
        }
        return next;
    }

    /// Types characters.
    public static UiState type(UiState state, String text) {
        UiState next = state;
        for (int i = 0; i < text.length(); i++) {
            next = press(next, Key.of(text.charAt(i)));
        }
        return next;
    }

    static UiState after(UiState state, Msg msg) {
        return UPDATE.apply(state, msg, state.now()).state();
    }

    static List<Effect> effects(UiState state, Msg msg) {
        return UPDATE.apply(state, msg, state.now()).effects();
    }

    static List<Effect> effects(UiState state, Key key) {
        return effects(state, new Msg.Input(new Pressed(key)));
    }

    static Transition at(UiState state, Instant moment, Msg msg) {
        return UPDATE.apply(state, msg, moment);
    }
}
