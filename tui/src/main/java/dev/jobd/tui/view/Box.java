package dev.jobd.tui.view;

/// A frame with a title around a part of the screen.
final class Box {

    private final Theme theme;

    Box(Theme theme) {
        this.theme = theme;
    }

    /// Draws the frame around a whole canvas and returns what is inside.
    Canvas draw(Canvas box, String title, String right) {
        String horizontal = theme.ascii() ? "-" : "─";
        String vertical = theme.ascii() ? "|" : "│";
        String[] corners =
                theme.ascii()
                        ? new String[] {"+", "+", "+", "+"}
                        : new String[] {"┌", "┐", "└", "┘"};
        int last = box.columns() - 1;
        int bottom = box.rows() - 1;
        byte style = theme.frame();
        String line = horizontal.repeat(Math.max(0, last - 1));
        box.text(0, 0, style, corners[0] + line + corners[1]);
        box.text(0, bottom, style, corners[2] + line + corners[3]);
        for (int row = 1; row < bottom; row++) {
            box.text(0, row, style, vertical);
            box.text(last, row, style, vertical);
        }
        int room = box.columns() - 4;
        int end = 2;
        if (!title.isEmpty() && room > 2) {
            end = box.text(2, 0, theme.title(), " " + box.cut(title, room - 2) + " ");
        }
        if (!right.isEmpty() && end + right.length() + 4 < last) {
            box.textEndingAt(last - 1, 0, theme.quiet(), " " + right + " ");
        }
        return box.part(1, 1, box.columns() - 2, box.rows() - 2);
    }
}
