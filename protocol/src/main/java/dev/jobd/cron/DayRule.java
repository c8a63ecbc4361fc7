package dev.jobd.cron;

/// Days that depend on the month: `L`, `W` and `#`, as in Quartz.
sealed interface DayRule {

    /// `L` or `L-3`: so many days before the last of the month.
    record Last(int before) implements DayRule {}

    /// `15W`: the weekday nearest to the day, within the month; nothing in a month without the day.
    record NearestWeekday(int day) implements DayRule {}

    /// `LW`: the last weekday of the month.
    record LastWeekday() implements DayRule {}

    /// `5L`: the last such day of the week in the month.
    record LastOf(int weekday) implements DayRule {}

    /// `5#2`: the second such day of the week in the month; nothing in a month without it.
    record NthOf(int weekday, int number) implements DayRule {}

    /// Returns the day of a month on which it falls; 0 if it does not.
    ///
    /// @param length how many days the month has
    /// @param weekday the day of the week of its first day, Sunday being 0
    default int day(int length, int weekday) {
        return switch (this) {
            case Last(int before) -> Math.max(0, length - before);
            case NearestWeekday(int day) -> day > length ? 0 : nearest(day, length, weekday);
            case LastWeekday() -> nearestBefore(length, weekday);
            case LastOf(int wanted) -> {
                int first = 1 + Math.floorMod(wanted - weekday, 7);
                yield first + (length - first) / 7 * 7;
            }
            case NthOf(int wanted, int number) -> {
                int day = 1 + Math.floorMod(wanted - weekday, 7) + (number - 1) * 7;
                yield day > length ? 0 : day;
            }
        };
    }

    private static int nearest(int day, int length, int weekday) {
        return switch ((weekday + day - 1) % 7) {
            case 6 -> day == 1 ? 3 : day - 1;
            case 0 -> day == length ? day - 2 : day + 1;
            default -> day;
        };
    }

    private static int nearestBefore(int day, int weekday) {
        return switch ((weekday + day - 1) % 7) {
            case 6 -> day - 1;
            case 0 -> day - 2;
            default -> day;
        };
    }
}
