package dev.jobd.tui.state;

import java.time.Duration;

/// Writes durations the way the screen shows them.
public final class Times {

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Times() {}

    /// How long until then: `00:18:11` under an hour, `16h 18m`, `39d 2h`; `-00:02:10` once it has
    /// passed. A started second counts as a whole one, so zero shows when it is due.
    public static String until(Duration left) {
        if (left.isNegative()) {
            long seconds = left.negated().toSeconds();
            return seconds == 0 ? "00:00:00" : "-" + coarse(seconds);
        }
        return coarse(left.plusNanos(999_999_999).toSeconds());
    }

    private static String coarse(long seconds) {
        if (seconds < HOUR) {
            return "00:" + two(seconds / MINUTE) + ":" + two(seconds % MINUTE);
        }
        return seconds < DAY
                ? seconds / HOUR + "h " + two(seconds % HOUR / MINUTE) + "m"
                : seconds / DAY + "d " + seconds % DAY / HOUR + "h";
    }

    /// How long something took: `0.1s`, `42.0s`, `4m02s`, `1h04m`, `2d03h`.
    public static String took(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        long seconds = millis / 1000;
        if (seconds < MINUTE) {
            return seconds + "." + millis % 1000 / 100 + "s";
        }
        if (seconds < HOUR) {
            return seconds / MINUTE + "m" + two(seconds % MINUTE) + "s";
        }
        return seconds < DAY
                ? seconds / HOUR + "h" + two(seconds % HOUR / MINUTE) + "m"
                : seconds / DAY + "d" + two(seconds % DAY / HOUR) + "h";
    }

    /// How long ago, in one unit: `12s`, `5m`, `3h`, `9d`.
    public static String ago(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < MINUTE) {
            return seconds + "s";
        }
        return seconds < HOUR
                ? seconds / MINUTE + "m"
                : seconds < DAY ? seconds / HOUR + "h" : seconds / DAY + "d";
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
