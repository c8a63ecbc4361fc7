package dev.jobd.model;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Points in time as people write them: `14:00`, `2:30pm`, `tomorrow 14:00`, `fri 9am`, `in 3h`,
/// `2026-12-01 08:00`, `2026-12-01T08:00:00+01:00`.
///
/// Nothing is guessed: what can mean two times, or a time that has passed, is refused with a
/// sentence that says how to put it.
public final class TimeText {
    /// The rule in words, for messages.
    public static final String RULE =
            "a time such as 14:00, 2:30pm, 'tomorrow 14:00', 'fri 9:00', 'in 3h' or 2026-12-01T08:00";

    private static final Pattern CLOCK =
            Pattern.compile("(\\d{1,2})(?::(\\d{2})(?::(\\d{2}))?)?\\s*(am|pm)?");
    private static final Pattern DATE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:[t ]+(.+))?");
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final String text;
    private final ZonedDateTime now;

    private TimeText(String text, ZonedDateTime now) {
        this.text = text;
        this.now = now;
    }

    /// Reads a time that is to come.
    ///
    /// @param now the time at which it is said
    /// @param zone where it is said
    /// @throws IllegalArgumentException with a sentence that says what would be right
    public static Instant parse(String text, Instant now, ZoneId zone) {
        Instant time = parseAny(text, now, zone);
        if (!time.isAfter(now)) {
            throw new IllegalArgumentException(
                    "'%s' has passed: it was %s, and now is %s"
                            .formatted(text, shown(time, zone), shown(now, zone)));
        }
        return time;
    }

    /// Reads a time that may have passed.
    ///
    /// @throws IllegalArgumentException with a sentence that says what would be right
    public static Instant parseAny(String text, Instant now, ZoneId zone) {
        return new TimeText(text, now.atZone(zone)).read();
    }

    private static String shown(Instant time, ZoneId zone) {
        return SHOWN.format(time.atZone(zone));
    }

    private Instant read() {
        String plain = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        if (plain.equals("now")) {
            return now.toInstant();
        }
        if (plain.startsWith("in ")) {
            return after(plain.substring(3));
        }
        Matcher date = DATE.matcher(plain);
        if (date.matches()) {
            return onDate(date);
        }
        int space = plain.indexOf(' ');
        if (space > 0 && !plain.matches("[\\d:]+ ?(am|pm)")) {
            return onDay(plain.substring(0, space), clock(plain.substring(space + 1)));
        }
        if (isDay(plain)) {
            throw wrong("say a time of day too, such as '" + plain + " 14:00'");
        }
        LocalTime time = clock(plain);
        Instant today = at(now.toLocalDate(), time);
        if (!today.isAfter(now.toInstant())) {
            throw wrong("that has passed today; say 'tomorrow " + text.strip() + "'");
        }
        return today;
    }

    private Instant after(String duration) {
        Optional<Duration> length = DurationText.parse(duration.replace(" ", ""));
        return now.toInstant()
                .plus(length.orElseThrow(() -> wrong("after 'in' comes " + DurationText.RULE)));
    }

    private Instant onDate(Matcher date) {
        LocalDate day;
        try {
            day = LocalDate.parse(date.group(1));
        } catch (DateTimeParseException _) {
            throw wrong("there is no such day");
        }
        String rest = date.group(2);
        if (rest == null) {
            throw wrong("say a time of day too: " + date.group(1) + "T08:00");
        }
        if (rest.matches(".*(z|[+-]\\d{2}(:?\\d{2})?)")) {
            return withOffset(date.group(1) + "T" + rest.toUpperCase(Locale.ROOT));
        }
        return at(day, clock(rest));
    }

    private Instant withOffset(String iso) {
        try {
            return OffsetDateTime.parse(iso, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
        } catch (DateTimeParseException _) {
            throw wrong("with an offset it is written 2026-12-01T08:00:00+01:00 or …T07:00:00Z");
        }
    }

    private Instant onDay(String day, LocalTime time) {
        LocalDate today = now.toLocalDate();
        if (day.equals("today")) {
            return at(today, time);
        }
        if (day.equals("tomorrow")) {
            return at(today.plusDays(1), time);
        }
        DayOfWeek wanted = dayOfWeek(day).orElseThrow(this::unreadable);
        Instant next = at(today.with(TemporalAdjusters.nextOrSame(wanted)), time);
        return next.isAfter(now.toInstant())
                ? next
                : at(today.with(TemporalAdjusters.next(wanted)), time);
    }

    private static boolean isDay(String word) {
        return word.equals("today") || word.equals("tomorrow") || dayOfWeek(word).isPresent();
    }

    private static Optional<DayOfWeek> dayOfWeek(String word) {
        for (DayOfWeek day : DayOfWeek.values()) {
            String name = day.name().toLowerCase(Locale.ROOT);
            if (word.equals(name) || word.equals(name.substring(0, 3))) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    private LocalTime clock(String word) {
        if (word.equals("noon")) {
            return LocalTime.NOON;
        }
        if (word.equals("midnight")) {
            throw wrong("midnight can be the start or the end of a day; say 'tomorrow 00:00'");
        }
        Matcher parts = CLOCK.matcher(word);
        if (!parts.matches()) {
            throw unreadable();
        }
        int hour = Integer.parseInt(parts.group(1));
        String half = parts.group(4);
        if (half == null && parts.group(2) == null) {
            throw bareHour(hour);
        }
        if (half != null) {
            if (hour < 1 || hour > 12) {
                throw wrong("with am or pm the hour is 1 to 12");
            }
            hour = hour % 12 + (half.equals("pm") ? 12 : 0);
        }
        int minute = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
        int second = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
        if (hour > 23 || minute > 59 || second > 59) {
            throw wrong("a day goes from 00:00:00 to 23:59:59");
        }
        return LocalTime.of(hour, minute, second);
    }

    private IllegalArgumentException bareHour(int hour) {
        return hour >= 1 && hour <= 12
                ? wrong("say %1$d:00, %1$dam or %1$dpm".formatted(hour))
                : wrong("say %d:00".formatted(hour));
    }

    /// Returns the instant of a wall-clock time in the zone, if there is exactly one.
    private Instant at(LocalDate day, LocalTime time) {
        LocalDateTime local = day.atTime(time);
        ZoneId zone = now.getZone();
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() == 1) {
            return local.toInstant(offsets.getFirst());
        }
        ZoneOffsetTransition shift = zone.getRules().getTransition(local);
        if (offsets.isEmpty()) {
            throw wrong(
                    "%s does not exist on %s in %s, where clocks go forward; %s is the first time after it"
                            .formatted(time, day, zone, shift.getDateTimeAfter().toLocalTime()));
        }
        String seconds = local.truncatedTo(ChronoUnit.SECONDS).format(SHOWN).replace(' ', 'T');
        throw wrong(
                "%s comes twice on %s in %s, where clocks go back; say %s%s for the first or %s%s for the second"
                        .formatted(
                                time,
                                day,
                                zone,
                                seconds,
                                offsets.getFirst(),
                                seconds,
                                offsets.getLast()));
    }

    private IllegalArgumentException unreadable() {
        return wrong("it should be " + RULE);
    }

    private IllegalArgumentException wrong(String reason) {
        return new IllegalArgumentException("'" + text + "' is no time: " + reason);
    }
}
