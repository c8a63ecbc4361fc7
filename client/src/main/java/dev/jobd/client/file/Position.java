package dev.jobd.client.file;

/// A place in a text, both counted from 1.
public record Position(int line, int column) {
    /// The beginning.
    static final Position START = new Position(1, 1);

    /// Returns the place of a character.
    static Position of(String text, int offset) {
        int end = Math.clamp(offset, 0, text.length());
        int line = 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
        return new Position(line, end - text.lastIndexOf('\n', end - 1));
    }
}
