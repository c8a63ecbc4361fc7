package dev.jobd.tui.state;

import dev.jobd.tui.input.Action;

/// One line of text that is being typed.
///
/// @param cursor the place in the text where the next character goes
public record TextLine(String text, int cursor) {

    private static final int CHARACTERS_MAX = 4000;

    public static final TextLine EMPTY = new TextLine("", 0);

    /// A text with the cursor at its end.
    public static TextLine of(String text) {
        return new TextLine(text, text.length());
    }

    /// The text with more typed into it; what does not fit is left out.
    TextLine typed(String more) {
        int room = Math.max(0, CHARACTERS_MAX - text.length());
        String fits = more.length() <= room ? more : more.substring(0, room);
        return new TextLine(
                text.substring(0, cursor) + fits + text.substring(cursor), cursor + fits.length());
    }

    /// The word that ends at the cursor.
    String word() {
        return text.substring(0, cursor).endsWith(" ") ? "" : text.substring(wordStart(), cursor);
    }

    /// The line after an action of the keyboard; actions that are not about text change nothing.
    TextLine after(Action action) {
        return switch (action) {
            case ERASE_ALL -> EMPTY;
            case ERASE_WORD -> erased(wordStart());
            case ERASE_CHARACTER -> erased(left());
            case ERASE_FORWARD ->
                    new TextLine(text.substring(0, cursor) + text.substring(right()), cursor);
            case MOVE_LEFT -> new TextLine(text, left());
            case MOVE_RIGHT -> new TextLine(text, right());
            case FIRST -> new TextLine(text, 0);
            case LAST -> of(text);
            default -> this;
        };
    }

    private TextLine erased(int from) {
        return new TextLine(text.substring(0, from) + text.substring(cursor), from);
    }

    private int left() {
        return cursor == 0 ? 0 : text.offsetByCodePoints(cursor, -1);
    }

    private int right() {
        return cursor == text.length() ? cursor : text.offsetByCodePoints(cursor, 1);
    }

    private int wordStart() {
        int at = cursor;
        while (at > 0 && text.charAt(at - 1) == ' ') {
            at--;
        }
        while (at > 0 && text.charAt(at - 1) != ' ') {
            at--;
        }
        return at;
    }
}
