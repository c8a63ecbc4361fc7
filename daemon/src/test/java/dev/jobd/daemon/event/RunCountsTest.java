package dev.jobd.daemon.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.store.Change;
import dev.jobd.model.JobId;
import dev.jobd.model.Outcome;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import dev.jobd.model.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RunCountsTest {
    private static final Instant DUE = Instant.parse("2026-11-30T10:00:00Z");

    private final RunCounts counts = new RunCounts(() -> Duration.ofSeconds(10));
    private final RunId id = new RunId(new JobId(1), 1);

    private void move(Optional<RunState> before, RunState after) {
        Run run = new Run(id, Trigger.SCHEDULE, "", DUE, DUE, 1, List.of(), after);
        counts.committed(List.of(new Change.PutRun(run, before)));
    }

    private void start(long seconds) {
        RunState queued = new RunState.Queued(1);
        move(Optional.empty(), queued);
        move(Optional.of(queued), new RunState.Starting(1, DUE.plusSeconds(seconds)));
    }

    @Test
    void aRunIsStartedOnceAndLateBeyondTheBound() {
        start(10);
        assertThat(counts.late()).isZero();
        start(11);

        RunState starting = new RunState.Starting(1, DUE.plusSeconds(11));
        move(Optional.of(starting), starting);

        assertThat(counts.started()).isEqualTo(2);
        assertThat(counts.attempts()).isEqualTo(2);
        assertThat(counts.late()).isEqualTo(1);
    }

    @Test
    void eachEndIsCountedByItsWordAndSlownessOnce() {
        RunState.Running running = new RunState.Running(1, DUE, 7);
        move(Optional.of(running), running.slow());
        move(Optional.of(running.slow()), running.slow());
        RunState lost = new RunState.Ended(DUE, new Outcome.Lost("?"));
        move(Optional.of(running.slow()), lost);
        move(Optional.of(lost), lost);
        move(Optional.empty(), new RunState.Ended(DUE, new Outcome.Skipped("overlap")));

        assertThat(counts.slow()).isEqualTo(1);
        assertThat(counts.ended())
                .containsEntry("lost", 1L)
                .containsEntry("skipped", 1L)
                .containsEntry("succeeded", 0L)
                .containsEntry("missed", 0L);
    }
}
