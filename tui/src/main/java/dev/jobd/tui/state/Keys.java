package dev.jobd.tui.state;

import dev.jobd.tui.input.Action;
import dev.jobd.tui.input.Binding;
import dev.jobd.tui.input.Key;
import dev.jobd.tui.input.KeyMap;
import dev.jobd.tui.state.Mode.Browsing;
import dev.jobd.tui.state.Mode.Confirming;
import dev.jobd.tui.state.Mode.Filtering;
import dev.jobd.tui.state.Mode.Helping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What keys make of a state.
final class Keys {

    private static final int FILTER_CHARACTERS_MAX = 200;

    private final KeyMap keyMap;

    Keys(KeyMap keyMap) {
        this.keyMap = keyMap;
    }

    Transition press(UiState state, Key key) {
        Optional<Binding> found = keyMap.find(state.mode().context(), key);
        if (found.isEmpty()) {
            return Transition.to(
                    state.mode() instanceof Filtering filtering
                                    && key instanceof Key.Char(int codePoint)
                            ? typed(state, filtering.draft() + Character.toString(codePoint))
                            : state);
        }
        Binding binding = found.get();
        if (binding.needsDaemon() && !state.isLive()) {
            return Transition.to(
                    state.warning(
                            key.label()
                                    + ": not sent - no connection to jobd (actions are never"
                                    + " queued)"));
        }
        return act(state, binding.action());
    }

    /// Pasted text is typed into a filter and is nothing anywhere else.
    UiState paste(UiState state, String text) {
        if (!(state.mode() instanceof Filtering(var draft))) {
            return state;
        }
        return typed(state, draft + text.lines().findFirst().orElse("").strip());
    }

    private Transition act(UiState state, Action action) {
        return switch (action) {
            case QUIT -> Transition.to(state, new Effect.Quit());
            case SUSPEND -> Transition.to(state, new Effect.Suspend());
            case REDRAW -> Transition.to(state, new Effect.Repaint());
            case RUN, PAUSE_OR_RESUME, STOP -> onJob(state, action);
            case YES -> confirmed(state);
            case RESYNC -> Transition.to(askNow(state));
            default ->
                    Transition.to(
                            state.mode() instanceof Helping(int top)
                                    ? inHelp(state, action, top)
                                    : inList(state, action));
        };
    }

    private static UiState askNow(UiState state) {
        return state.withPoll(state.poll().dueAt(state.now())).saying("asking jobd");
    }

    private static Transition onJob(UiState state, Action action) {
        JobRow row = state.table().selectedRow();
        if (row == null) {
            return Transition.to(state.warning("no job selected"));
        }
        return switch (action) {
            case RUN -> Transition.to(state, new Effect.Trigger(row.number(), row.name()));
            case PAUSE_OR_RESUME ->
                    Transition.to(
                            state,
                            row.paused()
                                    ? new Effect.Resume(row.number(), row.name())
                                    : new Effect.Pause(row.number(), row.name()));
            default -> askToStop(state, row);
        };
    }

    private static Transition askToStop(UiState state, JobRow row) {
        ActiveRun active = row.active();
        if (active == null) {
            return Transition.to(state.warning("x: " + row.name() + " has no run to stop"));
        }
        Effect.Stop stop = new Effect.Stop(row.number(), active.run(), row.name());
        String process = active.pid() > 0 ? "pid " + active.pid() : "no process yet";
        if (active.started() != null) {
            process += "  " + Times.took(Duration.between(active.started(), state.daemonNow()));
        }
        List<String> lines =
                List.of(
                        row.name() + "  run #" + active.run(),
                        process,
                        "",
                        "SIGTERM to its process group, and SIGKILL",
                        "when it does not end in time. Type y to confirm.");
        return Transition.to(state.withMode(new Confirming("Stop 1 run?", stop, lines)));
    }

    private static Transition confirmed(UiState state) {
        if (!(state.mode() instanceof Confirming confirming)) {
            return Transition.to(state);
        }
        UiState next = state.withMode(new Browsing());
        return next.isLive()
                ? Transition.to(next, confirming.run())
                : Transition.to(
                        next.warning("y: not sent - no connection to jobd, nothing was stopped"));
    }

    private static UiState inHelp(UiState state, Action action, int top) {
        int page = Math.max(1, state.size().rows() - 4);
        return switch (action) {
            case BACK -> state.withMode(new Browsing());
            case MOVE_DOWN -> state.withMode(new Helping(top + 1));
            case MOVE_UP -> state.withMode(new Helping(Math.max(0, top - 1)));
            case PAGE_DOWN -> state.withMode(new Helping(top + page));
            case PAGE_UP -> state.withMode(new Helping(Math.max(0, top - page)));
            case FIRST -> state.withMode(new Helping(0));
            case LAST -> state.withMode(new Helping(Integer.MAX_VALUE / 2));
            default -> state;
        };
    }

    private static UiState inList(UiState state, Action action) {
        return switch (action) {
            case HELP -> state.withMode(new Helping(0));
            case NO -> state.withMode(new Browsing()).saying("nothing was done");
            case FILTER -> state.withMode(new Filtering(state.table().filter().text()));
            case KEEP_FILTER -> state.withMode(new Browsing());
            case CLEAR_FILTER -> typed(state, "").withMode(new Browsing());
            case BACK -> state.withTable(filtered(state, ""));
            case ERASE_CHARACTER, ERASE_WORD, ERASE_ALL -> erased(state, action);
            case TIME_FORMAT -> state.withClockTimes(!state.clockTimes());
            case SORT -> ordered(state, state.table().order().next());
            case REVERSE -> ordered(state, state.table().order().reverse());
            default -> state.withTable(moved(state, action));
        };
    }

    private static UiState ordered(UiState state, SortOrder order) {
        return state.withTable(state.table().withOrder(order, state.daemonNow()));
    }

    private static JobTable moved(UiState state, Action action) {
        JobTable table = state.table();
        int page = table.rowsInView();
        return switch (action) {
            case MOVE_DOWN -> table.moved(1, state.now());
            case MOVE_UP -> table.moved(-1, state.now());
            case HALF_PAGE_DOWN -> table.moved(Math.max(1, page / 2), state.now());
            case HALF_PAGE_UP -> table.moved(-Math.max(1, page / 2), state.now());
            case PAGE_DOWN -> table.moved(page, state.now());
            case PAGE_UP -> table.moved(-page, state.now());
            case FIRST -> table.movedTo(0, state.now());
            case LAST -> table.movedTo(table.shown().size() - 1L, state.now());
            case NEXT_FAILED -> table.movedToNext(Keys::hasFailed, 1, state.now());
            case PREVIOUS_FAILED -> table.movedToNext(Keys::hasFailed, -1, state.now());
            default -> table;
        };
    }

    private static boolean hasFailed(JobRow row) {
        return row.state() == JobState.FAILED;
    }

    private static UiState erased(UiState state, Action action) {
        if (!(state.mode() instanceof Filtering(var draft))) {
            return state;
        }
        String rest =
                switch (action) {
                    case ERASE_ALL -> "";
                    case ERASE_WORD -> {
                        String end = draft.stripTrailing();
                        yield end.substring(0, end.lastIndexOf(' ') + 1);
                    }
                    default ->
                            draft.isEmpty()
                                    ? ""
                                    : draft.substring(
                                            0, draft.offsetByCodePoints(draft.length(), -1));
                };
        return typed(state, rest);
    }

    private static UiState typed(UiState state, String text) {
        String draft =
                text.length() <= FILTER_CHARACTERS_MAX
                        ? text
                        : text.substring(0, FILTER_CHARACTERS_MAX);
        return state.withMode(new Filtering(draft)).withTable(filtered(state, draft));
    }

    private static JobTable filtered(UiState state, String text) {
        return state.table().withFilter(Filter.parse(text), state.daemonNow());
    }
}
