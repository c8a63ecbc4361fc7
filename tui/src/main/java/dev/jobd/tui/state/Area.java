package dev.jobd.tui.state;

/// A rectangle of the screen.
public record Area(int column, int row, int columns, int rows) {

    /// Whether a cell of the screen lies in it.
    public boolean contains(int atColumn, int atRow) {
        return atColumn >= column
                && atColumn < column + columns
                && atRow >= row
                && atRow < row + rows;
    }

    /// What is inside a frame around it.
    Area inside() {
        return new Area(column + 1, row + 1, Math.max(0, columns - 2), Math.max(0, rows - 2));
    }
}
