package dev.jobd.tui.input;

import dev.jobd.tui.input.Binding.Section;
import dev.jobd.tui.input.Key.Named;
import java.util.ArrayList;
import java.util.List;

/// The keys of the screens with jobs and runs to act on.
final class BrowsingKeys {

    private BrowsingKeys() {}

    static List<Binding> table() {
        List<Binding> table = new ArrayList<>();
        table.addAll(list());
        table.addAll(detail());
        table.addAll(runs());
        table.addAll(upcoming());
        return table;
    }

    private static List<Binding> list() {
        KeyRows keys = new KeyRows(KeyContext.LIST);
        keys.in(Section.MOVE).hinted(Action.OPEN, "open", "open the job", Named.ENTER);
        moving(keys);
        views(keys);
        keys.in(Section.ACT);
        acting(keys);
        keys.in(Section.LOOK)
                .hinted(Action.LOG, "log", "log of its newest run", Key.of('l'))
                .add(Action.HISTORY, "its runs", Key.of('H'))
                .add(Action.WHY, "why is it (not) running?", Key.of('w'));
        keys.in(Section.SELECT)
                .add(Action.COPY, "copy its name", Key.of('y'))
                .add(Action.MARK, "mark", Key.of(' '))
                .add(Action.MARK_ALL, "mark all shown / none", Key.of('*'));
        keys.in(Section.FIND).hinted(Action.FILTER, "filter", "filter", Key.of('/'));
        keys.add(Action.NEXT_FAILED, "next failed", Key.of('n'))
                .add(Action.PREVIOUS_FAILED, "previous failed", Key.of('N'))
                .add(Action.BACK, "clear filter, then marks (never quits)", Named.ESCAPE);
        keys.in(Section.DISPLAY)
                .hinted(Action.SORT, "sort", "sort by next column", Key.of('s'))
                .add(Action.REVERSE, "reverse order", Key.of('S'))
                .add(Action.TIME_FORMAT, "countdown / clock time", Key.of('t'))
                .add(Action.ZOOM, "the list alone / with its job", Key.of('z'));
        program(keys);
        return keys.rows();
    }

    private static List<Binding> detail() {
        KeyRows keys = new KeyRows(KeyContext.DETAIL);
        keys.in(Section.MOVE).hinted(Action.BACK, "back", "back to the list", Named.ESCAPE);
        keys.hinted(
                Action.OPEN, "log", "log of the run under the cursor", Named.ENTER, Key.of('l'));
        moving(keys);
        keys.in(Section.ACT);
        acting(keys);
        keys.in(Section.LOOK).add(Action.WHY, "why is it (not) running?", Key.of('w'));
        keys.in(Section.SELECT).add(Action.COPY, "copy its command", Key.of('y'));
        keys.in(Section.FIND)
                .hinted(Action.NEXT_FAILED, "failed", "next failed run", Key.of('n'))
                .add(Action.PREVIOUS_FAILED, "previous failed run", Key.of('N'));
        keys.in(Section.DISPLAY).add(Action.TIME_FORMAT, "countdown / clock time", Key.of('t'));
        program(keys);
        return keys.rows();
    }

    private static List<Binding> runs() {
        KeyRows keys = new KeyRows(KeyContext.RUNS);
        keys.in(Section.MOVE).hinted(Action.OPEN, "job", "open its job", Named.ENTER);
        moving(keys);
        views(keys);
        keys.in(Section.LOOK).hinted(Action.LOG, "log", "log of the run", Key.of('l'));
        keys.in(Section.ACT)
                .hinted(Action.RUN, "run", "run its job now, again", Key.of('r'))
                .connected()
                .hinted(Action.STOP, "stop", "stop the run (asks)", Key.of('x'))
                .connected()
                .asking()
                .add(Action.SIGNAL, "send it a signal (asks)", Key.of('X'))
                .connected()
                .asking();
        keys.in(Section.SELECT).add(Action.COPY, "copy the run's name", Key.of('y'));
        keys.in(Section.FIND)
                .hinted(Action.FILTER, "filter", "filter by name, state or reason", Key.of('/'))
                .hinted(Action.FAILED_ONLY, "failed only", "failed only / all", Key.of('f'))
                .add(Action.NEXT_FAILED, "next failed", Key.of('n'))
                .add(Action.PREVIOUS_FAILED, "previous failed", Key.of('N'))
                .hinted(Action.BACK, "back", "clear filter, then back", Named.ESCAPE);
        program(keys);
        return keys.rows();
    }

    private static List<Binding> upcoming() {
        KeyRows keys = new KeyRows(KeyContext.UPCOMING);
        keys.in(Section.MOVE).hinted(Action.OPEN, "job", "open the job", Named.ENTER);
        moving(keys);
        views(keys);
        keys.hinted(Action.BACK, "back", "back to the list", Named.ESCAPE);
        keys.in(Section.ACT).hinted(Action.RUN, "run", "run now", Key.of('r')).connected();
        keys.in(Section.DISPLAY)
                .hinted(Action.ZOOM_IN, "zoom", "a shorter time in more detail", Key.of('+'))
                .add(Action.ZOOM_OUT, "a longer time", Key.of('-'))
                .add(Action.TIME_FORMAT, "countdown / clock time", Key.of('t'));
        program(keys);
        return keys.rows();
    }

    private static void acting(KeyRows keys) {
        keys.hinted(Action.RUN, "run", "run now", Key.of('r')).connected();
        keys.hinted(Action.PAUSE_OR_RESUME, "pause", "pause / resume", Key.of('p')).connected();
        keys.hinted(Action.STOP, "stop", "stop its run (asks)", Key.of('x')).connected().asking();
        keys.add(Action.SIGNAL, "send its run a signal (asks)", Key.of('X')).connected().asking();
        keys.hinted(Action.EDIT, "edit", "edit", Key.of('e')).connected();
        keys.hinted(Action.ADD, "add", "add a job", Key.of('a')).connected();
        keys.add(Action.DUPLICATE, "add a job like it", Key.of('c')).connected();
        keys.add(Action.DELETE, "delete (asks)", Key.of('d')).connected().asking();
        keys.add(Action.UNDO, "undo the last delete", Key.of('u')).connected();
    }

    static void moving(KeyRows keys) {
        keys.add(Action.MOVE_DOWN, "next line", Key.of('j'), Named.DOWN)
                .add(Action.MOVE_UP, "previous line", Key.of('k'), Named.UP)
                .add(Action.HALF_PAGE_DOWN, "half page down", Key.ctrl('d'))
                .add(Action.HALF_PAGE_UP, "half page up", Key.ctrl('u'))
                .add(Action.PAGE_DOWN, "page down", Named.PAGE_DOWN)
                .add(Action.PAGE_UP, "page up", Named.PAGE_UP)
                .add(Action.FIRST, "first", Key.of('g'), Named.HOME)
                .add(Action.LAST, "last", Key.of('G'), Named.END);
    }

    static void views(KeyRows keys) {
        keys.add(Action.VIEW_JOBS, "jobs", Key.of('1'))
                .add(Action.VIEW_RUNNING, "running", Key.of('2'))
                .add(Action.VIEW_HISTORY, "history", Key.of('3'))
                .add(Action.VIEW_UPCOMING, "upcoming", Key.of('4'), Key.of('U'))
                .add(Action.VIEW_DAEMON, "daemon", Key.of('5'))
                .add(Action.NEXT_VIEW, "next view", Named.TAB)
                .add(Action.PREVIOUS_VIEW, "previous view", Named.BACK_TAB);
    }

    static void program(KeyRows keys) {
        keys.in(Section.PROGRAM)
                .add(Action.RESYNC, "ask for everything anew", Key.of('R'))
                .add(Action.MOUSE, "mouse on / off", Key.of('m'))
                .hinted(Action.PALETTE, "cmd", "all commands", Key.of(':'))
                .hinted(Action.HELP, "help", "this help", Key.of('?'))
                .hinted(Action.QUIT, "quit", "quit", Key.of('q'));
    }
}
