package dev.jobd.tui.view;

/// Packs how one cell looks into a byte: a colour of the 16 ANSI ones in the low four bits, and
/// three attributes above it.
///
/// There is no dim attribute: terminals disagree on it, so what is stale is bright black instead.
public final class Style {

    /// The terminal's own colour, no attribute.
    public static final byte PLAIN = 0;

    public static final byte RED = 2;
    public static final byte GREEN = 3;
    public static final byte YELLOW = 4;
    public static final byte BLUE = 5;
    public static final byte MAGENTA = 6;
    public static final byte CYAN = 7;

    /// Bright black, the grey of the sixteen colours.
    public static final byte GREY = 9;

    public static final byte BOLD = 16;
    public static final byte UNDERLINE = 32;
    public static final byte REVERSE = 64;

    private static final int COLOUR_MASK = 15;

    private Style() {}

    /// A style's colour: 0 is the terminal's own, 1 to 8 are black to white, 9 is bright black.
    public static int colour(byte style) {
        return style & COLOUR_MASK;
    }

    public static boolean has(byte style, byte attribute) {
        return (style & attribute) != 0;
    }

    /// The style with an attribute, or with a colour where it had none.
    public static byte with(byte style, byte more) {
        return (byte) (style | more);
    }
}
