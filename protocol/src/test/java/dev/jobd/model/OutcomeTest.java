package dev.jobd.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What each outcome means for the record of a job and for retries.
class OutcomeTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final JobState FRESH = JobState.initial(new JobId(1), Optional.of(NOW));

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(new Outcome.Succeeded(), "succeeded", 1, 0, 0, false),
                Arguments.of(new Outcome.Failed(3), "failed", 0, 1, 0, true),
                Arguments.of(new Outcome.Signalled(11), "signalled", 0, 1, 0, true),
                Arguments.of(new Outcome.TimedOut(), "timed-out", 0, 1, 0, true),
                Arguments.of(new Outcome.Killed("ann"), "killed", 0, 1, 0, false),
                Arguments.of(new Outcome.NotStarted("no"), "not-started", 0, 1, 0, false),
                Arguments.of(new Outcome.Skipped("paused"), "skipped", 0, 0, 1, false),
                Arguments.of(new Outcome.Missed(), "missed", 0, 0, 1, false),
                Arguments.of(new Outcome.Lost("gone"), "lost", 0, 1, 0, true));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void eachOutcomeHasAWordCountsOnceAndIsRetriedOrNot(
            Outcome outcome, String word, long ok, long failed, long skipped, boolean retried) {
        assertThat(outcome.word()).isEqualTo(word);
        assertThat(JobState.Counts.NONE.plus(outcome))
                .isEqualTo(new JobState.Counts(ok, failed, skipped));
        assertThat(RetryPolicy.NONE.covers(outcome)).isEqualTo(retried);
        // Somebody's own stop needs no looking into.
        assertThat(outcome.isFailure())
                .isEqualTo(failed == 1 && !(outcome instanceof Outcome.Killed));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void theLastEndIsThatOfTheLastRunThatWasNotSkipped(
            Outcome outcome, String word, long ok, long failed, long skipped, boolean retried) {
        JobState.LastEnd before =
                new JobState.LastEnd(1, new Outcome.Failed(9), Optional.of(NOW), NOW);
        JobState.LastEnd end = new JobState.LastEnd(2, outcome, Optional.empty(), NOW);
        JobState state = FRESH.withEnd(before).withEnd(end);
        assertThat(state.lastEnd()).contains(skipped == 0 ? end : before);
        assertThat(state.counts()).isEqualTo(new JobState.Counts(ok, failed + 1, skipped));
    }

    @Test
    void eachChangeOfAStateLeavesTheRestAsItWas() {
        JobState state =
                FRESH.withRunAdded().withPause(Pause.BY_HAND).withNextDue(Optional.empty());
        assertThat(state)
                .isEqualTo(
                        new JobState(
                                new JobId(1),
                                Optional.empty(),
                                Optional.of(Pause.BY_HAND),
                                1,
                                JobState.Counts.NONE,
                                Optional.empty(),
                                0,
                                0,
                                0,
                                Set.of()));
        assertThat(state.resumed().lastRun()).isEqualTo(1);
    }

    @Test
    void triggersHaveWords() {
        assertThat(Trigger.values())
                .extracting(Trigger::word)
                .containsExactly("schedule", "manual", "catchup", "retry", "parent");
    }
}
