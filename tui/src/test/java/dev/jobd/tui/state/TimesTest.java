package dev.jobd.tui.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 00:00:00",
        "1, 00:00:01",
        "1000, 00:00:01",
        "1001, 00:00:02",
        "1091000, 00:18:11",
        "3599001, 1h 00m",
        "3600000, 1h 00m",
        "86399000, 23h 59m",
        "86400000, 1d 0h",
        "3377100000, 39d 2h",
        "-999, 00:00:00",
        "-1000, -00:00:01",
        "-130000, -00:02:10"
    })
    void aCountdownIsWrittenSo(long millis, String text) {
        assertThat(Times.until(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0s",
        "123, 0.1s",
        "59999, 59.9s",
        "60000, 1m00s",
        "242000, 4m02s",
        "3840000, 1h04m",
        "183600000, 2d03h",
        "-5, 0.0s"
    })
    void aDurationIsWrittenSo(long millis, String text) {
        assertThat(Times.took(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0s", "59, 59s", "60, 1m", "3600, 1h", "800000, 9d", "-3, 0s"})
    void anAgeIsWrittenSo(long seconds, String text) {
        assertThat(Times.ago(Duration.ofSeconds(seconds))).isEqualTo(text);
    }
}
