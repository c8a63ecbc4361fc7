package dev.jobd.daemon.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// When a sign of life is given, by time that the test tells.
class WatchdogTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long SECOND = 1_000_000_000;

    /// A clock of nanoseconds begins anywhere, also where it overflows soon.
    private static final long START = Long.MAX_VALUE - 40 * SECOND;

    private final List<String> told = new ArrayList<>();
    private final List<CompletableFuture<String>> questions = new ArrayList<>();
    private int places;
    private final Watchdog watchdog =
            new Watchdog(
                    () -> {
                        CompletableFuture<String> answer = new CompletableFuture<>();
                        questions.add(answer);
                        return answer;
                    },
                    () -> "place " + ++places,
                    new ServiceNotices(told::add, Optional.of(LONGEST)),
                    LONGEST);

    private long turn(double seconds) {
        return watchdog.turn(START + (long) (seconds * SECOND)) / SECOND;
    }

    @Test
    void itTellsOnlyWhatWasAnswered() {
        assertThat(turn(0)).as("looks again, at the latest").isEqualTo(30);
        assertThat(told).isEmpty();

        questions.getLast().complete("well");

        assertThat(turn(1)).isEqualTo(29);
        assertThat(told).containsExactly("WATCHDOG=1\nSTATUS=well");
    }

    @Test
    void itAsksAnewWhenHalfOfTheTimeHasPassed() {
        turn(0);
        questions.getLast().complete("well");
        turn(1);
        turn(29.9);
        assertThat(questions).hasSize(1);

        turn(30);

        assertThat(questions).hasSize(2);
        assertThat(told).as("of the second answer nothing yet").hasSize(1);
        questions.getLast().complete("still well");
        turn(31);
        assertThat(told).hasSize(2);
    }

    @Test
    void ofAThreadThatHangsNothingIsToldAndItsPlaceIsLoggedOnce() {
        for (int second = 0; second <= 600; second += 10) {
            turn(second);
        }

        assertThat(told).isEmpty();
        assertThat(questions).as("one more would be one more to answer").hasSize(1);
        assertThat(places).isEqualTo(1);
    }

    @Test
    void aThreadThatGoesOnAfterAllIsToldOfAgain() {
        turn(0);
        turn(45);
        assertThat(places).isEqualTo(1);
        questions.getLast().complete("well again");

        assertThat(turn(50)).as("asks at once").isZero();

        assertThat(told).hasSize(1);
        turn(50.1);
        assertThat(questions).hasSize(2);
        turn(90);
        assertThat(places).as("late once more").isEqualTo(2);
    }

    @Test
    void whoRefusesToAnswerBecauseItEndsDoesNotLive() {
        turn(0);
        questions.getLast().completeExceptionally(new IllegalStateException("ends"));
        turn(1);
        assertThat(told).isEmpty();
    }

    @Test
    void whereNobodyWaitsForSignsOfLifeNobodyIsAsked() throws Exception {
        ServiceNotices without = new ServiceNotices(told::add, Optional.empty());
        Watchdog.start(
                        () -> {
                            throw new AssertionError("asked");
                        },
                        () -> "nowhere",
                        without)
                .close();
        assertThat(told).isEmpty();
    }
}
