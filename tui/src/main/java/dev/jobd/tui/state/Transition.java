package dev.jobd.tui.state;

import java.util.List;

/// A state after a message, and what has to be done because of it.
public record Transition(UiState state, List<Effect> effects) {

    public Transition {
        effects = List.copyOf(effects);
    }

    static Transition to(UiState state, Effect... effects) {
        return new Transition(state, List.of(effects));
    }
}
