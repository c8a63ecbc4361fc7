package dev.jobd.cron;

import java.util.ArrayList;
import java.util.List;

/// Reads one field of a cron expression: values, names, ranges, steps, and lists of them.
final class CronParser {
    private final CronUnit unit;
    private final String text;
    private final int end;
    private int at;
    private long bits;
    private final List<DayRule> rules = new ArrayList<>();

    /// @param text the whole expression
    /// @param begin where the field begins in it
    /// @param end where it ends
    private CronParser(CronUnit unit, String text, int begin, int end) {
        this.unit = unit;
        this.text = text;
        this.at = begin;
        this.end = end;
    }

    /// Reads a field.
    ///
    /// @throws CronSyntaxException if it is none
    static CronField parse(CronUnit unit, String text, int begin, int end) {
        CronParser parser = new CronParser(unit, text, begin, end);
        parser.element();
        while (parser.at < end) {
            parser.expect(',');
            parser.element();
        }
        return new CronField(parser.bits, text.charAt(begin) == '*', parser.rules);
    }

    private void element() {
        int begin = at;
        if (is('*')) {
            at++;
            addRange(begin, unit.first(), last(), step());
            return;
        }
        if (is('L') && isDay()) {
            lastDay();
            return;
        }
        int first = value();
        if (is('-')) {
            at++;
            int last = value();
            // A week may end on Sunday as well as begin with it.
            if (unit == CronUnit.WEEKDAY && last == 0 && first > 0) {
                last = 7;
            }
            addRange(begin, first, last, step());
        } else if (is('/')) {
            throw error(
                    at,
                    "a step follows * or a range: */5 or "
                            + first
                            + "-"
                            + last()
                            + "/5 instead of "
                            + first
                            + "/5");
        } else if (!isRule(first)) {
            add(first);
        }
    }

    private boolean isDay() {
        return unit == CronUnit.DAY;
    }

    private int last() {
        return unit == CronUnit.WEEKDAY ? 6 : unit.last();
    }

    private int step() {
        if (!is('/')) {
            return 1;
        }
        at++;
        int begin = at;
        int step = number();
        int widest = unit.last() - unit.first() + 1;
        if (step < 1 || step > widest) {
            throw error(begin, "a step of " + unit.words() + "s is 1 to " + widest);
        }
        return step;
    }

    private void addRange(int begin, int first, int last, int step) {
        if (first > last) {
            throw error(
                    begin,
                    "the range "
                            + text.substring(begin, at)
                            + " runs backwards; write two: "
                            + first
                            + "-"
                            + last()
                            + ","
                            + unit.first()
                            + "-"
                            + last);
        }
        for (int value = first; value <= last; value += step) {
            add(value);
        }
    }

    private void add(int value) {
        bits |= 1L << (unit == CronUnit.WEEKDAY ? value % 7 : value);
    }

    private int value() {
        int begin = at;
        if (at < end && Character.isLetter(text.charAt(at))) {
            return name();
        }
        int value = number();
        if (value < unit.first() || value > unit.last()) {
            throw error(
                    begin,
                    "the " + unit.words() + " is " + unit.allowed() + ", not " + text(begin, at));
        }
        return value;
    }

    private int name() {
        int begin = at;
        // Names have three letters; what follows may be the L of a last weekday.
        int stop = Math.min(begin + 3, end);
        int value = unit.named(text.substring(begin, stop));
        at = stop;
        boolean isLonger = at < end && Character.isLetter(text.charAt(at)) && !is('L');
        if (value < 0 || isLonger) {
            while (at < end && Character.isLetterOrDigit(text.charAt(at))) {
                at++;
            }
            throw error(
                    begin,
                    "the " + unit.words() + " is " + unit.allowed() + ", not " + text(begin, at));
        }
        return value;
    }

    private int number() {
        int begin = at;
        while (at < end && at - begin < 4 && isDigit(text.charAt(at))) {
            at++;
        }
        if (at == begin) {
            throw nothingHere();
        }
        return Integer.parseInt(text, begin, at, 10);
    }

    private CronSyntaxException nothingHere() {
        if (is('?')) {
            return error(at, "? is not known; write *");
        }
        String found = at < end ? "'" + text.charAt(at) + "'" : "nothing";
        return error(at, "the " + unit.words() + " is * or " + unit.allowed() + ", not " + found);
    }

    /// Reads `L`, `L-3` or `LW`.
    private void lastDay() {
        at++;
        if (is('W')) {
            at++;
            rules.add(new DayRule.LastWeekday());
        } else if (is('-')) {
            at++;
            int begin = at;
            int before = number();
            if (before < 1 || before > 30) {
                throw error(begin, "days before the last of the month are 1 to 30");
            }
            rules.add(new DayRule.Last(before));
        } else {
            rules.add(new DayRule.Last(0));
        }
    }

    /// Reads what may follow a day: `W`, `L` or `#2`.
    private boolean isRule(int value) {
        if (isDay() && is('W')) {
            at++;
            rules.add(new DayRule.NearestWeekday(value));
            return true;
        }
        if (unit == CronUnit.WEEKDAY && is('L')) {
            at++;
            rules.add(new DayRule.LastOf(value % 7));
            return true;
        }
        if (unit == CronUnit.WEEKDAY && is('#')) {
            at++;
            int begin = at;
            int number = number();
            if (number < 1 || number > 5) {
                throw error(begin, "a month has 1 to 5 of a day of the week, not " + number);
            }
            rules.add(new DayRule.NthOf(value % 7, number));
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (!is(wanted)) {
            throw error(at, "'" + text.charAt(at) + "' does not belong to a " + unit.words());
        }
        at++;
    }

    private boolean is(char wanted) {
        return at < end && Character.toUpperCase(text.charAt(at)) == wanted;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private String text(int begin, int stop) {
        return text.substring(begin, stop);
    }

    private static CronSyntaxException error(int index, String message) {
        return new CronSyntaxException(index + 1, message);
    }
}
