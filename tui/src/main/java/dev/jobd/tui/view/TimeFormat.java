package dev.jobd.tui.view;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// Writes instants as clock times of one zone.
public final class TimeFormat {

    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private final ZoneId zone;

    public TimeFormat(ZoneId zone) {
        this.zone = zone;
    }

    /// `07:41:49 UTC`, or with an offset elsewhere: `09:41:49 +02:00`.
    String withZone(Instant instant) {
        OffsetDateTime time = at(instant);
        String offset = time.getOffset().equals(ZoneOffset.UTC) ? "UTC" : time.getOffset().getId();
        return time(time) + " " + offset;
    }

    /// `07:41:49`.
    String time(Instant instant) {
        return time(at(instant));
    }

    /// The time within a day from now, else the day, else the year: `07:41:49`, `24 Nov`, `2027`.
    String clock(Instant instant, Instant now) {
        Duration away = Duration.between(now, instant).abs();
        OffsetDateTime time = at(instant);
        if (away.toDays() < 1) {
            return time(time);
        }
        return away.toDays() < 300
                ? time.getDayOfMonth() + " " + MONTHS[time.getMonthValue() - 1]
                : String.valueOf(time.getYear());
    }

    private OffsetDateTime at(Instant instant) {
        return instant.atZone(zone).toOffsetDateTime();
    }

    private static String time(OffsetDateTime time) {
        return two(time.getHour()) + ":" + two(time.getMinute()) + ":" + two(time.getSecond());
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }
}
