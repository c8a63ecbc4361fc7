package dev.jobd.tui.state;

/// The terminal's columns and rows, each at least one.
public record Size(int columns, int rows) {

    /// More than any real screen; a terminal that reports nonsense must not exhaust the memory.
    private static final int MAX = 1000;

    public Size {
        columns = Math.clamp(columns, 1, MAX);
        rows = Math.clamp(rows, 1, MAX);
    }
}
