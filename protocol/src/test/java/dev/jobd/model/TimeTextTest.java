package dev.jobd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {
    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
    // A Wednesday, 14:30 in Vienna.
    private static final Instant NOW = Instant.parse("2026-11-25T13:30:00Z");

    @ParameterizedTest
    @CsvSource({
        "16:00, 2026-11-25T15:00:00Z",
        "4pm, 2026-11-25T15:00:00Z",
        "4:30 PM, 2026-11-25T15:30:00Z",
        "today 23:59:59, 2026-11-25T22:59:59Z",
        "tomorrow 14:00, 2026-11-26T13:00:00Z",
        "tomorrow 9am, 2026-11-26T08:00:00Z",
        "tomorrow 12am, 2026-11-25T23:00:00Z",
        "tomorrow noon, 2026-11-26T11:00:00Z",
        "fri 09:00, 2026-11-27T08:00:00Z",
        "Friday 9:00, 2026-11-27T08:00:00Z",
        "wed 15:00, 2026-11-25T14:00:00Z",
        "wed 14:00, 2026-12-02T13:00:00Z",
        "in 3h, 2026-11-25T16:30:00Z",
        "in 1h 30m, 2026-11-25T15:00:00Z",
        "2026-12-01T08:00, 2026-12-01T07:00:00Z",
        "2026-12-01 08:00:30, 2026-12-01T07:00:30Z",
        "2026-12-01T08:00:00Z, 2026-12-01T08:00:00Z",
        "2026-12-01T08:00+05:30, 2026-12-01T02:30:00Z",
    })
    void whatPeopleWriteIsRead(String text, Instant expected) {
        assertThat(TimeText.parse(text, NOW, VIENNA)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "14:00 | say 'tomorrow 14:00'",
                "today 14:00 | has passed: it was 2026-11-25 14:00:00, and now is 2026-11-25 14:30:00",
                "2020-01-01T00:00Z | has passed",
                "8 | say 8:00, 8am or 8pm",
                "15 | say 15:00",
                "tomorrow | say a time of day too, such as 'tomorrow 14:00'",
                "fri | say a time of day too",
                "2026-12-01 | say a time of day too: 2026-12-01T08:00",
                "2026-02-30 08:00 | there is no such day",
                "25:00 | a day goes from 00:00:00 to 23:59:59",
                "13pm | the hour is 1 to 12",
                "midnight | say 'tomorrow 00:00'",
                "in 5 | after 'in' comes a duration",
                "soon | it should be a time such as",
                "someday 14:00 | it should be a time such as",
                "2026-12-01T08:00+1 | is no time",
            })
    void whatIsNotOneTimeToComeIsRefusedWithWhatWouldBe(String text, String message) {
        assertThatThrownBy(() -> TimeText.parse(text, NOW, VIENNA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aTimeInTheGapOfAClockChangeIsRefused() {
        assertThatThrownBy(() -> TimeText.parse("2027-03-28T02:30", NOW, VIENNA))
                .hasMessageContaining("02:30 does not exist on 2027-03-28 in Europe/Vienna")
                .hasMessageContaining("03:00");
    }

    @Test
    void aTimeThatComesTwiceIsRefusedWithBothOffsets() {
        assertThatThrownBy(() -> TimeText.parse("2027-10-31T02:30", NOW, VIENNA))
                .hasMessageContaining("2027-10-31T02:30:00+02:00")
                .hasMessageContaining("2027-10-31T02:30:00+01:00");
        assertThat(TimeText.parse("2027-10-31T02:30:00+01:00", NOW, VIENNA))
                .isEqualTo(Instant.parse("2027-10-31T01:30:00Z"));
    }

    @Test
    void aTimeThatHasPassedIsReadWhereThatIsWanted() {
        assertThat(TimeText.parseAny("today 14:00", NOW, VIENNA))
                .isEqualTo(Instant.parse("2026-11-25T13:00:00Z"));
    }
}
