package dev.jobd.tui.view;

import dev.jobd.tui.input.KeyContext;
import dev.jobd.tui.input.KeyMap;
import dev.jobd.tui.state.Connection;
import dev.jobd.tui.state.Connection.Lost;
import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.JobState;
import dev.jobd.tui.state.Mode.Typing;
import dev.jobd.tui.state.Rooms;
import dev.jobd.tui.state.Screen;
import dev.jobd.tui.state.TextLine;
import dev.jobd.tui.state.Times;
import dev.jobd.tui.state.UiState;
import dev.jobd.tui.state.Views;
import java.time.Duration;
import java.util.List;

/// The lines that every screen has: where one is and how fresh that is above; message and keys
/// below.
final class Chrome {

    private static final int NARROW = 60;

    private final Theme theme;
    private final TimeFormat times;
    private final Header header;
    private final Footer footer;

    Chrome(Theme theme, KeyMap keyMap, TimeFormat times) {
        this.theme = theme;
        this.times = times;
        header = new Header(theme, times);
        footer = new Footer(theme, keyMap);
    }

    void draw(Canvas canvas, UiState state) {
        List<Screen> stack = state.screens().stack();
        if (isView(stack)) {
            header.draw(canvas.part(0, 0, canvas.columns(), 1), state);
        } else {
            drawCrumbs(canvas, stack, state);
        }
        if (Rooms.isTall(state.size())) {
            if (state.connection() instanceof Lost lost) {
                canvas.part(0, 1, canvas.columns(), 1).fill(Style.PLAIN);
                canvas.sentence(1, 1, theme.warning(), canvas.columns() - 2, lostText(state, lost));
            } else if (isView(stack)) {
                drawTabs(canvas, stack, state);
            }
        }
        drawMessage(canvas, state);
        footer.draw(canvas.part(0, canvas.rows() - 1, canvas.columns(), 1), state);
    }

    private static boolean isView(List<Screen> stack) {
        return Views.tab(stack) >= 0;
    }

    private void drawCrumbs(Canvas canvas, List<Screen> stack, UiState state) {
        boolean narrow = canvas.columns() < NARROW;
        StringBuilder crumbs = new StringBuilder(narrow ? "" : "jobd > ");
        if (!narrow) {
            crumbs.append(Views.tab(stack.subList(0, 1)) < 0 ? "Jobs > " : "");
            stack.subList(0, stack.size() - 1)
                    .forEach(screen -> crumbs.append(screen.crumb()).append(" > "));
        }
        crumbs.append(stack.getLast().crumb());
        String clock = narrow ? times.time(state.daemonNow()) : times.withZone(state.daemonNow());
        canvas.textEndingAt(canvas.columns() - 1, 0, Style.PLAIN, clock);
        String fresh =
                switch (state.connection()) {
                    case Connection.Connecting() -> "connecting";
                    case Connection.Loading() -> "loading";
                    case Connection.Live() -> narrow ? "" : "live";
                    case Lost(var since, _, _, _) ->
                            "DISCONNECTED " + Times.ago(Duration.between(since, state.now()));
                };
        int right = canvas.columns() - clock.length() - 3;
        byte style = state.isLive() ? theme.word(JobState.OK) : theme.warning();
        canvas.textEndingAt(right, 0, style, fresh);
        int room = right - fresh.length() - 3;
        canvas.field(1, 0, theme.title(), room, crumbs.toString());
    }

    private void drawTabs(Canvas canvas, List<Screen> stack, UiState state) {
        int at = 1;
        for (int i = 0; i < Views.TABS.size(); i++) {
            byte style = i == Views.tab(stack) ? theme.underCursor(theme.title()) : theme.quiet();
            at = canvas.text(at, 1, style, Views.TABS.get(i)) + Views.TABS_GAP;
        }
        if (!stack.isEmpty()) {
            return;
        }
        Canvas rest = canvas.part(at, 1, canvas.columns() - at, 1);
        String filter = state.table().filter().text();
        if (state.layout().isFramed() && state.mode() instanceof Typing) {
            StatusLines.drawFilterHelp(rest, theme, state);
        } else if (state.layout().isFramed() && !filter.isBlank()) {
            String text = rest.cut("filter: " + filter, rest.columns() - 2);
            rest.textEndingAt(rest.columns() - 1, 0, theme.quiet(), text);
        } else if (state.layout().upcoming() == null) {
            drawNext(rest, state);
        }
    }

    private void drawNext(Canvas canvas, UiState state) {
        JobRow soonest =
                state.table().all().soonest().isEmpty()
                        ? null
                        : state.table().all().soonest().getFirst();
        if (soonest != null && soonest.next() != null) {
            String when =
                    state.clockTimes()
                            ? "at " + times.clock(soonest.next(), state.daemonNow())
                            : "in "
                                    + Times.until(
                                            Duration.between(state.daemonNow(), soonest.next()));
            String text = "next: " + soonest.name() + " " + when;
            int room = canvas.columns() - 2;
            if (room > 20) {
                canvas.textEndingAt(canvas.columns() - 1, 0, theme.quiet(), canvas.cut(text, room));
            }
        }
    }

    static String lostText(UiState state, Lost lost) {
        long wait = Math.max(0, Duration.between(state.now(), state.contact().due()).toSeconds());
        return "! connection lost: "
                + lost.reason()
                + ". Retry "
                + lost.failures()
                + (wait > 0 ? " in " + wait + "s" : " now")
                + "   R now";
    }

    private void drawMessage(Canvas canvas, UiState state) {
        int row = canvas.rows() - 2;
        int room = canvas.columns() - 2;
        boolean tall = Rooms.isTall(state.size());
        if (state.mode() instanceof Typing(TextLine line)) {
            drawTyping(canvas, row, line);
        } else if (state.flash() != null) {
            byte style = state.flash().warning() ? theme.warning() : Style.PLAIN;
            canvas.sentence(1, row, style, room, state.flash().text());
        } else if (!tall && state.connection() instanceof Lost lost) {
            canvas.sentence(1, row, theme.warning(), room, lostText(state, lost));
        } else if (!tall
                && state.connection() instanceof Connection.Live
                && state.context() == KeyContext.LIST
                && !state.table().filter().text().isBlank()) {
            String filter = "filter: " + state.table().filter().text();
            canvas.field(1, row, theme.quiet(), room, filter);
        }
    }

    private static void drawTyping(Canvas canvas, int row, TextLine line) {
        String before = "/" + line.text().substring(0, line.cursor());
        // A text longer than the line is shown around the cursor.
        int hidden = Math.max(0, canvas.width(before) - canvas.columns() + 4);
        String shown = "/" + line.text();
        Canvas field = canvas.part(1, row, canvas.columns() - 2, 1);
        field.text(-hidden, 0, Style.PLAIN, shown);
        field.cursor(canvas.width(before) - hidden, 0);
    }
}
