package dev.jobd.client.output;

import dev.jobd.text.SafeText;

/// One entry of a table. Its text is made harmless here, so no table can forget it.
///
/// @param text what it says
/// @param style what its colour says
public record Cell(String text, Style style) {
    /// The entry that says nothing.
    public static final Cell EMPTY = new Cell("-", Style.DIM);

    public Cell {
        text = SafeText.line(text);
    }

    /// Returns an entry without colour.
    public static Cell of(String text) {
        return new Cell(text, Style.PLAIN);
    }

    /// Returns an entry without colour.
    public static Cell of(long number) {
        return of(Long.toString(number));
    }
}
