package dev.jobd.tui.view;

import dev.jobd.text.DisplayWidth;
import dev.jobd.text.SafeText;

/// Makes text that came from outside safe to show: no character that could move the cursor, change
/// the terminal's state, reorder the line or hide survives it.
///
/// What is taken out leaves a visible sign, so that two different names never look the same by a
/// trick.
public final class Sanitizer {

    private static final char SUBSTITUTE = '?';
    private static final int CONTROL_PICTURES = 0x2400;
    private static final int DELETE_PICTURE = 0x2421;
    private static final int JOINED_MARKS_MAX = 4;

    private final boolean ascii;

    /// Makes a sanitiser; an ASCII one also replaces every character a 7-bit terminal cannot show.
    public Sanitizer(boolean ascii) {
        this.ascii = ascii;
    }

    /// The text as it may be drawn: printable characters and marks that follow one.
    public String clean(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) >= ' ' && text.charAt(i) < 0x7F) {
            i++;
        }
        return i == text.length() ? text : cleanFrom(text, i);
    }

    private String cleanFrom(String text, int first) {
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, first);
        int marks = first > 0 ? 0 : JOINED_MARKS_MAX;
        for (int i = first; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (isVariationSelector(codePoint)) {
                continue;
            }
            int shown = substitute(codePoint);
            if (DisplayWidth.of(shown) > 0) {
                marks = 0;
                out.appendCodePoint(shown);
            } else if (marks < JOINED_MARKS_MAX) {
                marks++;
                out.appendCodePoint(shown);
            } else if (out.isEmpty()) {
                marks = 0;
                out.append(SUBSTITUTE);
            }
        }
        return out.toString();
    }

    private int substitute(int codePoint) {
        if (codePoint >= ' ' && codePoint < 0x7F) {
            return codePoint;
        }
        if (ascii) {
            return SUBSTITUTE;
        }
        if (codePoint < ' ') {
            return CONTROL_PICTURES + codePoint;
        }
        if (codePoint == 0x7F) {
            return DELETE_PICTURE;
        }
        if (!SafeText.isHarmless(codePoint)) {
            return SUBSTITUTE;
        }
        return switch (Character.getType(codePoint)) {
            case Character.SPACE_SEPARATOR -> ' ';
            // Unseen, or nobody knows how wide: in a grid of cells such a character would move the
            // rest.
            case Character.FORMAT, Character.PRIVATE_USE, Character.UNASSIGNED -> SUBSTITUTE;
            default -> codePoint;
        };
    }

    /// Variation selectors ask for a colourful or a plain picture; terminals disagree on the width
    /// that gives, so they are left out and the character keeps its own width.
    private static boolean isVariationSelector(int codePoint) {
        return (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
    }
}
