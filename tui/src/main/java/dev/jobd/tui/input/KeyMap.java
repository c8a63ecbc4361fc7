package dev.jobd.tui.input;

import dev.jobd.tui.input.Binding.Section;
import dev.jobd.tui.input.Key.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The key table: dispatch, footer and help all read this one list.
///
/// Not used, on purpose: Ctrl-S and Ctrl-Q (flow control), Ctrl-A and Ctrl-B (screen, tmux),
/// Ctrl-\, Ctrl-I, J, M and H (the same bytes as Tab, Enter and Backspace), function keys and Alt.
public final class KeyMap {

    private static final KeyMap DEFAULT = new KeyMap(defaults());

    private final List<Binding> bindings;

    private KeyMap(List<Binding> bindings) {
        this.bindings = List.copyOf(bindings);
    }

    /// The keys as they are shipped.
    public static KeyMap standard() {
        return DEFAULT;
    }

    /// What a key does in a context, empty when nothing.
    public Optional<Binding> find(KeyContext context, Key key) {
        for (Binding binding : bindings) {
            if (binding.context() == context && binding.keys().contains(key)) {
                return Optional.of(binding);
            }
        }
        return Optional.empty();
    }

    /// The keys of a context, in the order of the table.
    public List<Binding> of(KeyContext context) {
        return bindings.stream().filter(binding -> binding.context() == context).toList();
    }

    public List<Binding> all() {
        return bindings;
    }

    private static List<Binding> defaults() {
        List<Binding> table = new ArrayList<>();
        moving(table);
        acting(table);
        showing(table);
        inFilter(table);
        inQuestion(table);
        inHelp(table);
        for (KeyContext context : KeyContext.values()) {
            everywhere(table, context);
        }
        return table;
    }

    private static void moving(List<Binding> table) {
        Section move = Section.MOVE;
        add(table, move, Action.MOVE_DOWN, "", "next line", Key.of('j'), Named.DOWN);
        add(table, move, Action.MOVE_UP, "", "previous line", Key.of('k'), Named.UP);
        add(table, move, Action.HALF_PAGE_DOWN, "", "half page down", Key.ctrl('d'));
        add(table, move, Action.HALF_PAGE_UP, "", "half page up", Key.ctrl('u'));
        add(table, move, Action.PAGE_DOWN, "", "page down", Named.PAGE_DOWN);
        add(table, move, Action.PAGE_UP, "", "page up", Named.PAGE_UP);
        add(table, move, Action.FIRST, "", "first", Key.of('g'), Named.HOME);
        add(table, move, Action.LAST, "", "last", Key.of('G'), Named.END);
    }

    private static void acting(List<Binding> table) {
        Section act = Section.ACT;
        add(table, act, Action.RUN, "run", "run now", Key.of('r'));
        connected(table);
        add(table, act, Action.PAUSE_OR_RESUME, "pause", "pause / resume", Key.of('p'));
        connected(table);
        add(table, act, Action.STOP, "stop", "stop its run (asks)", Key.of('x'));
        connected(table);
        table.set(table.size() - 1, table.getLast().asking());
    }

    private static void connected(List<Binding> table) {
        table.set(table.size() - 1, table.getLast().whenConnected());
    }

    private static void showing(List<Binding> table) {
        Section find = Section.FIND;
        Section display = Section.DISPLAY;
        add(table, find, Action.FILTER, "filter", "filter", Key.of('/'));
        add(table, find, Action.NEXT_FAILED, "", "next failed", Key.of('n'));
        add(table, find, Action.PREVIOUS_FAILED, "", "previous failed", Key.of('N'));
        add(table, find, Action.BACK, "", "clear filter (never quits)", Named.ESCAPE);
        add(table, display, Action.SORT, "sort", "sort by next column", Key.of('s'));
        add(table, display, Action.REVERSE, "", "reverse order", Key.of('S'));
        add(table, display, Action.TIME_FORMAT, "", "countdown / clock time", Key.of('t'));
        add(table, Section.PROGRAM, Action.RESYNC, "", "ask again now", Key.of('R'));
        add(table, Section.PROGRAM, Action.HELP, "help", "this help", Key.of('?'));
        add(table, Section.PROGRAM, Action.QUIT, "quit", "quit", Key.of('q'));
    }

    private static void inFilter(List<Binding> table) {
        KeyContext filter = KeyContext.FILTER;
        Section find = Section.FIND;
        add(table, filter, find, Action.KEEP_FILTER, "keep", "keep", Named.ENTER);
        add(table, filter, find, Action.CLEAR_FILTER, "clear", "clear", Named.ESCAPE);
        add(table, filter, find, Action.ERASE_ALL, "erase", "erase all", Key.ctrl('u'));
        add(table, filter, find, Action.ERASE_WORD, "", "erase a word", Key.ctrl('w'));
        add(table, filter, find, Action.ERASE_CHARACTER, "", "erase", Named.BACKSPACE);
        add(table, filter, Section.MOVE, Action.MOVE_DOWN, "", "next line", Named.DOWN);
        add(table, filter, Section.MOVE, Action.MOVE_UP, "", "previous line", Named.UP);
    }

    private static void inQuestion(List<Binding> table) {
        KeyContext question = KeyContext.CONFIRM;
        Section act = Section.ACT;
        add(table, question, act, Action.YES, "yes", "yes", Key.of('y'));
        add(table, question, act, Action.NO, "no", "no", Key.of('n'), Named.ESCAPE, Named.ENTER);
    }

    private static void inHelp(List<Binding> table) {
        KeyContext help = KeyContext.HELP;
        Section move = Section.MOVE;
        add(
                table,
                help,
                Section.PROGRAM,
                Action.BACK,
                "close",
                "close",
                Named.ESCAPE,
                Key.of('q'),
                Key.of('?'));
        add(table, help, move, Action.MOVE_DOWN, "scroll", "down", Key.of('j'), Named.DOWN);
        add(table, help, move, Action.MOVE_UP, "", "up", Key.of('k'), Named.UP);
        add(table, help, move, Action.PAGE_DOWN, "", "page down", Named.PAGE_DOWN);
        add(table, help, move, Action.PAGE_UP, "", "page up", Named.PAGE_UP);
        add(table, help, move, Action.FIRST, "", "first", Key.of('g'), Named.HOME);
        add(table, help, move, Action.LAST, "", "last", Key.of('G'), Named.END);
    }

    private static void everywhere(List<Binding> table, KeyContext context) {
        Section program = Section.PROGRAM;
        add(table, context, program, Action.QUIT, "", "quit from anywhere", Key.ctrl('c'));
        add(table, context, program, Action.SUSPEND, "", "suspend (fg returns)", Key.ctrl('z'));
        add(table, context, program, Action.REDRAW, "", "redraw", Key.ctrl('l'));
    }

    private static void add(
            List<Binding> table,
            Section section,
            Action action,
            String hint,
            String help,
            Key... keys) {
        add(table, KeyContext.LIST, section, action, hint, help, keys);
    }

    private static void add(
            List<Binding> table,
            KeyContext context,
            Section section,
            Action action,
            String hint,
            String help,
            Key... keys) {
        table.add(new Binding(context, section, List.of(keys), action, hint, help, false, false));
    }
}
