package dev.jobd.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobd.testing.Seeds;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {
    @Test
    void whatIsWrittenByHandIsWhatTheFormatterWritesAndIsReadBack() {
        long seed = Seeds.any();
        SplittableRandom random = new SplittableRandom(seed);
        var formatter = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
        for (int i = 0; i < Seeds.bound(20_000, 5_000_000); i++) {
            // From the year -1000 to the year 11000.
            Instant instant =
                    Instant.ofEpochSecond(
                            random.nextLong(-93_724_128_000L, 284_996_534_400L),
                            random.nextInt(1_000_000_000));

            String text = InstantText.format(instant);

            assertThat(text)
                    .as("seed %d", seed)
                    .isEqualTo(formatter.format(instant.truncatedTo(ChronoUnit.MILLIS)));
            assertThat(InstantText.parse(text))
                    .as("seed %d", seed)
                    .isEqualTo(instant.truncatedTo(ChronoUnit.MILLIS));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-13-01T00:00:00.000Z",
                "2026-02-30T00:00:00.000Z",
                "2026-01-01T25:00:00.000Z",
                "2026-01-01 00:00:00.000Z",
                "2026-01-01T00:00:00.000",
                "+026-01-01T00:00:00.000Z",
                "tomorrow",
                "",
            })
    void whatIsNoInstantIsRefused(String text) {
        assertThatThrownBy(() -> InstantText.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void otherFormsAreReadToo() {
        assertThat(InstantText.parse("2026-01-01T01:00:00+01:00"))
                .isEqualTo(InstantText.parse("2026-01-01T00:00:00Z"))
                .isEqualTo(InstantText.parse("2026-01-01T00:00:00.000Z"));
    }
}
