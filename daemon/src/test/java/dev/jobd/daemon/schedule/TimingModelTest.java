package dev.jobd.daemon.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Seeds;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the scheduler makes of schedules and timings over weeks, with times in which it is down,
/// pauses, edits and other calendars, against a model that looks at each minute.
class TimingModelTest {
    static LongStream seeds() {
        return Seeds.upTo(25, 5_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsDueIsWhatTheModelSays(long seed) {
        TimedJob job = new TimedJob(seed);
        for (int step = 0; step < 60; step++) {
            job.step();
            assertThat(job.difference()).as("seed %d, step %d: %s", seed, step, job).isEmpty();
        }
    }
}
