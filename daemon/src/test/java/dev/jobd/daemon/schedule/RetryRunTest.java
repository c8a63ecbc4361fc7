package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.time;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.Run;
import dev.jobd.model.Trigger;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Runs that do again what an earlier one did.
class RetryRunTest {
    private final Bench bench = new Bench();

    private Run retry(String run) {
        Command.Retry retry = new Command.Retry(bench.run(run), TestJob.BY);
        return bench.run(bench.apply(retry).run().orElseThrow().toString());
    }

    @Test
    void itIsDueNowAndStandsForTheTimeOfTheFirst() {
        bench.add(job("a").every("10m"));
        bench.tickAt("00:10:00").started("1/1.1").failed("1/1.1");
        bench.pass(Duration.ofMinutes(1));

        Run retry = retry("1/1");

        assertThat(retry.trigger()).isEqualTo(Trigger.RETRY);
        assertThat(retry.by()).isEqualTo(TestJob.BY);
        assertThat(retry.dueAt()).isEqualTo(time("00:11:00"));
        assertThat(retry.scheduledAt()).isEqualTo(time("00:10:00"));
        assertThat(retry.retried()).isEqualTo(Optional.of(new Run.Retried(1, time("00:10:00"))));
        assertThat(bench.state(1).made()).as("it is none of the schedule's").isEqualTo(1);
        bench.started("1/2.1").failed("1/2.1");
        assertThat(retry("1/2").retried())
                .isEqualTo(Optional.of(new Run.Retried(2, time("00:10:00"))));
    }
}
