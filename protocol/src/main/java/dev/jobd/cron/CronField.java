package dev.jobd.cron;

import java.util.List;

/// One field of a cron expression.
///
/// @param bits the values, each a bit
/// @param isStar whether its text begins with `*`, which decides more than its values do
/// @param rules days that depend on the month
record CronField(long bits, boolean isStar, List<DayRule> rules) {
    CronField {
        rules = List.copyOf(rules);
    }

    boolean has(int value) {
        return (bits >>> value & 1) != 0;
    }

    /// Returns the first value at or after one; -1 if there is none.
    int from(int value) {
        if (value > 63) {
            return -1;
        }
        long left = bits >>> value << value;
        return left == 0 ? -1 : Long.numberOfTrailingZeros(left);
    }
}
