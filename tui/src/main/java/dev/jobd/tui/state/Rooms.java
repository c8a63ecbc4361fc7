package dev.jobd.tui.state;

/// How many rows of a screen are there for what: the reducer scrolls by them and the view draws by
/// them.
public final class Rooms {

    private static final int TALL = 16;
    private static final int DETAIL_HEAD = 8;
    private static final int FOOT = 2;

    private Rooms() {}

    /// Whether a screen has room for more than the most needed lines.
    public static boolean isTall(Size size) {
        return size.rows() >= TALL;
    }

    /// The rows of a list that fills the screen.
    public static int list(Size size) {
        return Math.max(1, size.rows() - (isTall(size) ? 7 : 3));
    }

    /// The rows of the box of runs of one job, its frame and titles included.
    public static int runsBox(Size size) {
        return (size.rows() - DETAIL_HEAD - FOOT + 1) / 2;
    }

    /// The runs that one job's screen shows.
    public static int detailRuns(Size size) {
        return Math.max(1, isTall(size) ? runsBox(size) - 3 : size.rows() - 4);
    }

    /// The line of the screen with the first of them.
    static int detailRunsTop(Size size) {
        return isTall(size) ? DETAIL_HEAD + 2 : 2;
    }

    /// The lines of output that fill the screen of a log.
    public static int log(Size size) {
        return Math.max(1, size.rows() - (isTall(size) ? 4 : 3));
    }

    /// The jobs on the timeline.
    public static int timeline(Size size) {
        return Math.max(1, isTall(size) ? (size.rows() - 8) / 2 : size.rows() - 3);
    }
}
