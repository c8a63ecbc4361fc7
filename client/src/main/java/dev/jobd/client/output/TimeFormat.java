package dev.jobd.client.output;

import dev.jobd.wire.InstantText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Supplier;

/// Says points in time as the person wants them: relative to now, or exact, local or UTC.
///
/// @param style which
/// @param now what relative times start from
/// @param zone the person's zone; asked for when it is first needed
public record TimeFormat(Kind style, Instant now, Supplier<ZoneId> zone) {
    private static final Duration RELATIVE_MAX = Duration.ofDays(60);

    /// The formatters, made when they are first needed: most calls show relative times only.
    private static final class Exact {
        static final DateTimeFormatter LOCAL =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
        static final DateTimeFormatter ISO =
                DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);
    }

    /// How times are written.
    public enum Kind {
        /// `in 4m12s`, `3h05m ago`.
        RELATIVE,
        /// `2026-11-25T14:30:05+01:00`.
        ISO,
        /// `2026-11-25T13:30:05.000Z`.
        UTC
    }

    /// Returns the format with another zone.
    public TimeFormat in(ZoneId other) {
        return new TimeFormat(style, now, () -> other);
    }

    /// Returns the time for a table.
    public String of(Instant time) {
        return switch (style) {
            case RELATIVE -> relative(time);
            case ISO, UTC -> exact(time);
        };
    }

    /// Returns the time for a place with room: exact, and how far away it is.
    public String full(Instant time) {
        return style == Kind.RELATIVE ? exact(time) + " (" + relative(time) + ")" : exact(time);
    }

    /// Returns the exact time.
    public String exact(Instant time) {
        return switch (style) {
            case RELATIVE -> Exact.LOCAL.format(time.atZone(zone.get()));
            case ISO -> Exact.ISO.format(time.atZone(zone.get()));
            case UTC -> InstantText.format(time);
        };
    }

    /// Returns the time relative to now, or the day if that is far away.
    public String relative(Instant time) {
        Duration distance = Duration.between(now, time);
        if (distance.abs().compareTo(RELATIVE_MAX) > 0) {
            return time.atZone(zone.get()).toLocalDate().toString();
        }
        if (distance.abs().compareTo(Duration.ofSeconds(1)) < 0) {
            return "now";
        }
        return distance.isNegative()
                ? length(distance.negated().truncatedTo(ChronoUnit.SECONDS)) + " ago"
                : "in " + length(distance.plusMillis(500).truncatedTo(ChronoUnit.SECONDS));
    }

    /// Returns how long something took, short: `350ms`, `2.3s`, `1m12s`, `3h05m`, `2d4h`.
    public static String length(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + "ms";
        }
        if (millis < 60_000) {
            return millis % 1000 == 0
                    ? millis / 1000 + "s"
                    : millis / 1000 + "." + millis % 1000 / 100 + "s";
        }
        long seconds = millis / 1000;
        if (seconds < 3600) {
            return seconds / 60 + "m" + twoDigits(seconds % 60) + "s";
        }
        long minutes = seconds / 60;
        return minutes < 24 * 60
                ? minutes / 60 + "h" + twoDigits(minutes % 60) + "m"
                : minutes / (24 * 60) + "d" + minutes / 60 % 24 + "h";
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
