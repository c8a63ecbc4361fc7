package dev.jobd.wire;

/// Text of others as a message shows it.
final class Quoted {
    private static final int LENGTH_MAX = 80;

    private Quoted() {}

    /// Returns the text, cut with an ellipsis if it is long.
    static String shortened(String text) {
        if (text.length() <= LENGTH_MAX) {
            return text;
        }
        int end =
                Character.isHighSurrogate(text.charAt(LENGTH_MAX - 1))
                        ? LENGTH_MAX - 1
                        : LENGTH_MAX;
        return text.substring(0, end) + "…";
    }
}
