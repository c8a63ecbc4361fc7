package dev.jobd.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class PrometheusTextTest {
    @Test
    void eachMetricHasItsHeadAndItsSamples() {
        Histogram histogram = new Histogram(Duration.ofMillis(500), Duration.ofSeconds(2));
        histogram.add(Duration.ofMillis(500));
        histogram.add(Duration.ofSeconds(1));
        histogram.add(Duration.ofSeconds(3));
        histogram.add(Duration.ofSeconds(-3));

        String text =
                new PrometheusText()
                        .counter("a_total", "Things.", 12_000_000_000.0)
                        .counters("b_total", "Parts.", "how", Map.of("a\"b\\c\nd", 1L))
                        .gauges("none", "Nothing.", "x", Map.of())
                        .gauge("g", "Now.", 0.25)
                        .histogram("h_seconds", "Times.", histogram)
                        .toString();

        assertThat(text)
                .isEqualTo(
                        """
                        # HELP a_total Things.
                        # TYPE a_total counter
                        a_total 12000000000
                        # HELP b_total Parts.
                        # TYPE b_total counter
                        b_total{how="a\\"b\\\\c\\nd"} 1
                        # HELP g Now.
                        # TYPE g gauge
                        g 0.25
                        # HELP h_seconds Times.
                        # TYPE h_seconds histogram
                        h_seconds_bucket{le="0.5"} 2
                        h_seconds_bucket{le="2"} 3
                        h_seconds_bucket{le="+Inf"} 4
                        h_seconds_sum 4.5
                        h_seconds_count 4
                        """);
    }

    @Test
    void theFileIsReplacedAsAWholeAndOnlyWhileItIsAskedFor(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("jobd.prom");
        CountDownLatch twice = new CountDownLatch(2);
        try (Textfile textfile =
                new Textfile(() -> {
                    twice.countDown();
                    return "x " + twice.getCount() + "\n";
                })) {
            assertThat(twice.getCount()).isEqualTo(2);
            textfile.write(Optional.of(file), Duration.ofMillis(5));
            twice.await();
            textfile.write(Optional.empty(), Duration.ofMillis(5));
        }
        assertThat(Files.readString(file)).matches("x [01]\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
    }
}
