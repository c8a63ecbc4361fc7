package dev.jobd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// The bounds of what a job can ask for.
class PoliciesTest {
    private static final Command COMMAND = new Command.Argv(List.of("true"));

    private static void refused(ThrowingCallable made, String message) {
        assertThatThrownBy(made)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static Policies policies(int priority, Optional<Duration> timeout) {
        return Policies.DEFAULT.withPriority(priority).withLimits(Limits.timeout(timeout));
    }

    @Test
    void aPriorityIsWithinAThousand() {
        assertThat(policies(1000, Optional.empty()).priority()).isEqualTo(1000);
        assertThat(policies(-1000, Optional.empty()).priority()).isEqualTo(-1000);
        refused(() -> policies(1001, Optional.empty()), "a priority is -1000 to 1000");
        refused(() -> policies(-1001, Optional.empty()), "a priority is -1000 to 1000");
        refused(() -> policies(Integer.MIN_VALUE, Optional.empty()), "a priority is");
    }

    @Test
    void aTimeoutIsMoreThanNothing() {
        assertThat(policies(0, Optional.of(Duration.ofNanos(1))).limits().timeout()).isPresent();
        refused(() -> policies(0, Optional.of(Duration.ZERO)), "a timeout is more than nothing");
        refused(() -> policies(0, Optional.of(Duration.ofSeconds(-1))), "a timeout");
    }

    @Test
    void theNewestRunsAreKeptForAWhileAndFailedOnesLonger() {
        Keep keep = new Keep(10, Duration.ofDays(2));
        assertThat(keep.runs(new Outcome.Succeeded())).isEqualTo(10);
        assertThat(keep.runs(new Outcome.Lost("crash"))).isEqualTo(50);
        assertThat(keep.time(new Outcome.Missed())).hasDays(2);
        assertThat(keep.time(new Outcome.Failed(1))).hasDays(8);
        refused(() -> new Keep(0, Duration.ofDays(1)), "the runs to keep are 1 to 1000000");
        refused(() -> new Keep(1_000_001, Duration.ofDays(1)), "the runs to keep are 1 to");
        refused(() -> new Keep(1, Duration.ofSeconds(59)), "a minute at least");
    }

    @Test
    void retriesAreAThousandAtMost() {
        Backoff backoff = new Backoff.Constant(Duration.ZERO);
        assertThat(new RetryPolicy(1000, backoff).attemptsMax()).isEqualTo(1001);
        assertThat(RetryPolicy.NONE.attemptsMax()).isEqualTo(1);
        refused(() -> new RetryPolicy(1001, backoff), "retries are 0 to 1000");
        refused(() -> new RetryPolicy(-1, backoff), "retries are 0 to 1000");
    }

    @Test
    void aConstantDelayIsTheSameEachTimeAndNotNegative() {
        Backoff backoff = new Backoff.Constant(Duration.ofSeconds(7));
        assertThat(backoff.delayAfter(1)).hasSeconds(7);
        assertThat(backoff.delayAfter(100)).hasSeconds(7);
        refused(() -> new Backoff.Constant(Duration.ofMillis(-1)), "a retry delay");
    }

    @Test
    void aGraceIsNotNegative() {
        assertThat(new StopPolicy(Signal.INT, Duration.ZERO).grace()).isZero();
        assertThat(StopPolicy.DEFAULT)
                .isEqualTo(new StopPolicy(Signal.TERM, Duration.ofSeconds(10)));
        refused(() -> new StopPolicy(Signal.INT, Duration.ofMillis(-1)), "a grace period");
    }

    @Test
    void aGroupHasASlotOrMoreOrAnyNumber() {
        Group two = new Group("g", OptionalInt.of(2));
        assertThat(two.fits(1, 1)).isTrue();
        assertThat(two.fits(2, 1)).isFalse();
        assertThat(two.fits(1, 2)).isFalse();
        assertThat(two.fits(0, 9)).as("alone").isTrue();
        assertThat(new Group("g", OptionalInt.empty()).fits(Long.MAX_VALUE, 9)).isTrue();
        refused(() -> new Group("g", OptionalInt.of(0)), "a group has 1 slot or more");
    }

    @Test
    void whatIsCaughtUpGetsHalfOfTheSlotsAndAtLeastOne() {
        Group three = new Group("g", OptionalInt.of(3));
        assertThat(three.fitsCaughtUp(1, 1)).isTrue();
        assertThat(three.fitsCaughtUp(2, 1)).isFalse();
        assertThat(three.fitsCaughtUp(0, 3)).as("alone").isTrue();
        assertThat(new Group("g", OptionalInt.of(1)).fitsCaughtUp(1, 1)).isFalse();
        assertThat(new Group("g", OptionalInt.empty()).fitsCaughtUp(9, 9)).isTrue();
    }

    @Test
    void theNeedsOfARunAreWithinBoundsAndItsLocksSorted() {
        Needs needs = Needs.USUAL.withLocks(List.of("b", "a", "b"));
        assertThat(needs.locks()).containsExactly("a", "b");
        refused(() -> Needs.USUAL.withWeight(0), "a weight is 1 to 1000000");
        refused(() -> Needs.USUAL.withWeight(1_000_001), "a weight is 1 to 1000000");
        refused(() -> Needs.USUAL.withMaxLoad(Optional.of(0.0)), "a load is more than 0");
        refused(() -> Needs.USUAL.withMaxLoad(Optional.of(Double.NaN)), "a load is more than 0");
        List<String> many = IntStream.range(0, 17).mapToObj(i -> "l" + i).toList();
        refused(() -> Needs.USUAL.withLocks(many), "a job has at most 16 locks");
    }

    @Test
    void aDirectoryIsAbsoluteAndAUmaskHasNineBits() {
        refused(() -> new ProcessSpec(COMMAND, "here", Map.of(), 0), "absolute");
        refused(() -> new ProcessSpec(COMMAND, "/", Map.of(), -1), "a umask is 0 to 0777");
        refused(() -> new ProcessSpec(COMMAND, "/", Map.of(), 01000), "a umask is 0 to 0777");
        assertThat(new ProcessSpec(COMMAND, "/", Map.of(), 0777).umask()).isEqualTo(0777);
    }

    @Test
    void anEnvironmentIsByNameAndStaysAsItWas() {
        Map<String, String> given = new HashMap<>(Map.of("B", "2", "A", "1", "C", "3"));
        ProcessSpec spec = new ProcessSpec(COMMAND, "/", given, 0);
        given.clear();
        assertThat(spec.environment())
                .containsExactly(Map.entry("A", "1"), Map.entry("B", "2"), Map.entry("C", "3"));
        assertThatThrownBy(() -> spec.environment().put("D", "4"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void whatTheKernelCannotTakeIsRefused() {
        refused(() -> new ProcessSpec(COMMAND, "/a\u0000", Map.of(), 0), "NUL");
        refused(() -> new ProcessSpec(COMMAND, "/", Map.of("", "1"), 0), "the name of a variable");
        refused(() -> new ProcessSpec(COMMAND, "/", Map.of("A=B", "1"), 0), "no '='");
        refused(() -> new ProcessSpec(COMMAND, "/", Map.of("A\u0000", "1"), 0), "no NUL");
        refused(() -> new ProcessSpec(COMMAND, "/", Map.of("A", "\u0000"), 0), "no NUL");
    }

    @Test
    void anEditIsOneRevisionMore() {
        ProcessSpec spec = new ProcessSpec(COMMAND, "/", Map.of(), 022);
        JobDefinition definition =
                new JobDefinition(new JobName("a"), spec, new Schedule.Manual(), Policies.DEFAULT);
        Job job = new Job(new JobId(3), 1, definition, Instant.EPOCH, Instant.EPOCH);
        JobDefinition other =
                definition.withName(new JobName("b")).withSchedule(new Schedule.Now());
        Instant later = Instant.EPOCH.plusSeconds(5);
        assertThat(job.withDefinition(other, later))
                .isEqualTo(new Job(new JobId(3), 2, other, Instant.EPOCH, later));
        assertThat(other)
                .isEqualTo(
                        new JobDefinition(
                                new JobName("b"), spec, new Schedule.Now(), Policies.DEFAULT));
    }
}
