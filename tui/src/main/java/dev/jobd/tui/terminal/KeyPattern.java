package dev.jobd.tui.terminal;

import com.googlecode.lanterna.input.CharacterPattern;
import com.googlecode.lanterna.input.KeyDecodingProfile;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import dev.jobd.tui.input.InputEvent;
import dev.jobd.tui.input.InputEvent.Pasted;
import dev.jobd.tui.input.InputEvent.Pressed;
import dev.jobd.tui.input.Key;
import dev.jobd.tui.input.Key.Named;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The key profile: turns one complete unit of input into one event, or into nothing.
///
/// Lanterna's own profile turns every sequence it does not know into presses of its letters. In a
/// program where a letter starts or stops a job that is not acceptable: here an unknown sequence is
/// nothing, and a paste is text whatever it contains.
final class KeyPattern implements CharacterPattern, KeyDecodingProfile {

    /// A key stroke that carries the event it means; without one it means nothing.
    static final class EventStroke extends KeyStroke {
        private final @Nullable InputEvent event;

        EventStroke(@Nullable InputEvent event) {
            super(KeyType.Unknown);
            this.event = event;
        }

        @Nullable InputEvent event() {
            return event;
        }
    }

    private static final Matching NOTHING = new Matching(new EventStroke(null));
    private static final char ESC = ESC_CODE;
    private static final int LEFT = 0;
    private static final int WHEEL_UP = 64;
    private static final int WHEEL_DOWN = 65;
    private static final String PASTE_START = ESC + "[200~";
    private static final String PASTE_END = ESC + "[201~";

    @Override
    public Collection<CharacterPattern> getPatterns() {
        return List.of(this);
    }

    @Override
    public @Nullable Matching match(List<Character> unit) {
        char first = unit.getFirst();
        if (first == ESC) {
            return escape(unit);
        }
        if (Character.isHighSurrogate(first)) {
            return unit.size() == 1 ? Matching.NOT_YET : pair(first, unit.get(1));
        }
        return unit.size() == 1 ? character(first) : null;
    }

    private static Matching pair(char high, char low) {
        return Character.isLowSurrogate(low)
                ? key(new Key.Char(Character.toCodePoint(high, low)))
                : NOTHING;
    }

    private static Matching character(char character) {
        return switch (character) {
            case '\r', '\n' -> key(Named.ENTER);
            case '\t' -> key(Named.TAB);
            case 0x7F, '\b' -> key(Named.BACKSPACE);
            default -> {
                if (character >= 1 && character <= 26) {
                    yield key(Key.ctrl((char) ('a' - 1 + character)));
                }
                yield Character.isISOControl(character) || Character.isSurrogate(character)
                        ? NOTHING
                        : key(Key.of(character));
            }
        };
    }

    private static Matching escape(List<Character> unit) {
        if (unit.size() == 1) {
            return new Matching(true, new EventStroke(new Pressed(Named.ESCAPE)));
        }
        return switch (unit.get(1)) {
            case '[' -> control(unit);
            case 'O' -> unit.size() == 2 ? Matching.NOT_YET : named(cursorKey(unit.get(2)));
            case ']', 'P', '_', '^', 'X' -> string(unit);
            default -> NOTHING;
        };
    }

    private static Matching control(List<Character> unit) {
        int length = unit.size();
        char last = unit.getLast();
        if (length > PASTE_START.length() && startsPaste(unit)) {
            return paste(unit);
        }
        if (length == 2 || (length == 3 && last == '[')) {
            return Matching.NOT_YET;
        }
        if (unit.get(2) == '[') {
            return NOTHING;
        }
        if (last < '@' || last > '~') {
            return Matching.NOT_YET;
        }
        if (length == 3) {
            return last == 'Z' ? key(Named.BACK_TAB) : named(cursorKey(last));
        }
        if (length == 4 && last == '~') {
            return named(editingKey(unit.get(2)));
        }
        if (unit.get(2) == '<') {
            return mouse(unit);
        }
        return length == PASTE_START.length() && startsPaste(unit) ? Matching.NOT_YET : NOTHING;
    }

    /// `Esc [ < button ; column ; row M`, counted from 1; with `m` the button was let go.
    private static Matching mouse(List<Character> unit) {
        StringBuilder text = new StringBuilder();
        unit.subList(3, unit.size() - 1).forEach(text::append);
        String[] numbers = text.toString().split(";", -1);
        if (unit.getLast() != 'M' || numbers.length != 3) {
            return NOTHING;
        }
        int button = number(numbers[0]);
        int column = number(numbers[1]);
        int row = number(numbers[2]);
        if (column < 1 || row < 1) {
            return NOTHING;
        }
        return switch (button) {
            case LEFT -> event(new InputEvent.Clicked(column - 1, row - 1));
            case WHEEL_UP, WHEEL_DOWN -> event(new InputEvent.Turned(button == WHEEL_UP));
            default -> NOTHING;
        };
    }

    private static int number(String digits) {
        boolean isOne = !digits.isEmpty() && digits.length() <= 5;
        return isOne && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(digits)
                : -1;
    }

    private static boolean startsPaste(List<Character> unit) {
        for (int i = 0; i < PASTE_START.length(); i++) {
            if (unit.get(i) != PASTE_START.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static Matching paste(List<Character> unit) {
        int end = unit.size() - PASTE_END.length();
        if (end < PASTE_START.length()) {
            return Matching.NOT_YET;
        }
        for (int i = 0; i < PASTE_END.length(); i++) {
            if (unit.get(end + i) != PASTE_END.charAt(i)) {
                return Matching.NOT_YET;
            }
        }
        StringBuilder text = new StringBuilder(end);
        unit.subList(PASTE_START.length(), end).forEach(text::append);
        return new Matching(new EventStroke(new Pasted(text.toString())));
    }

    private static Matching string(List<Character> unit) {
        char last = unit.getLast();
        boolean ended = last == 7 || (unit.size() > 3 && unit.get(unit.size() - 2) == ESC);
        return ended ? NOTHING : Matching.NOT_YET;
    }

    private static @Nullable Named cursorKey(char last) {
        return switch (last) {
            case 'A' -> Named.UP;
            case 'B' -> Named.DOWN;
            case 'C' -> Named.RIGHT;
            case 'D' -> Named.LEFT;
            case 'H' -> Named.HOME;
            case 'F' -> Named.END;
            default -> null;
        };
    }

    private static @Nullable Named editingKey(char number) {
        return switch (number) {
            case '1', '7' -> Named.HOME;
            case '2' -> Named.INSERT;
            case '3' -> Named.DELETE;
            case '4', '8' -> Named.END;
            case '5' -> Named.PAGE_UP;
            case '6' -> Named.PAGE_DOWN;
            default -> null;
        };
    }

    private static Matching named(@Nullable Named key) {
        return key == null ? NOTHING : key(key);
    }

    private static Matching key(Key key) {
        return event(new Pressed(key));
    }

    private static Matching event(InputEvent event) {
        return new Matching(new EventStroke(event));
    }
}
