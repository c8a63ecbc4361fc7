package dev.jobd.tui.view;

import dev.jobd.tui.input.KeyMap;
import dev.jobd.tui.state.Connection;
import dev.jobd.tui.state.Mode.Confirming;
import dev.jobd.tui.state.Mode.Helping;
import dev.jobd.tui.state.Size;
import dev.jobd.tui.state.UiState;

/// The whole screen of a state: a pure function, through which every test looks too.
public final class View {

    private static final Size SMALLEST = new Size(30, 6);

    private final Sanitizer sanitizer;
    private final JobListView list;
    private final StatusLines lines;
    private final HelpView help;
    private final ConfirmView confirm;
    private final PlaceholderView placeholder;

    public View(Theme theme, KeyMap keyMap, TimeFormat times) {
        sanitizer = new Sanitizer(theme.ascii());
        list = new JobListView(theme, times);
        lines = new StatusLines(theme, keyMap, times);
        help = new HelpView(theme, keyMap);
        confirm = new ConfirmView(theme);
        placeholder = new PlaceholderView(theme);
    }

    /// The frame that shows a state.
    public Frame draw(UiState state) {
        Frame frame = new Frame(state.size());
        Canvas canvas = new Canvas(frame, sanitizer);
        if (state.size().columns() < SMALLEST.columns() || state.size().rows() < SMALLEST.rows()) {
            placeholder.drawTooSmall(canvas, SMALLEST);
        } else if (state.mode() instanceof Helping(int top)) {
            help.draw(canvas, top);
        } else {
            drawList(canvas, state);
        }
        return frame;
    }

    private void drawList(Canvas canvas, UiState state) {
        Layout layout = Layout.of(state.size());
        lines.draw(canvas, layout, state);
        Canvas body = canvas.part(0, layout.listTop(), canvas.columns(), layout.listRows());
        if (!state.table().all().isEmpty()) {
            if (layout.hasTitles()) {
                list.drawTitles(canvas.part(0, layout.listTop() - 1, canvas.columns(), 1));
            }
            list.draw(body, state);
        } else if (state.connection() instanceof Connection.Live) {
            placeholder.drawNoJobs(body, state);
        } else {
            placeholder.drawNoDaemon(body, state);
        }
        if (state.mode() instanceof Confirming confirming) {
            confirm.draw(canvas, confirming);
        }
    }
}
