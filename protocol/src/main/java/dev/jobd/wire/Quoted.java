package dev.jobd.wire;

/// Text of others as a message shows it.
final class Quoted {
    private static final int LENGTH_MAX = 80;

    private Quoted() {}

    /// Returns the text, cut with an ellipsis if it is long.
    static String shortened(String text) {
        return shortened(text, LENGTH_MAX);
    }

    /// Returns the text, cut with an ellipsis if it is longer than so many characters.
    static String shortened(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }
}
