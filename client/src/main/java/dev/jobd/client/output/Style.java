package dev.jobd.client.output;

/// What a piece of text tells by its colour, where there are colours.
public enum Style {
    PLAIN(""),
    HEAD("1"),
    GOOD("32"),
    BAD("31"),
    ACTIVE("36"),
    WAITING("33"),
    DIM("2");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /// Returns the text, in its colour if there are colours.
    String paint(String text, boolean hasColor) {
        return !hasColor || code.isEmpty() || text.isBlank()
                ? text
                : "\033[" + code + "m" + text + "\033[0m";
    }
}
