package dev.jobd.tui.state;

import dev.jobd.tui.input.KeyContext;

/// What the keys act on.
public sealed interface Mode {

    /// The list itself.
    record Browsing() implements Mode {}

    /// A filter is being typed; the list narrows with it.
    record Filtering(String draft) implements Mode {}

    /// A question stands open; everything but `y` means no.
    ///
    /// @param run the run to stop, as it was when the question was asked
    /// @param lines what is about to happen to what
    record Confirming(String title, Effect.Stop run, java.util.List<String> lines) implements Mode {
        public Confirming {
            lines = java.util.List.copyOf(lines);
        }
    }

    /// The help screen.
    record Helping(int top) implements Mode {}

    /// The part of the key table that is in force.
    default KeyContext context() {
        return switch (this) {
            case Browsing() -> KeyContext.LIST;
            case Filtering(_) -> KeyContext.FILTER;
            case Confirming(_, _, _) -> KeyContext.CONFIRM;
            case Helping(_) -> KeyContext.HELP;
        };
    }
}
