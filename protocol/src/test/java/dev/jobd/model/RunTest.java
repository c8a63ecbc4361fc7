package dev.jobd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final RunId ID = new RunId(new JobId(17), 12);
    private static final RunState.Running RUNNING = new RunState.Running(2, NOW, 4711);
    private static final Attempt FIRST =
            new Attempt(1, Optional.of(NOW), NOW, new Outcome.Failed(3), Attempt.Usage.UNKNOWN);

    private static Run run(RunState state) {
        return new Run(ID, Trigger.MANUAL, "ann", NOW, NOW, 3, List.of(), state);
    }

    static Stream<Arguments> states() {
        return Stream.of(
                Arguments.of(new RunState.Queued(2), "queued", false),
                Arguments.of(new RunState.Starting(2, NOW), "starting", true),
                Arguments.of(RUNNING, "running", true),
                Arguments.of(
                        new RunState.Stopping(RUNNING, new RunState.StopCause.Timeout(), NOW),
                        "stopping",
                        true),
                Arguments.of(new RunState.RetryWait(2, NOW), "retry-wait", false));
    }

    @ParameterizedTest
    @MethodSource("states")
    void aRunThatIsNotOverHasAnAttempt(RunState state, String word, boolean takesSlot) {
        assertThat(run(state).attempt()).isEqualTo(2);
        assertThat(run(state).isEnded()).isFalse();
        assertThat(state.word()).isEqualTo(word);
        assertThat(state.takesSlot()).isEqualTo(takesSlot);
    }

    @Test
    void theAttemptOfAnEndedRunIsItsLast() {
        RunState ended = new RunState.Ended(NOW, new Outcome.Failed(3));
        assertThat(run(ended).attempt()).as("none").isZero();
        assertThat(run(ended).isEnded()).isTrue();
        assertThat(ended.takesSlot()).isFalse();
        assertThat(run(RUNNING).withAttempt(FIRST, ended).attempt()).isEqualTo(1);
    }

    @Test
    void anAttemptIsAddedBehindTheOthers() {
        Run once = run(RUNNING).withAttempt(FIRST, new RunState.Queued(2));
        Attempt second =
                new Attempt(2, Optional.empty(), NOW, new Outcome.Failed(4), Attempt.Usage.UNKNOWN);
        Run twice = once.withAttempt(second, new RunState.Queued(3));
        assertThat(once.attempts()).containsExactly(FIRST);
        assertThat(twice.attempts()).containsExactly(FIRST, second);
        assertThat(twice.withState(RUNNING).attempts()).containsExactly(FIRST, second);
        assertThat(twice.by()).isEqualTo("ann");
        assertThat(twice.attemptsMax()).isEqualTo(3);
    }

    @Test
    void idsAreWrittenWithTheNumberOfTheJob() {
        assertThat(ID).hasToString("17/12");
        assertThat(ID.attempt(2)).hasToString("17/12.2");
        assertThat(new JobId(17)).hasToString("17");
    }

    @Test
    void numbersBeginAtOne() {
        assertThatThrownBy(() -> new JobId(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RunId(new JobId(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ID.attempt(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void runsAreInTheOrderOfTheirJobsAndNumbers() {
        assertThat(
                        Stream.of(
                                        new RunId(new JobId(10), 1),
                                        new RunId(new JobId(9), 10),
                                        new RunId(new JobId(9), 9))
                                .sorted())
                .map(RunId::toString)
                .containsExactly("9/9", "9/10", "10/1");
    }
}
