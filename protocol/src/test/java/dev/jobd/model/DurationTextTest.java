package dev.jobd.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "90s, PT1M30S",
        "10m, PT10M",
        "1h30m, PT1H30M",
        "250ms, PT0.25S",
        "2d, PT48H",
        "1w, PT168H",
        "1w2d3h4m5s6ms, PT219H4M5.006S",
        "' 5s ', PT5S",
        "5S, PT5S",
        "1H30M, PT1H30M",
        "30m1h, PT1H30M",
        "0s, PT0S",
        "36525d, PT876600H",
        "PT10M, PT10M",
        "pt10m, PT10M",
        "P1DT2H, PT26H",
        "PT0.5S, PT0.5S",
    })
    void aDurationIsReadAsPeopleWriteIt(String text, Duration expected) {
        assertThat(DurationText.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "5",
                "s",
                "5 s",
                "5s ago",
                "-5s",
                "+5s",
                "1.5h",
                "5y",
                "5s,",
                "1h 30m",
                "5min",
                "36526d",
                "99999999999s",
                "9999999999w",
                "9999999999w9999999999w",
                "P",
                "PT",
                "PT-5S",
                "-PT5S",
                "P1M",
                "PT999999999H",
                "p1y",
                "５s"
            })
    void anythingElseIsNone(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.25S, 250ms",
        "PT5S, 5s",
        "PT1M30S, 1m30s",
        "PT1H30M, 1h30m",
        "PT25H, 1d1h",
        "PT1.001S, 1s1ms",
        "PT-5S, -5s",
    })
    void aDurationIsWrittenLargestUnitFirst(Duration duration, String expected) {
        assertThat(DurationText.format(duration)).isEqualTo(expected);
    }

    @Test
    void whatIsWrittenIsReadBackTheSame() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 10_000; i++) {
            long bits = random.nextInt(1, 42);
            Duration duration = Duration.ofMillis(random.nextLong(1L << bits));
            String text = DurationText.format(duration);
            assertThat(DurationText.parse(text)).as("%s as %s", duration, text).contains(duration);
        }
    }
}
