package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import dev.jobd.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Lives of the daemon drawn from seeds.
class SchedulerSimulationTest {
    static LongStream seeds() {
        return Seeds.upTo(200, 20_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsLostForgottenOrDoneTwice(long seed) {
        new Simulation(seed).run();
    }

    @Test
    void aMonthOfAHundredJobsTakesASecondOrSo() {
        Duration month = Duration.ofDays(30);
        TestDaemon daemon = TestDaemon.fresh();
        for (int i = 0; i < 100; i++) {
            daemon.ask(job("job-" + i).every((30 + i) + "m").add()).join();
        }
        long begin = System.nanoTime();
        long runs = 0;
        Instant end = Bench.START.plus(month);
        while (true) {
            Duration wait = Duration.ofNanos(daemon.idleNanos());
            if (daemon.wall().plus(wait).isAfter(end)) {
                break;
            }
            daemon.pass(wait).turn();
            for (String line : daemon.launcher.takeLines()) {
                String attempt = line.substring("start ".length());
                daemon.begins(attempt);
                daemon.ends(attempt, 0);
                runs++;
            }
            daemon.turn();
        }
        System.out.printf(
                "a month of a hundred jobs: %d runs in %d ms%n",
                runs, (System.nanoTime() - begin) / 1_000_000);
        for (int i = 0; i < 100; i++) {
            JobState state = daemon.store.view().state(new JobId(i + 1)).orElseThrow();
            assertThat(state.counts())
                    .isEqualTo(new JobState.Counts(month.toMinutes() / (30 + i), 0, 0));
        }
    }
}
