package dev.jobd.model;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A part of every day: from one time of day until just before another, over midnight if the second
/// is the earlier one.
///
/// @param from the first minute of it
/// @param until the minute at which it is over; midnight is the end of the day
public record TimeWindow(LocalTime from, LocalTime until) {
    /// What a text must be.
    public static final String RULE =
            "two times of day such as 08:00-18:00 or, over midnight, 22:00-06:00";

    private static final Pattern TEXT = Pattern.compile("(\\d\\d?:\\d\\d)-(\\d\\d?:\\d\\d)");

    public TimeWindow {
        if (from.equals(until)) {
            throw new IllegalArgumentException(
                    "a window from " + from + " to " + from + " is the whole day or nothing");
        }
    }

    /// Reads two times of day with a hyphen between them; 24:00 is the end of the day.
    ///
    /// @throws IllegalArgumentException if it is none, with a sentence
    public static TimeWindow parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not " + RULE);
        }
        LocalTime from = time(matcher.group(1), text);
        String end = matcher.group(2);
        LocalTime until = end.equals("24:00") ? LocalTime.MIDNIGHT : time(end, text);
        if (from.equals(until)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is the whole day or nothing: leave it out, or give " + RULE);
        }
        return new TimeWindow(from, until);
    }

    private static LocalTime time(String text, String all) {
        try {
            return LocalTime.parse(text.length() == 4 ? "0" + text : text);
        } catch (DateTimeException no) {
            throw new IllegalArgumentException(
                    "'" + all + "' is not " + RULE + ": there is no " + text, no);
        }
    }

    /// Tells whether a time of day is in it.
    public boolean contains(LocalTime time) {
        boolean isBegun = !time.isBefore(from);
        if (until.equals(LocalTime.MIDNIGHT)) {
            return isBegun;
        }
        boolean isLeft = time.isBefore(until);
        return from.isBefore(until) ? isBegun && isLeft : isBegun || isLeft;
    }

    /// Returns it as it is read.
    @Override
    public String toString() {
        return from + "-" + (until.equals(LocalTime.MIDNIGHT) ? "24:00" : until);
    }
}
