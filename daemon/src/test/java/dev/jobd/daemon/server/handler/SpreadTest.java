package dev.jobd.daemon.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.wire.Json;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void oneTimeIsAllOfThem() {
        Spread spread = new Spread();
        assertThat(spread.toJson()).isEqualTo(Json.object().put("count", 0).build());

        spread.add(Duration.ofMillis(123_457));

        Json.Obj json = spread.toJson();
        for (String name : new String[] {"p50_ms", "p95_ms", "max_ms"}) {
            assertThat(json.integer(name)).isEqualTo(123_457);
        }
    }

    @Test
    void aTimeBelowZeroIsZeroAndTheLongestIsExact() {
        Spread spread = new Spread();
        spread.add(Duration.ofMillis(-5));
        spread.add(Duration.ofMillis(Long.MAX_VALUE));

        assertThat(spread.toJson().integer("p50_ms")).isZero();
        assertThat(spread.toJson().get("max_ms")).isEqualTo(Json.of(Long.MAX_VALUE));
    }

    @Test
    void percentilesAreThoseOfTheSortedTimesToOnePercent() {
        SplittableRandom random = new SplittableRandom(42);
        for (int round = 0; round < 200; round++) {
            long[] times = new long[1 + random.nextInt(300)];
            Spread spread = new Spread();
            for (int i = 0; i < times.length; i++) {
                times[i] = random.nextLong(1L << (1 + random.nextInt(40)));
                spread.add(Duration.ofMillis(times[i]));
            }
            Arrays.sort(times);
            for (int percent : new int[] {50, 95}) {
                long exact = times[(times.length * percent + 99) / 100 - 1];
                assertThat(spread.toJson().integer("p" + percent + "_ms"))
                        .as("round %d, percentile %d", round, percent)
                        .isCloseTo(exact, Percentage.withPercentage(1));
            }
        }
    }
}
