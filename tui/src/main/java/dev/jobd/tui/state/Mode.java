package dev.jobd.tui.state;

import dev.jobd.tui.input.Action;
import dev.jobd.tui.input.KeyContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the keys act on.
public sealed interface Mode {

    /// The list, or the screen in front of it.
    record Browsing() implements Mode {}

    /// A filter or a search is being typed; a filter narrows with it.
    record Typing(TextLine line) implements Mode {}

    /// A question stands open; everything but `y` means no.
    ///
    /// @param effects what yes does
    /// @param targets what it is done to, as it was when the question was asked
    /// @param lines what will happen, in words
    /// @param closes whether yes also leaves the screen in front
    record Confirming(
            String title,
            List<Effect> effects,
            List<Target> targets,
            List<String> lines,
            boolean closes)
            implements Mode {
        public Confirming {
            effects = List.copyOf(effects);
            targets = List.copyOf(targets);
            lines = List.copyOf(lines);
        }
    }

    /// One of several is being chosen, by cursor or by typing a part of its name.
    ///
    /// @param index the one under the cursor among those shown
    record Choosing(String title, List<Option> all, TextLine line, int index) implements Mode {
        public Choosing {
            all = List.copyOf(all);
        }

        /// Those whose words hold everything that was typed.
        public List<Option> shown() {
            List<Option> shown = new ArrayList<>();
            for (Option option : all) {
                if (option.matches(line.text())) {
                    shown.add(option);
                }
            }
            return shown;
        }
    }

    /// Something to choose.
    ///
    /// @param keys what does the same outside, empty when nothing does
    record Option(String label, String keys, Choice choice) {
        boolean matches(String typed) {
            String text = (label + " " + keys).toLowerCase(Locale.ROOT);
            for (String word : typed.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
                if (!text.contains(word)) {
                    return false;
                }
            }
            return true;
        }
    }

    /// What choosing it does.
    sealed interface Choice {
        /// What a key does.
        record Do(Action action) implements Choice {}

        /// Asks whether to send a signal.
        record Signal(String name) implements Choice {}

        record Nothing() implements Choice {}
    }

    /// The help screen.
    ///
    /// @param of whose keys it explains
    record Helping(KeyContext of, int top) implements Mode {}

    /// The part of the key table that is in force; while browsing, that of the screen in front.
    default KeyContext context() {
        return switch (this) {
            case Browsing() -> KeyContext.LIST;
            case Typing _ -> KeyContext.FILTER;
            case Confirming _ -> KeyContext.CONFIRM;
            case Choosing _ -> KeyContext.CHOICE;
            case Helping _ -> KeyContext.HELP;
        };
    }
}
