package dev.jobd.cron;

import java.time.LocalDate;
import java.util.List;

/// The moments that an expression names on a clock that nobody ever changes.
///
/// Moments are seconds since 1970 on that clock.
final class CronCalendar {
    static final long NEVER = Long.MAX_VALUE;
    private static final int DAY = 86_400;
    private static final int LAST_YEAR = 9999;

    /// After so many years dates fall on the same days of the week again.
    private static final int CYCLE = 400;

    private final CronField seconds;
    private final CronField minutes;
    private final CronField hours;
    private final CronField days;
    private final CronField months;
    private final CronField weekdays;

    /// @param fields six, the second first
    CronCalendar(List<CronField> fields) {
        seconds = fields.get(0);
        minutes = fields.get(1);
        hours = fields.get(2);
        days = fields.get(3);
        months = fields.get(4);
        weekdays = fields.get(5);
    }

    /// Tells whether it has a fixed time of day, which a change of the clock must not swallow.
    boolean isFixed() {
        return !minutes.isStar() && !hours.isStar();
    }

    /// Tells whether there is any moment at all.
    boolean everFires() {
        for (int year = 2000; year < 2000 + CYCLE; year++) {
            for (int month = months.from(1); month > 0; month = months.from(month + 1)) {
                if (days(year, month) != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Returns the first moment at or after one; [#NEVER] after the year 9999.
    long from(long moment) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(moment, DAY));
        int time = Math.floorMod(moment, DAY);
        int year = date.getYear();
        int month = date.getMonthValue();
        int day = date.getDayOfMonth();
        while (year <= LAST_YEAR) {
            if (months.has(month)) {
                long here = inMonth(year, month, day, time);
                if (here != NEVER) {
                    return here;
                }
            }
            month = month == 12 ? 1 : month + 1;
            year += month == 1 ? 1 : 0;
            day = 1;
            time = 0;
        }
        return NEVER;
    }

    private long inMonth(int year, int month, int day, int time) {
        int fitting = days(year, month) >>> day << day;
        if (fitting == 0) {
            return NEVER;
        }
        long first = LocalDate.of(year, month, 1).toEpochDay() - 1;
        int found = Integer.numberOfTrailingZeros(fitting);
        if (found == day) {
            int of = timeFrom(time);
            if (of >= 0) {
                return (first + day) * DAY + of;
            }
            fitting &= fitting - 1;
            if (fitting == 0) {
                return NEVER;
            }
            found = Integer.numberOfTrailingZeros(fitting);
        }
        return (first + found) * DAY + timeFrom(0);
    }

    /// Returns the first second of a day at or after one; -1 if there is none.
    private int timeFrom(int time) {
        int hour = time / 3600;
        int minute = time / 60 % 60;
        int second = time % 60;
        if (hours.has(hour)) {
            if (minutes.has(minute) && seconds.from(second) >= 0) {
                return hour * 3600 + minute * 60 + seconds.from(second);
            }
            int next = minutes.from(minute + 1);
            if (next >= 0) {
                return hour * 3600 + next * 60 + seconds.from(0);
            }
        }
        int next = hours.from(hour + 1);
        return next < 0 ? -1 : next * 3600 + minutes.from(0) * 60 + seconds.from(0);
    }

    /// Returns the days of a month that fit, each a bit.
    private int days(int year, int month) {
        int length = LocalDate.of(year, month, 1).lengthOfMonth();
        int weekday = LocalDate.of(year, month, 1).getDayOfWeek().getValue() % 7;
        int ofMonth = (int) days.bits() | ruled(days.rules(), length, weekday);
        int ofWeek = ruled(weekdays.rules(), length, weekday);
        for (int day = 1; day <= length; day++) {
            if (weekdays.has((weekday + day - 1) % 7)) {
                ofWeek |= 1 << day;
            }
        }
        boolean both = days.isStar() || weekdays.isStar();
        int fitting = both ? ofMonth & ofWeek : ofMonth | ofWeek;
        // Bit 0 is no day.
        return (int) (fitting & ((1L << (length + 1)) - 2));
    }

    private static int ruled(List<DayRule> rules, int length, int weekday) {
        int bits = 0;
        for (DayRule rule : rules) {
            bits |= 1 << rule.day(length, weekday);
        }
        return bits;
    }
}
