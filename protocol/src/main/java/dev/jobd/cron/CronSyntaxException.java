package dev.jobd.cron;

/// A cron expression that is not one, or that never fires. The message says what is wrong and what
/// would be right, and names the column.
public final class CronSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int column;

    CronSyntaxException(int column, String message) {
        super("column " + column + ": " + message);
        this.column = column;
    }

    /// Returns where it is, counted in characters from 1.
    public int column() {
        return column;
    }
}
