package dev.jobd.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/// Instants as the protocol writes them: UTC, always with three digits of milliseconds and a `Z`,
/// so that they sort as text.
///
/// The usual form is written and read by hand: the formatters of Java cost a process more at their
/// first use than everything else `jobctl` does with a reply.
public final class InstantText {
    private static final String FORM = "0000-00-00T00:00:00.000Z";
    private static final int YEAR_MAX = 9999;

    private InstantText() {}

    /// For what is not of the usual form; made when it is first needed.
    private static final class Other {
        static final DateTimeFormatter MILLIS =
                new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    }

    /// Returns the instant cut to the millisecond.
    public static String format(Instant instant) {
        Instant cut = instant.truncatedTo(ChronoUnit.MILLIS);
        LocalDateTime utc =
                LocalDateTime.ofEpochSecond(cut.getEpochSecond(), cut.getNano(), ZoneOffset.UTC);
        if (utc.getYear() < 0 || utc.getYear() > YEAR_MAX) {
            return Other.MILLIS.format(cut);
        }
        StringBuilder text = new StringBuilder(FORM.length());
        digits(text, utc.getYear(), 4).append('-');
        digits(text, utc.getMonthValue(), 2).append('-');
        digits(text, utc.getDayOfMonth(), 2).append('T');
        digits(text, utc.getHour(), 2).append(':');
        digits(text, utc.getMinute(), 2).append(':');
        digits(text, utc.getSecond(), 2).append('.');
        return digits(text, utc.getNano() / 1_000_000, 3).append('Z').toString();
    }

    /// Reads an instant in any form that [Instant#parse] takes.
    ///
    /// @throws DateTimeException if it is none
    public static Instant parse(String text) {
        if (!isUsual(text)) {
            return Instant.parse(text);
        }
        int millis = number(text, 20, 23);
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        millis * 1_000_000)
                .toInstant(ZoneOffset.UTC);
    }

    private static boolean isUsual(String text) {
        if (text.length() != FORM.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char form = FORM.charAt(i);
            char c = text.charAt(i);
            if (form == '0' ? c < '0' || c > '9' : c != form) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int start, int end) {
        return Integer.parseInt(text, start, end, 10);
    }

    private static StringBuilder digits(StringBuilder text, int number, int count) {
        String plain = Integer.toString(number);
        return text.repeat('0', count - plain.length()).append(plain);
    }
}
