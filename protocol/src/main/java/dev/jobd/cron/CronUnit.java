package dev.jobd.cron;

import java.util.Locale;

/// What a field of a cron expression counts.
enum CronUnit {
    SECOND("second", 0, 59, ""),
    MINUTE("minute", 0, 59, ""),
    HOUR("hour", 0, 23, ""),
    DAY("day of month", 1, 31, ""),
    MONTH("month", 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
    /// 0 and 7 are Sunday.
    WEEKDAY("day of week", 0, 7, "sun mon tue wed thu fri sat");

    private static final int NAME_LENGTH = 3;

    private final String words;
    private final int first;
    private final int last;
    private final String names;

    CronUnit(String words, int first, int last, String names) {
        this.words = words;
        this.first = first;
        this.last = last;
        this.names = names;
    }

    /// Returns what it is called in messages.
    String words() {
        return words;
    }

    /// Returns the smallest value.
    int first() {
        return first;
    }

    /// Returns the largest value.
    int last() {
        return last;
    }

    /// Returns the value of a name, such as 1 for `jan`, whatever its case; -1 if there is none.
    int named(String name) {
        int place = names.indexOf(name.toLowerCase(Locale.ROOT));
        boolean isName = place >= 0 && name.length() == NAME_LENGTH && !name.contains(" ");
        return isName && place % (NAME_LENGTH + 1) == 0 ? place / (NAME_LENGTH + 1) + first : -1;
    }

    /// Returns what may stand there, in words.
    String allowed() {
        String numbers = first + " to " + last;
        return names.isEmpty()
                ? numbers
                : numbers
                        + " or "
                        + names.substring(0, NAME_LENGTH)
                        + " to "
                        + names.substring(names.length() - NAME_LENGTH);
    }
}
