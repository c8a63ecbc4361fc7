package dev.jobd.tui.input;

/// One key press that means something here; what has no meaning never becomes a key.
public sealed interface Key {

    /// A character.
    record Char(int codePoint) implements Key {
        @Override
        public String label() {
            return codePoint == ' ' ? "Space" : Character.toString(codePoint);
        }
    }

    /// A letter with the control key held.
    record Ctrl(char letter) implements Key {
        @Override
        public String label() {
            return "C-" + letter;
        }
    }

    /// A key with a name of its own.
    enum Named implements Key {
        ENTER("Enter"),
        ESCAPE("Esc"),
        TAB("Tab"),
        BACK_TAB("S-Tab"),
        BACKSPACE("Backspace"),
        INSERT("Ins"),
        DELETE("Del"),
        UP("Up"),
        DOWN("Down"),
        LEFT("Left"),
        RIGHT("Right"),
        PAGE_UP("PgUp"),
        PAGE_DOWN("PgDn"),
        HOME("Home"),
        END("End");

        private final String label;

        Named(String label) {
            this.label = label;
        }

        @Override
        public String label() {
            return label;
        }
    }

    /// How help and footer write the key.
    String label();

    static Key of(char character) {
        return new Char(character);
    }

    static Key ctrl(char letter) {
        return new Ctrl(letter);
    }
}
