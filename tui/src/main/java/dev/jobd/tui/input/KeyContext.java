package dev.jobd.tui.input;

/// Where a key is pressed; the same key may do different things in different places.
public enum KeyContext {
    LIST("Jobs list"),
    FILTER("filter"),
    CONFIRM("question"),
    HELP("help");

    private final String title;

    KeyContext(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
