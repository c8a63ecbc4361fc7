package dev.jobd.tui.input;

import dev.jobd.tui.input.Binding.Section;
import java.util.ArrayList;
import java.util.List;

/// Collects the rows of the key table that belong to one context.
final class KeyRows {

    private final KeyContext context;
    private final List<Binding> rows = new ArrayList<>();
    private Section section = Section.MOVE;

    KeyRows(KeyContext context) {
        this.context = context;
    }

    /// The rows that follow stand in this paragraph of the help.
    KeyRows in(Section next) {
        section = next;
        return this;
    }

    /// Adds a key that the footer does not show.
    KeyRows add(Action action, String help, Key... keys) {
        return hinted(action, "", help, keys);
    }

    /// Adds a key that the footer shows by a word.
    KeyRows hinted(Action action, String hint, String help, Key... keys) {
        rows.add(new Binding(context, section, List.of(keys), action, hint, help, false, false));
        return this;
    }

    /// The newest row is refused while there is no connection.
    KeyRows connected() {
        rows.set(rows.size() - 1, rows.getLast().whenConnected());
        return this;
    }

    /// The newest row asks before it does anything.
    KeyRows asking() {
        rows.set(rows.size() - 1, rows.getLast().asking());
        return this;
    }

    List<Binding> rows() {
        return List.copyOf(rows);
    }
}
