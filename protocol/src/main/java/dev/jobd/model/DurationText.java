package dev.jobd.model;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: `90s`, `10m`, `1h30m`, `250ms`, `2d`, `1w`, or ISO-8601 `PT10M`.
///
/// A bare number is refused, since nobody can tell its unit.
public final class DurationText {
    /// The rule in words, for messages.
    public static final String RULE = "a duration such as 90s, 10m, 1h30m or 2d";

    private static final Pattern PART = Pattern.compile("(\\d{1,10})(ms|s|m|h|d|w)");
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private DurationText() {}

    /// Reads a duration; empty if the text is none or it does not fit.
    public static Optional<Duration> parse(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        if (plain.startsWith("p")) {
            return parseIso(text.strip());
        }
        Matcher part = PART.matcher(plain);
        long millis = 0;
        int end = 0;
        while (part.find() && part.start() == end) {
            end = part.end();
            millis += Long.parseLong(part.group(1)) * millisOf(part.group(2));
            if (millis > Schedule.LONGEST.toMillis()) {
                return Optional.empty();
            }
        }
        return end > 0 && end == plain.length()
                ? Optional.of(Duration.ofMillis(millis))
                : Optional.empty();
    }

    /// Returns the duration exactly to the millisecond, in a form that `parse` reads back, largest
    /// unit first: `1h30m`, `5s`, `250ms`, `0s`.
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 0) {
            return "-" + format(duration.negated());
        }
        if (millis < SECOND) {
            return millis == 0 ? "0s" : millis + "ms";
        }
        StringBuilder text = new StringBuilder();
        append(text, millis / DAY, "d");
        append(text, millis % DAY / HOUR, "h");
        append(text, millis % HOUR / MINUTE, "m");
        append(text, millis % MINUTE / SECOND, "s");
        append(text, millis % SECOND, "ms");
        return text.toString();
    }

    private static void append(StringBuilder text, long amount, String unit) {
        if (amount > 0) {
            text.append(amount).append(unit);
        }
    }

    private static Optional<Duration> parseIso(String text) {
        try {
            Duration duration = Duration.parse(text);
            return duration.isNegative() || duration.compareTo(Schedule.LONGEST) > 0
                    ? Optional.empty()
                    : Optional.of(duration);
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static long millisOf(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> SECOND;
            case "m" -> MINUTE;
            case "h" -> HOUR;
            case "d" -> DAY;
            case "w" -> 7 * DAY;
            default -> throw new IllegalArgumentException(unit);
        };
    }
}
