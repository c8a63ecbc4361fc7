package dev.jobd.tui.input;

import java.util.List;
import java.util.stream.Collectors;

/// One row of the key table.
///
/// @param hint the word the footer shows, empty to leave it out there
/// @param needsDaemon refused while there is no connection
/// @param asks asks before it does anything
public record Binding(
        KeyContext context,
        Section section,
        List<Key> keys,
        Action action,
        String hint,
        String help,
        boolean needsDaemon,
        boolean asks) {

    /// The paragraph of the help screen a key stands in.
    public enum Section {
        MOVE("MOVE"),
        ACT("ACT"),
        LOOK("LOOK AT"),
        FIND("FIND"),
        SELECT("MARK AND COPY"),
        DISPLAY("DISPLAY"),
        PROGRAM("PROGRAM");

        private final String title;

        Section(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    public Binding {
        keys = List.copyOf(keys);
    }

    /// The keys as help writes them, `j Down`.
    public String keyLabels() {
        return keys.stream().map(Key::label).collect(Collectors.joining(" "));
    }

    Binding whenConnected() {
        return new Binding(context, section, keys, action, hint, help, true, asks);
    }

    Binding asking() {
        return new Binding(context, section, keys, action, hint, help, needsDaemon, true);
    }
}
