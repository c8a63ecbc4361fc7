package dev.jobd.text;

/// Makes text of others harmless: what comes out cannot move a cursor, change a colour, ring,
/// reverse the reading direction or start a new line.
public final class SafeText {
    private SafeText() {}

    /// Returns the text on one line, every character that does more than stand there written as an
    /// escape such as `\n`, `\e` or `\u202e`.
    public static String line(String text) {
        if (text.codePoints().allMatch(SafeText::isHarmless)) {
            return text;
        }
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> append(safe, c));
        return safe.toString();
    }

    /// Appends one character, as itself or as an escape.
    public static void append(StringBuilder safe, int c) {
        if (isHarmless(c)) {
            safe.appendCodePoint(c);
            return;
        }
        switch (c) {
            case '\n' -> safe.append("\\n");
            case '\r' -> safe.append("\\r");
            case '\t' -> safe.append("\\t");
            case 0x1b -> safe.append("\\e");
            default -> {
                if (Character.getType(c) == Character.SURROGATE) {
                    // Half of a pair has no form in UTF-8.
                    safe.append('\ufffd');
                } else {
                    safe.append(String.format("\\u%04x", c));
                }
            }
        }
    }

    /// Tells whether a terminal merely shows the character.
    public static boolean isHarmless(int c) {
        if (c < 0x7f) {
            return c >= ' ';
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    false;
            default -> !isDirection(c);
        };
    }

    private static boolean isDirection(int c) {
        return c == 0x61c
                || c == 0x200e
                || c == 0x200f
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
