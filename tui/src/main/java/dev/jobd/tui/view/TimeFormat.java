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

    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

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

    /// Day and time: `23 Nov 07:41:49`, with the year where it is another one.
    String full(Instant instant, Instant now) {
        OffsetDateTime time = at(instant);
        String day = time.getDayOfMonth() + " " + MONTHS[time.getMonthValue() - 1];
        String year = time.getYear() == at(now).getYear() ? "" : " " + time.getYear();
        return (time.getDayOfMonth() < 10 ? " " : "") + day + year + " " + time(time);
    }

    /// Five columns: `07:41` within a day from now, else how many days from now: `+3d`.
    String short5(Instant instant, Instant now) {
        Duration away = Duration.between(now, instant);
        return away.toDays() < 1 ? minute(instant) : "+" + Math.min(999, away.toDays()) + "d";
    }

    /// Hours and minutes: `07:41`.
    String minute(Instant instant) {
        return time(instant).substring(0, 5);
    }

    /// Day of the week, day and month: `Mon 23 Nov`.
    String weekday(Instant instant) {
        return DAYS[at(instant).getDayOfWeek().getValue() - 1] + " " + day(instant);
    }

    /// Day and month: `23 Nov`.
    String day(Instant instant) {
        OffsetDateTime time = at(instant);
        return time.getDayOfMonth() + " " + MONTHS[time.getMonthValue() - 1];
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
