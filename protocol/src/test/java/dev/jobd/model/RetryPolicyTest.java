package dev.jobd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobd.testing.RandomPolicies;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What follows an attempt, by its end.
class RetryPolicyTest {
    private static final Outcome CODE_7 = new Outcome.Failed(7);

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> RetryCases.parse(text))
                .as(text)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static RetryPolicy policy(String on, String not) {
        return new RetryPolicy(
                3,
                new Backoff.Constant(Duration.ZERO),
                Jitter.NONE,
                RetryCases.parse(on),
                RetryCases.parse(not));
    }

    @Test
    void eachPauseIsSoManyTimesTheOneBeforeUpToTheLongest() {
        Backoff backoff =
                Backoff.of(Duration.ofSeconds(10), 2, Optional.of(Duration.ofSeconds(60)));
        assertThat(backoff.delayAfter(1)).hasSeconds(10);
        assertThat(backoff.delayAfter(2)).hasSeconds(20);
        assertThat(backoff.delayAfter(3)).hasSeconds(40);
        assertThat(backoff.delayAfter(4)).hasSeconds(60);
        assertThat(backoff.delayAfter(1000)).hasSeconds(60);
        assertThat(Backoff.of(Duration.ofSeconds(1), 100, Optional.empty()).delayAfter(1001))
                .isEqualTo(Schedule.LONGEST);
        assertThat(Backoff.of(Duration.ZERO, 2, Optional.empty()).delayAfter(2000)).isZero();
    }

    @Test
    void fullJitterIsAnyLengthUpToTheWhole() {
        RetryPolicy it =
                new RetryPolicy(
                        9,
                        new Backoff.Constant(Duration.ofMillis(3)),
                        Jitter.FULL,
                        RetryCases.USUAL,
                        RetryCases.NONE);
        SplittableRandom random = new SplittableRandom(7);
        int[] seen = new int[4];
        for (int i = 0; i < 4000; i++) {
            seen[Math.toIntExact(it.drawDelay(1, random).toMillis())]++;
        }
        assertThat(Arrays.stream(seen)).allMatch(count -> count > 900);
    }

    @Test
    void whatIsTriedAgainIsNamedByKindOrCode() {
        assertThat(RetryPolicy.NONE.covers(CODE_7)).isTrue();
        assertThat(RetryPolicy.NONE.covers(new Outcome.NotStarted("no"))).isFalse();
        assertThat(policy("fail", "7").covers(CODE_7)).isFalse();
        assertThat(policy("fail", "7").covers(new Outcome.Failed(8))).isTrue();
        assertThat(policy("1,5-8", "none").covers(CODE_7)).isTrue();
        assertThat(policy("1,5-8", "none").covers(new Outcome.Failed(9))).isFalse();
        assertThat(policy("1,5-8", "none").covers(new Outcome.Signalled(9))).isFalse();
        assertThat(policy("not-started", "none").covers(new Outcome.NotStarted("no"))).isTrue();
        assertThat(policy("timeout", "none").covers(new Outcome.TimedOut())).isTrue();
        assertThat(policy("lost", "none").covers(new Outcome.Lost("gone"))).isTrue();
        assertThat(policy("fail", "lost").covers(new Outcome.Lost("gone"))).isFalse();
        assertThat(policy("fail,timeout,lost,not-started", "none").covers(new Outcome.Killed("a")))
                .isFalse();
    }

    @Test
    void casesAreWrittenAsTheyAreRead() {
        assertThat(RetryCases.USUAL.text()).isEqualTo("fail,timeout,lost");
        assertThat(RetryCases.parse("3-5, 4 ,lost,6,fail").text()).isEqualTo("fail,lost,3-6");
        assertThat(RetryCases.NONE.text()).isEqualTo("none");
        assertThat(ExitCodes.parse("9,1,2,200-255").text()).isEqualTo("1-2,9,200-255");
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1000; i++) {
            ExitCodes codes = RandomPolicies.codes(random);
            assertThat(ExitCodes.parse(codes.text())).isEqualTo(codes);
        }
    }

    @Test
    void whatIsNoCaseIsRefusedByName() {
        refused("fail,timeuot", "'timeuot' is not some of fail, timeout, lost, not-started");
        refused("0", "'0-0' is not exit codes from 1 to 255");
        refused("256", "exit codes from 1 to 255");
        refused("9-3", "'9-3' is not exit codes");
        refused("", "'' is not");
        refused("fail,none", "'none' is not");
    }

    @Test
    void codesAreSuccessOrAskForLaterOrManyPauseTheSchedule() {
        FailurePolicy it = new FailurePolicy(ExitCodes.of(3), ExitCodes.of(75), OptionalInt.of(2));
        assertThat(it.judge(new Outcome.Failed(3))).isEqualTo(new Outcome.Succeeded(3));
        assertThat(it.judge(CODE_7)).isEqualTo(CODE_7);
        assertThat(it.isSnooze(new Outcome.Failed(75))).isTrue();
        assertThat(it.isSnooze(CODE_7)).isFalse();
        assertThat(it.isTooMany(1)).isFalse();
        assertThat(it.isTooMany(2)).isTrue();
        assertThat(FailurePolicy.DEFAULT.isTooMany(1000)).isFalse();
    }
}
