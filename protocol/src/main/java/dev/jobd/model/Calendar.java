package dev.jobd.model;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A named list of days, such as holidays.
///
/// @param name as a group's
/// @param days in order; those that touch are one
public record Calendar(String name, List<Days> days) {
    /// How many entries a calendar can have.
    public static final int ENTRIES_MAX = 5_000;

    /// The first day it can name.
    public static final LocalDate FIRST = LocalDate.of(1970, 1, 1);

    /// The last day it can name.
    public static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    /// What an entry must be.
    public static final String RULE =
            "a date such as 2026-12-25, or two with .. between them such as 2026-12-24..2026-12-31";

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    /// Some days in a row.
    ///
    /// @param first the first
    /// @param last the last, not before the first
    public record Days(LocalDate first, LocalDate last) {
        public Days {
            if (last.isBefore(first)) {
                throw new IllegalArgumentException(last + " is before " + first);
            }
            if (first.isBefore(FIRST) || last.isAfter(LAST)) {
                throw new IllegalArgumentException("a day is in the years 1970 to 9999");
            }
        }

        /// Reads one date, or two with `..` between them.
        ///
        /// @throws IllegalArgumentException if it is none, with a sentence
        public static Days parse(String text) {
            String[] parts = text.strip().split("\\.\\.", -1);
            if (parts.length > 2) {
                throw new IllegalArgumentException("'" + text + "' is not " + RULE);
            }
            try {
                return new Days(date(parts[0], text), date(parts[parts.length - 1], text));
            } catch (DateTimeException no) {
                throw new IllegalArgumentException(
                        "'" + text + "' is not " + RULE + ": there is no such day", no);
            }
        }

        private static LocalDate date(String part, String text) {
            if (!DATE.matcher(part).matches()) {
                throw new IllegalArgumentException("'" + text + "' is not " + RULE);
            }
            return LocalDate.parse(part);
        }

        /// Returns it as it is read.
        @Override
        public String toString() {
            return first.equals(last) ? first.toString() : first + ".." + last;
        }
    }

    public Calendar {
        days = merged(days);
        if (days.size() > ENTRIES_MAX) {
            throw new IllegalArgumentException(
                    "a calendar has at most " + ENTRIES_MAX + " entries");
        }
    }

    /// Returns the days of all of them, in order, none touching another.
    public static List<Days> union(List<Calendar> calendars) {
        if (calendars.size() == 1) {
            return calendars.getFirst().days;
        }
        return merged(calendars.stream().flatMap(it -> it.days.stream()).toList());
    }

    private static List<Days> merged(List<Days> days) {
        List<Days> merged = new ArrayList<>();
        for (Days next : days.stream().sorted(Comparator.comparing(Days::first)).toList()) {
            Days before = merged.isEmpty() ? null : merged.getLast();
            if (before == null || next.first().isAfter(before.last().plusDays(1))) {
                merged.add(next);
            } else if (next.last().isAfter(before.last())) {
                merged.set(merged.size() - 1, new Days(before.first(), next.last()));
            }
        }
        return List.copyOf(merged);
    }

    /// Returns the days in a row that a day is one of.
    ///
    /// @param days in order, none touching another
    static Optional<Days> find(List<Days> days, LocalDate day) {
        int low = 0;
        int high = days.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Days found = days.get(middle);
            if (day.isBefore(found.first())) {
                high = middle - 1;
            } else if (day.isAfter(found.last())) {
                low = middle + 1;
            } else {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
