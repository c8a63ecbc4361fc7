package dev.jobd.tui.view;

import dev.jobd.tui.state.FormField;
import dev.jobd.tui.state.FormScreen;
import dev.jobd.tui.state.Rooms;
import dev.jobd.tui.state.UiState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The form that makes or changes a job.
final class FormView {

    private static final int LABEL = 17;

    private final Theme theme;
    private final TimeFormat times;

    FormView(Theme theme, TimeFormat times) {
        this.theme = theme;
        this.times = times;
    }

    void draw(Canvas canvas, FormScreen form, UiState state) {
        if (form.isLoading()) {
            canvas.text(3, 2, theme.quiet(), "asking jobd");
            return;
        }
        boolean tall = Rooms.isTall(state.size());
        int foot = tall ? 3 : 0;
        int top = tall ? 2 : 1;
        Canvas body = canvas.part(0, top, canvas.columns(), canvas.rows() - 2 - top - foot);
        drawFields(body, form);
        if (tall) {
            drawFoot(canvas, canvas.rows() - 2 - foot, form, state);
        }
        if (form.content().isChanged() && canvas.columns() >= 60) {
            canvas.textEndingAt(canvas.columns() - 1, 1, theme.quiet(), "* not saved");
        }
    }

    /// A line of the form: a field, or what is wrong with the one above.
    private record Row(@Nullable FormField field, String problem) {}

    private void drawFields(Canvas body, FormScreen form) {
        List<Row> rows = new ArrayList<>();
        int current = 0;
        for (FormField field : FormField.values()) {
            if (field == form.field()) {
                current = rows.size();
            }
            rows.add(new Row(field, ""));
            String problem = form.checked().problems().get(field.id());
            if (problem != null) {
                rows.add(new Row(null, problem));
            }
        }
        int top = Math.clamp(current - body.rows() + 3L, 0, Math.max(0, rows.size() - body.rows()));
        for (int line = 0; line < body.rows() && top + line < rows.size(); line++) {
            Row row = rows.get(top + line);
            if (row.field() != null) {
                drawField(body, line, row.field(), form);
            } else {
                int left = Math.min(LABEL + 2, body.columns() / 3);
                body.sentence(
                        left,
                        line,
                        theme.warning(),
                        body.columns() - left - 1,
                        "! " + row.problem());
            }
        }
    }

    private void drawField(Canvas body, int line, FormField field, FormScreen form) {
        boolean current = field == form.field();
        int left = Math.min(LABEL + 2, body.columns() / 3);
        boolean changed = form.content().isChanged(field.id());
        body.text(0, line, Style.PLAIN, current ? ">" : " ");
        body.field(
                2,
                line,
                current ? theme.title() : changed ? Style.PLAIN : theme.quiet(),
                left - 3,
                field.label());
        Canvas box = body.part(left, line, body.columns() - left - 1, 1);
        box.text(0, 0, theme.quiet(), "[");
        box.textEndingAt(box.columns(), 0, theme.quiet(), "]");
        Canvas text = box.part(1, 0, box.columns() - 2, 1);
        String value = form.content().value(field.id());
        if (!current) {
            text.field(0, 0, Style.PLAIN, text.columns(), value);
        } else if (field.choices().isEmpty()) {
            int before = text.width(value.substring(0, form.line().cursor()));
            int hidden = Math.max(0, before - text.columns() + 2);
            text.text(-hidden, 0, Style.PLAIN, value);
            text.cursor(before - hidden, 0);
        } else {
            text.text(0, 0, theme.underCursor(Style.PLAIN), value);
        }
    }

    private void drawFoot(Canvas canvas, int top, FormScreen form, UiState state) {
        int room = canvas.columns() - 2;
        canvas.sentence(1, top, theme.quiet(), room, form.field().hint());
        FormScreen.Checked checked = form.checked();
        int problems = checked.problems().size();
        String words;
        byte style = Style.PLAIN;
        if (form.saving()) {
            words = "saving";
        } else if (!checked.failure().isEmpty()) {
            words = "not checked: " + checked.failure();
            style = theme.warning();
        } else if (checked.version() < 0) {
            words = "";
        } else if (problems > 0) {
            words = problems == 1 ? "1 thing to fix" : problems + " things to fix";
            style = theme.warning();
        } else {
            words = "jobd takes it: " + checked.words();
        }
        canvas.sentence(1, top + 1, style, room, words);
        List<String> next = new ArrayList<>();
        for (Instant time : checked.next()) {
            next.add(times.full(time, state.daemonNow()).strip());
        }
        if (!next.isEmpty()) {
            canvas.sentence(1, top + 2, theme.quiet(), room, "due " + String.join(", ", next));
        }
    }
}
