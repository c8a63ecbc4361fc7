package dev.jobd.cron;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;

/// Says of a moment whether an expression of six fields names it, by nothing but the words of the
/// rules: slow, and written apart from what it is compared with.
final class SlowCron {
    private static final List<String> MONTHS =
            List.of(
                    "", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private static final List<String> WEEKDAYS =
            List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    private final String[] fields;

    SlowCron(String expression) {
        fields = expression.toLowerCase(Locale.ROOT).split(" ", -1);
    }

    boolean isWild() {
        return fields[1].startsWith("*") || fields[2].startsWith("*");
    }

    boolean fits(LocalDateTime at) {
        return fits(fields[0], at.getSecond(), 59, List.of())
                && fits(fields[1], at.getMinute(), 59, List.of())
                && fits(fields[2], at.getHour(), 23, List.of())
                && fits(at.toLocalDate());
    }

    boolean fits(LocalDate date) {
        if (!fits(fields[4], date.getMonthValue(), 12, MONTHS)) {
            return false;
        }
        boolean ofMonth =
                List.of(fields[3].split(",", -1)).stream().anyMatch(it -> fitsDay(it, date));
        boolean ofWeek =
                List.of(fields[5].split(",", -1)).stream().anyMatch(it -> fitsWeekday(it, date));
        boolean both = fields[3].startsWith("*") || fields[5].startsWith("*");
        return both ? ofMonth && ofWeek : ofMonth || ofWeek;
    }

    private static boolean fitsDay(String element, LocalDate date) {
        LocalDate last = date.with(TemporalAdjusters.lastDayOfMonth());
        if (element.equals("lw")) {
            LocalDate day = last;
            while (isWeekend(day)) {
                day = day.minusDays(1);
            }
            return date.equals(day);
        }
        if (element.startsWith("l")) {
            int before = element.equals("l") ? 0 : Integer.parseInt(element.substring(2));
            return date.equals(last.minusDays(before));
        }
        if (element.endsWith("w")) {
            int day = Integer.parseInt(element.substring(0, element.length() - 1));
            return day <= last.getDayOfMonth()
                    && date.equals(nearestWeekday(date.withDayOfMonth(day)));
        }
        return fits(element, date.getDayOfMonth(), 31, List.of());
    }

    private static LocalDate nearestWeekday(LocalDate day) {
        for (int distance : new int[] {0, -1, 1, -2, 2}) {
            LocalDate near = day.plusDays(distance);
            if (!isWeekend(near) && near.getMonth() == day.getMonth()) {
                return near;
            }
        }
        throw new AssertionError(day);
    }

    private static boolean fitsWeekday(String element, LocalDate date) {
        int weekday = date.getDayOfWeek().getValue() % 7;
        if (element.endsWith("l")) {
            int wanted = value(element.substring(0, element.length() - 1), WEEKDAYS) % 7;
            return weekday == wanted && date.plusDays(7).getMonth() != date.getMonth();
        }
        if (element.contains("#")) {
            String[] parts = element.split("#", -1);
            int wanted = value(parts[0], WEEKDAYS) % 7;
            return weekday == wanted
                    && (date.getDayOfMonth() + 6) / 7 == Integer.parseInt(parts[1]);
        }
        return fits(element, weekday, 7, WEEKDAYS)
                || (weekday == 0 && !element.startsWith("*") && fits(element, 7, 7, WEEKDAYS));
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static boolean fits(String field, int value, int last, List<String> names) {
        for (String element : field.split(",", -1)) {
            String[] step = element.split("/", -1);
            String[] range = step[0].split("-", -1);
            boolean isStar = step[0].equals("*");
            // Months and days are counted from 1: a step over all of them begins there.
            int first = last == 12 || last == 31 ? 1 : 0;
            int low = isStar ? first : value(range[0], names);
            int high = isStar ? last : value(range[range.length - 1], names);
            int by = step.length == 1 ? 1 : Integer.parseInt(step[1]);
            if (value >= low && value <= high && (value - low) % by == 0) {
                return true;
            }
        }
        return false;
    }

    private static int value(String text, List<String> names) {
        int name = names.indexOf(text);
        return name < 0 ? Integer.parseInt(text) : name;
    }
}
