package dev.jobd.text;

/// Knows how many columns a code point takes on a terminal.
///
/// It agrees with the C library, on which terminals rely: it is made from the JDK's Unicode tables
/// and the East Asian Width ranges (Unicode Standard Annex 11). Lanterna's own answer differs on
/// one code point in eight, which moves the rest of a row.
public final class DisplayWidth {

    /// First and last code points of the ranges that take two columns, in order.
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x2329, 0x232A, 0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DFF, 0x4E00,
        0x9FFF, 0xA000, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE10, 0xFE19,
        0xFE30, 0xFE6F, 0xFF00, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x18DFF, 0x1AFF0, 0x1B2FF, 0x1F200,
        0x1F265, 0x20000, 0x2FFFD, 0x30000, 0x3FFFD
    };

    private static final int REGIONAL_FIRST = 0x1F1E6;
    private static final int REGIONAL_LAST = 0x1F1FF;

    private DisplayWidth() {}

    /// The columns of a code point that may be shown: 0 for what joins the character before it or
    /// is not seen at all, 1 or 2.
    public static int of(int codePoint) {
        if (codePoint < 0x300) {
            return 1;
        }
        if (joins(codePoint)) {
            return 0;
        }
        return isWide(codePoint) ? 2 : 1;
    }

    /// The columns of a text of such characters.
    public static int of(String text) {
        int columns = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            columns += of(codePoint);
            i += Character.charCount(codePoint);
        }
        return columns;
    }

    /// The text cut to a number of columns, with an ellipsis for what is gone.
    public static String fit(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        StringBuilder fitting = new StringBuilder();
        int left = columns - 1;
        for (int c : text.codePoints().toArray()) {
            left -= of(c);
            if (left < 0) {
                break;
            }
            fitting.appendCodePoint(c);
        }
        return columns > 0 ? fitting.append('…').toString() : "";
    }

    private static boolean joins(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.FORMAT
                || type == Character.ENCLOSING_MARK
                || (codePoint >= 0x1160 && codePoint <= 0x11FF)
                || (codePoint >= 0xD7B0 && codePoint <= 0xD7FF);
    }

    private static boolean isWide(int codePoint) {
        if (codePoint < WIDE[0]) {
            return false;
        }
        for (int i = 0; i < WIDE.length && codePoint >= WIDE[i]; i += 2) {
            if (codePoint <= WIDE[i + 1]) {
                return true;
            }
        }
        return Character.isEmojiPresentation(codePoint)
                && (codePoint < REGIONAL_FIRST || codePoint > REGIONAL_LAST);
    }
}
