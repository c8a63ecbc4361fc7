package dev.jobd.tui.input;

import dev.jobd.tui.input.Binding.Section;
import dev.jobd.tui.input.Key.Named;
import java.util.ArrayList;
import java.util.List;

/// The keys of the places where text is typed or a question stands, and those that hold everywhere.
final class TypingKeys {

    private TypingKeys() {}

    static List<Binding> table() {
        List<Binding> table = new ArrayList<>();
        table.addAll(filter());
        table.addAll(choice());
        table.addAll(form());
        table.addAll(question());
        return table;
    }

    static List<Binding> everywhere(KeyContext context) {
        return new KeyRows(context)
                .in(Section.PROGRAM)
                .add(Action.QUIT, "quit from anywhere", Key.ctrl('c'))
                .add(Action.SUSPEND, "suspend (fg returns)", Key.ctrl('z'))
                .add(Action.REDRAW, "redraw", Key.ctrl('l'))
                .rows();
    }

    private static List<Binding> filter() {
        KeyRows keys = new KeyRows(KeyContext.FILTER);
        keys.in(Section.FIND)
                .hinted(Action.ACCEPT, "keep", "keep", Named.ENTER)
                .hinted(Action.CANCEL, "clear", "clear", Named.ESCAPE)
                .hinted(Action.COMPLETE, "complete", "complete the word", Named.TAB);
        editing(keys);
        keys.in(Section.MOVE)
                .add(Action.MOVE_DOWN, "next line", Named.DOWN)
                .add(Action.MOVE_UP, "previous line", Named.UP);
        return keys.rows();
    }

    private static List<Binding> choice() {
        KeyRows keys = new KeyRows(KeyContext.CHOICE);
        keys.in(Section.MOVE)
                .hinted(Action.ACCEPT, "choose", "choose", Named.ENTER)
                .hinted(Action.CANCEL, "cancel", "cancel", Named.ESCAPE)
                .hinted(Action.MOVE_DOWN, "next", "next line", Named.DOWN, Named.TAB)
                .add(Action.MOVE_UP, "previous line", Named.UP, Named.BACK_TAB);
        keys.in(Section.FIND);
        editing(keys);
        return keys.rows();
    }

    private static List<Binding> form() {
        KeyRows keys = new KeyRows(KeyContext.FORM);
        keys.in(Section.MOVE)
                .hinted(Action.NEXT_FIELD, "field", "next field", Named.TAB, Named.DOWN)
                .add(Action.PREVIOUS_FIELD, "previous field", Named.BACK_TAB, Named.UP)
                .add(Action.ACCEPT, "next field", Named.ENTER);
        keys.in(Section.ACT)
                .hinted(Action.SAVE, "save", "save", Key.ctrl('o'))
                .connected()
                .hinted(Action.CHANGE, "choose", "next choice", Key.ctrl('n'))
                .hinted(Action.EDITOR, "$EDITOR", "this field in $EDITOR", Key.ctrl('e'))
                .hinted(Action.CANCEL, "cancel", "cancel (asks if changed)", Named.ESCAPE);
        editing(keys);
        return keys.rows();
    }

    private static void editing(KeyRows keys) {
        keys.add(Action.ERASE_ALL, "erase all", Key.ctrl('u'))
                .add(Action.ERASE_WORD, "erase a word", Key.ctrl('w'))
                .add(Action.ERASE_CHARACTER, "erase", Named.BACKSPACE)
                .add(Action.ERASE_FORWARD, "erase the next character", Named.DELETE)
                .add(Action.MOVE_LEFT, "left", Named.LEFT)
                .add(Action.MOVE_RIGHT, "right", Named.RIGHT)
                .add(Action.FIRST, "to the start", Named.HOME)
                .add(Action.LAST, "to the end", Named.END);
    }

    private static List<Binding> question() {
        return new KeyRows(KeyContext.CONFIRM)
                .in(Section.ACT)
                .hinted(Action.YES, "yes", "yes", Key.of('y'))
                .hinted(Action.NO, "no", "no", Key.of('n'), Named.ESCAPE, Named.ENTER)
                .rows();
    }
}
