package dev.jobd.tui.input;

import dev.jobd.tui.input.Binding.Section;
import dev.jobd.tui.input.Key.Named;
import java.util.ArrayList;
import java.util.List;

/// The keys of the screens that are only read: a log, the daemon, a reason, the help.
final class ReadingKeys {

    private ReadingKeys() {}

    static List<Binding> table() {
        List<Binding> table = new ArrayList<>();
        table.addAll(log());
        table.addAll(daemon());
        table.addAll(why());
        table.addAll(help());
        return table;
    }

    private static List<Binding> log() {
        KeyRows keys = new KeyRows(KeyContext.LOG);
        keys.in(Section.MOVE).hinted(Action.BACK, "back", "back", Named.ESCAPE);
        BrowsingKeys.moving(keys);
        keys.add(Action.MOVE_RIGHT, "right", Key.of('>'), Named.RIGHT);
        keys.add(Action.MOVE_LEFT, "left", Key.of('<'), Named.LEFT);
        keys.in(Section.DISPLAY)
                .hinted(Action.FOLLOW, "follow", "follow / stay here", Key.of('f'))
                .hinted(Action.WRAP, "wrap", "wrap long lines", Key.of('w'))
                .hinted(Action.PAGER, "pager", "all of it in $PAGER", Key.of('o'));
        keys.in(Section.FIND)
                .hinted(Action.SEARCH, "search", "search", Key.of('/'))
                .hinted(Action.NEXT_MATCH, "next", "next match", Key.of('n'))
                .add(Action.PREVIOUS_MATCH, "previous match", Key.of('N'));
        keys.in(Section.SELECT)
                .hinted(Action.COPY, "copy", "copy the line found, else the last", Key.of('y'));
        keys.in(Section.ACT)
                .add(Action.STOP, "stop the run (asks)", Key.of('x'))
                .connected()
                .asking()
                .add(Action.SIGNAL, "send it a signal (asks)", Key.of('X'))
                .connected()
                .asking();
        BrowsingKeys.program(keys);
        return keys.rows();
    }

    private static List<Binding> daemon() {
        KeyRows keys = new KeyRows(KeyContext.DAEMON);
        keys.in(Section.MOVE).hinted(Action.BACK, "back", "back to the list", Named.ESCAPE);
        scrolling(keys);
        BrowsingKeys.views(keys);
        BrowsingKeys.program(keys);
        return keys.rows();
    }

    private static List<Binding> why() {
        KeyRows keys = new KeyRows(KeyContext.WHY);
        keys.in(Section.MOVE).hinted(Action.BACK, "back", "back", Named.ESCAPE, Named.ENTER);
        scrolling(keys);
        BrowsingKeys.program(keys);
        return keys.rows();
    }

    private static List<Binding> help() {
        KeyRows keys = new KeyRows(KeyContext.HELP);
        keys.in(Section.PROGRAM)
                .hinted(Action.BACK, "close", "close", Named.ESCAPE, Key.of('q'), Key.of('?'));
        keys.in(Section.MOVE);
        scrolling(keys);
        return keys.rows();
    }

    private static void scrolling(KeyRows keys) {
        keys.hinted(Action.MOVE_DOWN, "scroll", "down", Key.of('j'), Named.DOWN)
                .add(Action.MOVE_UP, "up", Key.of('k'), Named.UP)
                .add(Action.PAGE_DOWN, "page down", Named.PAGE_DOWN)
                .add(Action.PAGE_UP, "page up", Named.PAGE_UP)
                .add(Action.FIRST, "first", Key.of('g'), Named.HOME)
                .add(Action.LAST, "last", Key.of('G'), Named.END);
    }
}
