package dev.jobd.tui.view;

import dev.jobd.tui.state.Mode.Confirming;

/// The question before something that cannot be taken back.
final class ConfirmView {

    private static final String CHOICE = "[ No (default) ]        y Yes";

    private final Theme theme;

    ConfirmView(Theme theme) {
        this.theme = theme;
    }

    void draw(Canvas canvas, Confirming question) {
        int inner = CHOICE.length() + 8;
        for (String line : question.lines()) {
            inner = Math.max(inner, line.length());
        }
        int columns = Math.min(inner + 4, canvas.columns());
        int rows = Math.min(question.lines().size() + 4, canvas.rows());
        Canvas box =
                canvas.part(
                        (canvas.columns() - columns) / 2,
                        (canvas.rows() - rows) / 2,
                        columns,
                        rows);
        box.fill(Style.PLAIN);
        drawFrame(box, question.title());
        // On a screen too low for everything, the choice matters more than the explanation.
        int room = box.rows() - 3;
        for (int i = 0; i < question.lines().size() && i < room; i++) {
            box.field(2, 1 + i, Style.PLAIN, box.columns() - 4, question.lines().get(i));
        }
        box.field(2, box.rows() - 2, theme.title(), box.columns() - 4, CHOICE);
    }

    private void drawFrame(Canvas box, String title) {
        String horizontal = theme.ascii() ? "-" : "─";
        String vertical = theme.ascii() ? "|" : "│";
        String[] corners =
                theme.ascii()
                        ? new String[] {"+", "+", "+", "+"}
                        : new String[] {"┌", "┐", "└", "┘"};
        int right = box.columns() - 1;
        int bottom = box.rows() - 1;
        String line = horizontal.repeat(Math.max(0, right - 1));
        box.text(0, 0, Style.PLAIN, corners[0] + line + corners[1]);
        box.text(0, bottom, Style.PLAIN, corners[2] + line + corners[3]);
        for (int row = 1; row < bottom; row++) {
            box.text(0, row, Style.PLAIN, vertical);
            box.text(right, row, Style.PLAIN, vertical);
        }
        box.text(2, 0, theme.title(), " " + title + " ");
    }
}
