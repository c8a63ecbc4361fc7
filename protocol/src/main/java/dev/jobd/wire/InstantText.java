package dev.jobd.wire;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/// Instants as the protocol writes them: UTC, always with three digits of milliseconds and a `Z`,
/// so that they sort as text.
public final class InstantText {
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private InstantText() {}

    /// Returns the instant cut to the millisecond.
    public static String format(Instant instant) {
        return MILLIS.format(instant.truncatedTo(ChronoUnit.MILLIS));
    }
}
