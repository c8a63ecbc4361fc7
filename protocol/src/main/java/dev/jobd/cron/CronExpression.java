package dev.jobd.cron;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A cron expression: five fields (minute, hour, day of month, month, day of week), or six with the
/// second first.
///
/// A field is `*` or a list of values, names (`jan`, `mon`) and ranges, the last with steps
/// (`*/15`, `8-18/2`). The day of month also takes `L` (the last), `L-3`, `15W` (the weekday
/// nearest to the 15th) and `LW`; the day of week `5L` (the last Friday) and `5#2` (the second).
/// Sunday is 0 and 7. `@hourly @daily @midnight @weekly @monthly @yearly @annually` stand for what
/// they say.
///
/// When both day fields are restricted, that is neither begins with `*`, a day fits when one of
/// them does; otherwise both must. Where a zone changes its clock by up to three hours, an
/// expression whose minute and hour do not begin with `*` fires once at the end of the gap and
/// once, on the first pass, in the repeated hour; any other follows the wall clock: never in the
/// gap, on both passes. Larger changes are corrections of the clock, and nothing is made up for.
/// These are the rules of cronie (`find_jobs` in its cron.c).
public final class CronExpression {
    private static final Map<String, String> MACROS =
            Map.of(
                    "@hourly", "0 * * * *",
                    "@daily", "0 0 * * *",
                    "@midnight", "0 0 * * *",
                    "@weekly", "0 0 * * 0",
                    "@monthly", "0 0 1 * *",
                    "@yearly", "0 0 1 1 *",
                    "@annually", "0 0 1 1 *");
    private static final List<CronUnit> UNITS = List.of(CronUnit.values());

    private final String text;
    private final boolean withSeconds;
    private final CronCalendar calendar;

    private CronExpression(String text, boolean withSeconds, CronCalendar calendar) {
        this.text = text;
        this.withSeconds = withSeconds;
        this.calendar = calendar;
    }

    /// Reads an expression of five fields, or a name such as `@daily`.
    ///
    /// @throws CronSyntaxException if it is none, or never fires
    public static CronExpression parse(String text) {
        return parse(text, false);
    }

    /// Reads an expression of six fields, the second first.
    ///
    /// @throws CronSyntaxException if it is none, or never fires
    public static CronExpression parseWithSeconds(String text) {
        return parse(text, true);
    }

    private static CronExpression parse(String text, boolean withSeconds) {
        String trimmed = text.strip();
        String fields = trimmed;
        if (trimmed.startsWith("@") && !withSeconds) {
            fields = MACROS.get(trimmed.toLowerCase(Locale.ROOT));
            if (fields == null) {
                throw new CronSyntaxException(
                        1,
                        trimmed
                                + " is not known; there are @hourly, @daily, @midnight, @weekly,"
                                + " @monthly, @yearly, @annually and @reboot");
            }
        }
        List<int[]> places = places(fields);
        requireCount(fields, places, withSeconds);
        List<CronField> parsed = new ArrayList<>();
        for (int index = 0; index < places.size(); index++) {
            CronUnit unit = UNITS.get(index + (withSeconds ? 0 : 1));
            int[] place = places.get(index);
            parsed.add(CronParser.parse(unit, fields, place[0], place[1]));
        }
        if (!withSeconds) {
            parsed.addFirst(new CronField(1, false, List.of()));
        }
        CronCalendar calendar = new CronCalendar(parsed);
        if (!calendar.everFires()) {
            throw new CronSyntaxException(
                    places.get(withSeconds ? 3 : 2)[0] + 1,
                    "it never fires: no month in it has such a day");
        }
        return new CronExpression(trimmed, withSeconds, calendar);
    }

    private static List<int[]> places(String text) {
        List<int[]> places = new ArrayList<>();
        int begin = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean isSpace = i == text.length() || Character.isWhitespace(text.charAt(i));
            if (isSpace && begin >= 0) {
                places.add(new int[] {begin, i});
                begin = -1;
            } else if (!isSpace && begin < 0) {
                begin = i;
            }
        }
        return places;
    }

    private static void requireCount(String text, List<int[]> places, boolean withSeconds) {
        int wanted = withSeconds ? 6 : 5;
        int count = places.size();
        if (count == wanted) {
            return;
        }
        String names = "minute, hour, day of month, month and day of week";
        String should =
                withSeconds
                        ? "there are six fields, second, " + names
                        : "there are five fields, " + names;
        int column = count > wanted ? places.get(wanted)[0] + 1 : text.length() + 1;
        throw new CronSyntaxException(column, should + ", and here " + count);
    }

    /// Returns the expression as it was written, without spaces around it.
    public String text() {
        return text;
    }

    /// Tells whether its first field is the second.
    public boolean withSeconds() {
        return withSeconds;
    }

    /// Returns when it fires first after an instant.
    ///
    /// @return empty after the year 9999
    public Optional<Instant> next(Instant after, ZoneId zone) {
        return new CronClock(calendar, zone.getRules(), after).next().map(CronFire::at);
    }

    /// Returns all that fires after an instant, in order; what falls into one gap of the clock is
    /// told apart by the time that it names.
    public Stream<CronFire> fires(Instant after, ZoneId zone) {
        CronClock clock = new CronClock(calendar, zone.getRules(), after);
        return Stream.iterate(clock.next(), Optional::isPresent, _ -> clock.next())
                .map(Optional::orElseThrow);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronExpression it
                && it.text.equals(text)
                && it.withSeconds == withSeconds;
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
