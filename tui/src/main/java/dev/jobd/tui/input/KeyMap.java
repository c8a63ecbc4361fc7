package dev.jobd.tui.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The key table: dispatch, footer, palette and help all read this one list.
///
/// Not used, on purpose: Ctrl-S and Ctrl-Q (flow control), Ctrl-A and Ctrl-B (screen, tmux),
/// Ctrl-\, Ctrl-I, J, M and H (the same bytes as Tab, Enter and Backspace), function keys and Alt.
public final class KeyMap {

    private static final KeyMap DEFAULT = new KeyMap(defaults());

    private final List<Binding> bindings;

    private KeyMap(List<Binding> bindings) {
        this.bindings = List.copyOf(bindings);
    }

    /// The keys as they are shipped.
    public static KeyMap standard() {
        return DEFAULT;
    }

    /// What a key does in a context, empty when nothing.
    public Optional<Binding> find(KeyContext context, Key key) {
        for (Binding binding : bindings) {
            if (binding.context() == context && binding.keys().contains(key)) {
                return Optional.of(binding);
            }
        }
        return Optional.empty();
    }

    /// The keys of a context, in the order of the table.
    public List<Binding> of(KeyContext context) {
        return bindings.stream().filter(binding -> binding.context() == context).toList();
    }

    public List<Binding> all() {
        return bindings;
    }

    private static List<Binding> defaults() {
        List<Binding> table = new ArrayList<>();
        table.addAll(BrowsingKeys.table());
        table.addAll(ReadingKeys.table());
        table.addAll(TypingKeys.table());
        for (KeyContext context : KeyContext.values()) {
            table.addAll(TypingKeys.everywhere(context));
        }
        return table;
    }
}
