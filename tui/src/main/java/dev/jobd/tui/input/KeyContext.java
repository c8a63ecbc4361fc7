package dev.jobd.tui.input;

/// Where a key is pressed; the same key may do different things in different places.
public enum KeyContext {
    LIST("Jobs list"),
    DETAIL("One job"),
    RUNS("Runs"),
    UPCOMING("Upcoming"),
    DAEMON("Daemon"),
    LOG("Log"),
    WHY("Why"),
    FORM("Form"),
    FILTER("filter"),
    CHOICE("choice"),
    CONFIRM("question"),
    HELP("help");

    private final String title;

    KeyContext(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /// Whether characters are text here, so that no letter can be a key.
    public boolean takesText() {
        return this == FORM || this == FILTER || this == CHOICE;
    }
}
