package dev.jobd.tui.view;

import dev.jobd.tui.input.KeyContext;
import dev.jobd.tui.input.KeyMap;
import dev.jobd.tui.state.Area;
import dev.jobd.tui.state.Connection;
import dev.jobd.tui.state.DaemonScreen;
import dev.jobd.tui.state.DetailScreen;
import dev.jobd.tui.state.FormScreen;
import dev.jobd.tui.state.Layout;
import dev.jobd.tui.state.LogScreen;
import dev.jobd.tui.state.Mode.Browsing;
import dev.jobd.tui.state.Mode.Choosing;
import dev.jobd.tui.state.Mode.Confirming;
import dev.jobd.tui.state.Mode.Helping;
import dev.jobd.tui.state.Mode.Typing;
import dev.jobd.tui.state.Rooms;
import dev.jobd.tui.state.RunsScreen;
import dev.jobd.tui.state.Screen;
import dev.jobd.tui.state.Size;
import dev.jobd.tui.state.UiState;
import dev.jobd.tui.state.UpcomingScreen;
import dev.jobd.tui.state.WhyScreen;

/// The whole screen of a state: a pure function, through which every test looks too.
public final class View {

    private static final Size SMALLEST = new Size(30, 6);

    private final Sanitizer sanitizer;
    private final Chrome chrome;
    private final JobListView list;
    private final StatusLines lines;
    private final PaneView pane;
    private final TailView tail;
    private final StripsView strips;
    private final Box box;
    private final DetailView detail;
    private final RunsView runs;
    private final LogView log;
    private final UpcomingView upcoming;
    private final DaemonView daemon;
    private final WhyView why;
    private final FormView form;
    private final HelpView help;
    private final ConfirmView confirm;
    private final ChoiceView choice;
    private final PlaceholderView placeholder;

    public View(Theme theme, KeyMap keyMap, TimeFormat times) {
        sanitizer = new Sanitizer(theme.ascii());
        chrome = new Chrome(theme, keyMap, times);
        list = new JobListView(theme, times);
        lines = new StatusLines(theme, times);
        pane = new PaneView(theme, times);
        tail = new TailView(theme);
        strips = new StripsView(theme, times);
        box = new Box(theme);
        detail = new DetailView(theme, times);
        runs = new RunsView(theme, times);
        log = new LogView(theme);
        upcoming = new UpcomingView(theme, times);
        daemon = new DaemonView(theme, times);
        why = new WhyView(theme, times);
        form = new FormView(theme, times);
        help = new HelpView(theme, keyMap);
        confirm = new ConfirmView(theme);
        choice = new ChoiceView(theme);
        placeholder = new PlaceholderView(theme);
    }

    /// The frame that shows a state.
    public Frame draw(UiState state) {
        Frame frame = new Frame(state.size());
        Canvas canvas = new Canvas(frame, sanitizer);
        if (state.size().columns() < SMALLEST.columns() || state.size().rows() < SMALLEST.rows()) {
            placeholder.drawTooSmall(canvas, SMALLEST);
            return frame;
        }
        switch (state.mode()) {
            case Helping(KeyContext of, int top) -> help.draw(canvas, of, top);
            case Browsing _, Typing _ -> drawScreen(canvas, state);
            case Confirming question -> {
                drawScreen(canvas, state);
                confirm.draw(canvas, question, state);
            }
            case Choosing choosing -> {
                drawScreen(canvas, state);
                choice.draw(canvas, choosing);
            }
        }
        return frame;
    }

    private void drawScreen(Canvas canvas, UiState state) {
        Screen top = state.screens().top();
        boolean tall = Rooms.isTall(state.size());
        int first = tall ? 2 : 1;
        Canvas page = canvas.part(0, first, canvas.columns(), canvas.rows() - 2 - first);
        switch (top) {
            case null -> drawList(canvas, state);
            case DetailScreen screen -> detail.draw(canvas, screen, state);
            case RunsScreen screen -> runs.draw(canvas, screen, state);
            case LogScreen screen -> log.draw(canvas, screen, state);
            case UpcomingScreen screen -> upcoming.draw(canvas, screen, state);
            case DaemonScreen screen -> daemon.draw(page, screen, state);
            case WhyScreen screen -> why.draw(page, screen, state);
            case FormScreen screen -> form.draw(canvas, screen, state);
        }
        chrome.draw(canvas, state);
    }

    private void drawList(Canvas canvas, UiState state) {
        Layout layout = state.layout();
        if (layout.isFramed()) {
            drawFrames(canvas, layout, state);
        } else {
            lines.draw(canvas, layout, state);
        }
        Canvas body = canvas.part(layout.list());
        if (!state.table().all().isEmpty()) {
            Area titles = layout.titles();
            if (titles != null) {
                list.drawTitles(canvas.part(titles), state);
            }
            list.draw(body, state);
        } else if (state.connection() instanceof Connection.Live) {
            placeholder.drawNoJobs(body, state);
        } else {
            placeholder.drawNoDaemon(body, state);
        }
    }

    private void drawFrames(Canvas canvas, Layout layout, UiState state) {
        box.draw(canvas.part(layout.frame()), StatusLines.title(state), StatusLines.place(state));
        DetailScreen shown = state.screens().pane();
        Area beside = layout.pane();
        Area output = layout.log();
        if (beside != null && shown != null) {
            pane.draw(canvas.part(beside), shown, state);
        }
        if (output != null && shown != null) {
            tail.draw(canvas.part(output), shown, "l all of it");
        }
        Area running = layout.running();
        Area upcoming = layout.upcoming();
        if (running != null && upcoming != null) {
            strips.drawRunning(canvas, running, state);
            strips.drawUpcoming(canvas, upcoming, state);
        }
    }
}
