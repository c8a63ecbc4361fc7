package dev.jobd.client.output;

/// How far long work is, in one line of a terminal that changes; nothing where there is none.
public final class ProgressLine {
    private static final int BAR = 24;
    private static final int PERCENT = 100;

    private final Console console;
    private final String what;
    private int shown;

    /// @param what the work, in a word or two
    public ProgressLine(Console console, String what) {
        this.console = console;
        this.what = what;
    }

    /// Shows how much is done.
    public void at(long done, long total) {
        if (console.width().isEmpty() || console.isQuiet()) {
            return;
        }
        long percent = total <= 0 ? 0 : Math.min(PERCENT, done * PERCENT / total);
        int filled = (int) (percent * BAR / PERCENT);
        String line =
                "%s [%s%s] %d%%, %d of %d"
                        .formatted(
                                what,
                                "#".repeat(filled),
                                ".".repeat(BAR - filled),
                                percent,
                                done,
                                total);
        console.err().print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
        console.err().flush();
        shown = line.length();
    }

    /// Wipes the line.
    public void end() {
        if (shown > 0) {
            console.err().print("\r" + " ".repeat(shown) + "\r");
            console.err().flush();
        }
    }
}
