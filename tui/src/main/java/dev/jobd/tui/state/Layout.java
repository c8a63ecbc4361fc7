package dev.jobd.tui.state;

import org.jspecify.annotations.Nullable;

/// Where on the screen what stands of the job list: the reducer scrolls and clicks by it, and the
/// view draws by it.
///
/// A low screen has header, list, message line and footer. A tall one also has a banner, titles, a
/// status line and a line about the selected job. From 120 columns, and where there is more height
/// than width, the selected job and its output stand beside or below the list, each in a frame;
/// from 160 columns and 40 rows also what runs and what comes next.
///
/// @param tall whether there is room for more than the most needed lines
/// @param list the rows of jobs, without titles and frame
/// @param pane the frame about the selected job, null when there is none
/// @param log the frame of its output
/// @param running the frame of what runs
/// @param upcoming the frame of what comes next
public record Layout(
        boolean tall,
        Area list,
        @Nullable Area pane,
        @Nullable Area log,
        @Nullable Area running,
        @Nullable Area upcoming) {

    /// From so many columns the selected job stands beside the list.
    public static final int WIDE = 120;

    private static final int WIDE_ROWS = 20;
    private static final int STRIPS = 160;
    private static final int STRIPS_ROWS = 40;
    private static final int STRIP = 8;
    private static final int PORTRAIT_COLUMNS = 60;
    private static final int PORTRAIT_ROWS = 46;

    /// Header and banner above, message and footer below.
    private static final int TOP = 2;

    private static final int BOTTOM = 2;

    /// The layout of a screen.
    ///
    /// @param zoomed whether the list alone is wanted
    public static Layout of(Size size, boolean zoomed) {
        if (!Rooms.isTall(size)) {
            return plain(false, new Area(0, 1, size.columns(), Rooms.list(size)));
        }
        int body = size.rows() - TOP - BOTTOM;
        if (!zoomed && size.columns() >= WIDE && size.rows() >= WIDE_ROWS) {
            return wide(size, body);
        }
        if (!zoomed && size.columns() >= PORTRAIT_COLUMNS && size.rows() >= PORTRAIT_ROWS) {
            return portrait(size, body);
        }
        return plain(true, new Area(0, TOP + 1, size.columns(), Rooms.list(size)));
    }

    private static Layout plain(boolean tall, Area list) {
        return new Layout(tall, list, null, null, null, null);
    }

    private static Layout wide(Size size, int body) {
        boolean strips = size.columns() >= STRIPS && size.rows() >= STRIPS_ROWS;
        int main = strips ? body - STRIP : body;
        int left = size.columns() * 61 / 100;
        int right = size.columns() - left;
        int pane = Math.clamp(main / 2, 9, 17);
        int strip = TOP + main;
        return new Layout(
                true,
                rows(new Area(0, TOP, left, main)),
                new Area(left, TOP, right, pane),
                new Area(left, TOP + pane, right, main - pane),
                strips ? new Area(0, strip, left, STRIP) : null,
                strips ? new Area(left, strip, right, STRIP) : null);
    }

    private static Layout portrait(Size size, int body) {
        int main = body / 2;
        int pane = Math.min(15, (body - main) * 3 / 5);
        int columns = size.columns();
        return new Layout(
                true,
                rows(new Area(0, TOP, columns, main)),
                new Area(0, TOP + main, columns, pane),
                new Area(0, TOP + main + pane, columns, body - main - pane),
                null,
                null);
    }

    /// Of a frame with a list, the rows below the titles.
    private static Area rows(Area frame) {
        Area inside = frame.inside();
        return new Area(inside.column(), inside.row() + 1, inside.columns(), inside.rows() - 1);
    }

    /// Whether the parts stand in frames.
    public boolean isFramed() {
        return pane != null;
    }

    /// The frame around the list and its titles.
    public Area frame() {
        return new Area(list.column() - 1, list.row() - 2, list.columns() + 2, list.rows() + 3);
    }

    /// The titles above the list, null when there are none.
    public @Nullable Area titles() {
        return tall ? new Area(list.column(), list.row() - 1, list.columns(), 1) : null;
    }
}
