package dev.jobd.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CronExpressionTest {
    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60 * * * *|column 1: the minute is 0 to 59, not 60",
                "* 24 * * *|column 3: the hour is 0 to 23, not 24",
                "0 0 0 * *|column 5: the day of month is 1 to 31, not 0",
                "0 0 * 13 *|column 7: the month is 1 to 12 or jan to dec, not 13",
                "0 0 * foo *|column 7: the month is 1 to 12 or jan to dec, not foo",
                "0 0 * june *|column 7: the month is 1 to 12 or jan to dec, not june",
                "0 0 * * 8|column 9: the day of week is 0 to 7 or sun to sat, not 8",
                "0 0 * *|column 8: there are five fields, minute, hour, day of month, month and day of week, and here 4",
                "0 0 * * * *|column 11: there are five fields, minute, hour, day of month, month and day of week, and here 6",
                "''|column 1: there are five fields, minute, hour, day of month, month and day of week, and here 0",
                "5/10 * * * *|column 2: a step follows * or a range: */5 or 5-59/5 instead of 5/5",
                "30-10 * * * *|column 1: the range 30-10 runs backwards; write two: 30-59,0-10",
                "*/0 * * * *|column 3: a step of minutes is 1 to 60",
                "*/61 * * * *|column 3: a step of minutes is 1 to 60",
                "1,,2 * * * *|column 3: the minute is * or 0 to 59, not ','",
                "1, * * * *|column 3: the minute is * or 0 to 59, not nothing",
                "1x * * * *|column 2: 'x' does not belong to a minute",
                "0 0 ? * *|column 5: ? is not known; write *",
                "0 0 L-31 * *|column 7: days before the last of the month are 1 to 30",
                "0 0 * * 5#6|column 11: a month has 1 to 5 of a day of the week, not 6",
                "0 0 30 2 *|column 5: it never fires: no month in it has such a day",
                "0 0 31 4,6,9,11 *|column 5: it never fires: no month in it has such a day",
                "@fortnightly|column 1: @fortnightly is not known; there are @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually and @reboot",
                "99999999999 * * * *|column 1: the minute is 0 to 59, not 9999",
            })
    void whatIsWrongIsNamedWithItsColumn(String expression, String message) {
        assertThatExceptionOfType(CronSyntaxException.class)
                .isThrownBy(() -> CronExpression.parse(expression))
                .withMessage(message);
    }

    /// Casey went from 02:00 to 05:00, three hours, which cronie takes for a clock that was set;
    /// Perth the same night not at all.
    @Test
    void aGapOfThreeHoursIsACorrection() {
        Instant before = at("2009-10-17T17:00:00Z");
        ZoneId casey = ZoneId.of("Antarctica/Casey");
        assertThat(CronExpression.parse("30 2 * * *").next(before, casey))
                .contains(at("2009-10-18T15:30:00Z"));
        assertThat(CronExpression.parse("30 2 * * *").next(before, ZoneId.of("Australia/Perth")))
                .contains(at("2009-10-17T18:30:00Z"));
    }

    @Test
    void aLeapDayComesInItsTime() {
        assertThat(
                        CronExpression.parse("0 0 29 2 *")
                                .next(at("2096-03-01T00:00:00Z"), ZoneOffset.UTC))
                .contains(at("2104-02-29T00:00:00Z"));
    }

    @Test
    void nothingFiresAfterTheYear9999() {
        assertThat(CronExpression.parse("@yearly").next(at("9999-01-01T00:00:00Z"), ZoneOffset.UTC))
                .isEmpty();
    }

    @Test
    void aWeekMayEndOnSunday() {
        assertThat(days("0 0 * * fri-sun")).isEqualTo(days("0 0 * * 5-7")).hasSize(6);
        assertThat(days("0 0 * * sun-mon")).isEqualTo(days("0 0 * * 0,1"));
    }

    @Test
    void aFixedTimeInTheGapFiresAtItsEnd() {
        List<CronFire> fires =
                CronExpression.parse("30 2 * * *")
                        .fires(at("2026-03-28T12:00:00Z"), VIENNA)
                        .limit(2)
                        .toList();
        assertThat(fires)
                .containsExactly(
                        new CronFire(
                                at("2026-03-29T01:00:00Z"),
                                LocalDateTime.parse("2026-03-29T02:30")),
                        new CronFire(
                                at("2026-03-30T00:30:00Z"),
                                LocalDateTime.parse("2026-03-30T02:30")));
    }

    @Test
    void aFixedTimeInTheRepeatedHourFiresOnceAndAWildOneTwice() {
        Instant before = at("2026-10-24T23:50:00Z");
        assertThat(
                        CronExpression.parse("30 2 * * *")
                                .fires(before, VIENNA)
                                .limit(2)
                                .map(CronFire::at))
                .containsExactly(at("2026-10-25T00:30:00Z"), at("2026-10-26T01:30:00Z"));
        assertThat(
                        CronExpression.parse("30 * * * *")
                                .fires(before, VIENNA)
                                .limit(2)
                                .map(CronFire::at))
                .containsExactly(at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z"));
    }

    @Test
    void twoAreEqualWhenTheySayTheSame() {
        assertThat(CronExpression.parse(" @daily "))
                .isEqualTo(CronExpression.parse("@daily"))
                .hasToString("@daily");
        assertThat(CronExpression.parseWithSeconds("0 0 0 * * *").withSeconds()).isTrue();
    }

    private static List<LocalDateTime> days(String expression) {
        return CronExpression.parse(expression)
                .fires(at("2026-06-01T12:00:00Z"), ZoneOffset.UTC)
                .map(CronFire::named)
                .takeWhile(LocalDateTime.parse("2026-06-18T00:00")::isAfter)
                .toList();
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
