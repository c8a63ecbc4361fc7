package dev.jobd.tui.state;

import dev.jobd.tui.input.Action;
import dev.jobd.tui.input.Binding;
import dev.jobd.tui.input.Key;
import dev.jobd.tui.input.KeyContext;
import dev.jobd.tui.input.KeyMap;
import dev.jobd.tui.state.Mode.Browsing;
import dev.jobd.tui.state.Mode.Choosing;
import dev.jobd.tui.state.Mode.Confirming;
import dev.jobd.tui.state.Mode.Helping;
import dev.jobd.tui.state.Mode.Typing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What keys make of a state.
final class Keys {

    private static final int WHEEL_LINES = 3;

    private final KeyMap keyMap;

    Keys(KeyMap keyMap) {
        this.keyMap = keyMap;
    }

    Transition press(UiState state, Key key) {
        KeyContext context = state.context();
        Optional<Binding> found = keyMap.find(context, key);
        if (found.isEmpty()) {
            return Transition.to(
                    context.takesText() && key instanceof Key.Char(int codePoint)
                            ? typed(state, Character.toString(codePoint))
                            : state);
        }
        return bound(state, found.get(), key.label());
    }

    private Transition bound(UiState state, Binding binding, String key) {
        if (binding.needsDaemon() && !state.isLive()) {
            return Transition.to(
                    state.warning(
                            key
                                    + ": not sent - no connection to jobd (actions are never"
                                    + " queued)"));
        }
        Transition after = act(state, binding.action());
        return new Transition(asking(state, after.state()), after.effects());
    }

    /// A screen that now wants to know something else asks soon.
    private static UiState asking(UiState before, UiState after) {
        Screen old = before.screens().top();
        Screen top = after.screens().top();
        boolean same =
                old == null
                        || top == null
                        || top instanceof FormScreen
                        || old.getClass() != top.getClass()
                        || old.queries(before).equals(top.queries(after));
        return same ? after : after.withScreens(after.screens().dueSoon());
    }

    /// Pasted text is typed where text is typed, and is nothing anywhere else.
    UiState paste(UiState state, String text) {
        return state.context().takesText()
                ? typed(state, text.lines().findFirst().orElse("").strip())
                : state;
    }

    private static UiState typed(UiState state, String text) {
        return switch (state.mode()) {
            case Typing(var line) -> retyped(state, line.typed(text));
            case Choosing(var title, var all, var line, int _) ->
                    state.withMode(new Choosing(title, all, line.typed(text), 0));
            case Browsing() when state.screens().top() instanceof FormScreen form ->
                    FormKeys.typed(state, form, text);
            default -> state;
        };
    }

    private Transition act(UiState state, Action action) {
        return switch (action) {
            case QUIT -> Transition.to(state, new Effect.Quit());
            case SUSPEND -> Transition.to(state, new Effect.Suspend());
            case REDRAW -> Transition.to(state, new Effect.Repaint());
            case YES -> confirmed(state);
            case NO -> Transition.to(state.withMode(new Browsing()).saying("nothing was done"));
            case RESYNC -> resynced(state);
            case MOUSE -> mouse(state);
            case HELP -> Transition.to(state.withMode(new Helping(state.browsed(), 0)));
            case PALETTE -> Transition.to(state.withMode(palette(state)));
            default -> inMode(state, action);
        };
    }

    /// Looks for a lost daemon at once; one that is there tells everything anew.
    private static Transition resynced(UiState state) {
        UiState next = state.withScreens(state.screens().dueAt(state.now())).saying("asking jobd");
        if (!next.isLive()) {
            return Transition.to(next.withContact(next.contact().dueAt(next.now())));
        }
        Contact contact = next.contact().attempted(next.now());
        return Transition.to(
                next.withContact(contact), new Effect.Connect(contact.attempt(), true));
    }

    /// The wheel: some lines up or down of what is in front.
    Transition turn(UiState state, boolean up) {
        UiState next = state;
        List<Effect> effects = new ArrayList<>();
        for (int line = 0; line < WHEEL_LINES && state.mouse(); line++) {
            Transition moved = inMode(next, up ? Action.MOVE_UP : Action.MOVE_DOWN);
            next = asking(next, moved.state());
            effects.addAll(moved.effects());
        }
        return new Transition(next, effects);
    }

    private static Transition mouse(UiState state) {
        boolean on = !state.mouse();
        String text =
                on
                        ? "mouse on: click selects, the wheel scrolls, Shift+drag marks text"
                        : "mouse off: it is the terminal's again";
        return Transition.to(state.withMouse(on).saying(text), new Effect.UseMouse(on));
    }

    private Transition inMode(UiState state, Action action) {
        return switch (state.mode()) {
            case Helping(var of, int top) -> Transition.to(inHelp(state, action, of, top));
            case Typing(var line) -> inTyping(state, action, line);
            case Choosing choosing -> inChoice(state, action, choosing);
            case Confirming _ -> Transition.to(state);
            case Browsing() -> browse(state, action);
        };
    }

    private static Transition browse(UiState state, Action action) {
        Screen top = state.screens().top();
        return switch (action) {
            case RUN, PAUSE_OR_RESUME, STOP, SIGNAL, DELETE, UNDO, ADD, EDIT, DUPLICATE ->
                    JobActions.act(state, action);
            case LOG -> Views.log(state);
            case HISTORY -> Views.history(state);
            case WHY -> Views.why(state);
            case VIEW_JOBS, VIEW_RUNNING, VIEW_HISTORY, VIEW_UPCOMING, VIEW_DAEMON ->
                    Transition.to(Views.show(state, action));
            case NEXT_VIEW -> Transition.to(Views.step(state, 1));
            case PREVIOUS_VIEW -> Transition.to(Views.step(state, -1));
            default ->
                    top == null ? ListKeys.act(state, action) : ScreenKeys.act(state, top, action);
        };
    }

    private static Transition confirmed(UiState state) {
        if (!(state.mode() instanceof Confirming confirming)) {
            return Transition.to(state);
        }
        UiState next = state.withMode(new Browsing());
        if (confirming.closes()) {
            return Views.back(next);
        }
        return next.isLive()
                ? new Transition(next, confirming.effects())
                : Transition.to(
                        next.warning("y: not sent - no connection to jobd, nothing was done"));
    }

    private static UiState inHelp(UiState state, Action action, KeyContext of, int top) {
        int page = Math.max(1, state.size().rows() - 4);
        return action == Action.BACK
                ? state.withMode(new Browsing())
                : state.withMode(new Helping(of, ScreenKeys.scroll(top, action, page)));
    }

    private static Transition inTyping(UiState state, Action action, TextLine line) {
        UiState closed = state.withMode(new Browsing());
        return switch (action) {
            case ACCEPT ->
                    Transition.to(
                            closed.screens().top() instanceof LogScreen log
                                    ? ScreenKeys.searched(closed, log, 1)
                                    : closed);
            case CANCEL -> Transition.to(retyped(state, TextLine.EMPTY).withMode(new Browsing()));
            case MOVE_DOWN, MOVE_UP -> {
                Screen top = state.screens().top();
                yield top == null
                        ? ListKeys.act(state, action)
                        : ScreenKeys.act(state, top, action);
            }
            case COMPLETE ->
                    Transition.to(
                            state.screens().top() == null
                                    ? retyped(state, Filter.completed(line, state.table().all()))
                                    : state);
            default -> Transition.to(retyped(state, line.after(action)));
        };
    }

    /// What is typed narrows the list, or the runs; a log is searched when it is complete.
    private static UiState retyped(UiState state, TextLine line) {
        UiState next = state.withMode(new Typing(line));
        return switch (state.screens().top()) {
            case null -> ListKeys.filtered(next, line.text());
            case RunsScreen runs -> next.withTop(runs.with(runs.all(), line.text(), state.size()));
            case LogScreen log -> next.withTop(log.withPattern(line.text()));
            default -> next;
        };
    }

    private Mode palette(UiState state) {
        List<Mode.Option> options = new ArrayList<>();
        for (Binding binding : keyMap.of(state.browsed())) {
            if (binding.section() != Binding.Section.MOVE || binding.action().isView()) {
                options.add(
                        new Mode.Option(
                                binding.help(),
                                binding.keyLabels(),
                                new Mode.Choice.Do(binding.action())));
            }
        }
        return new Choosing("Commands", options, TextLine.EMPTY, 0);
    }

    private Transition inChoice(UiState state, Action action, Choosing choosing) {
        return switch (action) {
            case CANCEL -> Transition.to(state.withMode(new Browsing()));
            case MOVE_DOWN -> Transition.to(at(state, choosing, choosing.index() + 1));
            case MOVE_UP -> Transition.to(at(state, choosing, choosing.index() - 1));
            case ACCEPT -> chosen(state.withMode(new Browsing()), choosing);
            default ->
                    Transition.to(
                            state.withMode(
                                    new Choosing(
                                            choosing.title(),
                                            choosing.all(),
                                            choosing.line().after(action),
                                            0)));
        };
    }

    private static UiState at(UiState state, Choosing choosing, int index) {
        int last = Math.max(0, choosing.shown().size() - 1);
        return state.withMode(
                new Choosing(
                        choosing.title(),
                        choosing.all(),
                        choosing.line(),
                        Math.clamp(index, 0, last)));
    }

    private Transition chosen(UiState state, Choosing choosing) {
        List<Mode.Option> shown = choosing.shown();
        if (choosing.index() >= shown.size()) {
            return Transition.to(state.warning("no such choice"));
        }
        return switch (shown.get(choosing.index()).choice()) {
            case Mode.Choice.Nothing() -> Transition.to(state.saying("nothing was done"));
            case Mode.Choice.Signal(var name) -> JobActions.askToSignal(state, name);
            case Mode.Choice.Do(var action) ->
                    keyMap.of(state.context()).stream()
                            .filter(binding -> binding.action() == action)
                            .findFirst()
                            .map(binding -> bound(state, binding, binding.help()))
                            .orElseGet(() -> Transition.to(state));
        };
    }
}
