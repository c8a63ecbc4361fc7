package dev.jobd.testing;

import dev.jobd.model.Backoff;
import dev.jobd.model.ExitCodes;
import dev.jobd.model.FailurePolicy;
import dev.jobd.model.Jitter;
import dev.jobd.model.Limits;
import dev.jobd.model.MisfirePolicy;
import dev.jobd.model.Needs;
import dev.jobd.model.OverlapPolicy;
import dev.jobd.model.Policies;
import dev.jobd.model.RetryCases;
import dev.jobd.model.RetryPolicy;
import dev.jobd.model.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;

/// Draws the rules of a job.
public final class RandomPolicies {
    private static final Duration LONG = Duration.ofDays(36_525);

    private RandomPolicies() {}

    /// Returns rules of all kinds, the usual ones now and then.
    public static Policies draw(SplittableRandom random) {
        return Policies.DEFAULT
                .withNeeds(needs(random))
                .withRetry(retries(random))
                .withFailure(failures(random))
                .withOverlap(overlap(random))
                .withMisfire(misfire(random))
                .withTiming(timing(random))
                .withLimits(
                        new Limits(
                                perhaps(random),
                                perhaps(random),
                                perhaps(random),
                                perhaps(random)));
    }

    private static Timing timing(SplittableRandom random) {
        Timing timing = Timing.NONE;
        if (random.nextBoolean()) {
            timing = timing.withJitter(length(random));
        }
        if (random.nextBoolean()) {
            timing = timing.withMaxRuns(OptionalLong.of(random.nextLong(1, Timing.RUNS_MAX + 1)));
        }
        return random.nextBoolean() ? timing.withBounds(instant(random), instant(random)) : timing;
    }

    private static Optional<Instant> instant(SplittableRandom random) {
        return random.nextBoolean()
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(random.nextLong(1L << 42)));
    }

    private static Needs needs(SplittableRandom random) {
        List<String> locks = new ArrayList<>();
        for (int left = random.nextInt(Needs.LOCKS_MAX + 1); random.nextBoolean() && left > 0; ) {
            locks.add("lock-" + random.nextInt(100));
            left--;
        }
        return new Needs(
                random.nextBoolean() ? 1 : random.nextInt(1, Needs.WEIGHT_MAX + 1),
                locks,
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(random.nextInt(1, 1000) / 8.0));
    }

    private static RetryPolicy retries(SplittableRandom random) {
        double factor = random.nextBoolean() ? 1 : 1 + random.nextInt(4 * 99) / 4.0;
        Backoff backoff = Backoff.of(length(random), factor, perhaps(random));
        return new RetryPolicy(
                random.nextInt(1001),
                backoff,
                random.nextBoolean() ? Jitter.NONE : Jitter.FULL,
                random.nextBoolean() ? RetryCases.USUAL : cases(random),
                random.nextBoolean() ? RetryCases.NONE : cases(random));
    }

    private static RetryCases cases(SplittableRandom random) {
        Set<RetryCases.Kind> kinds = EnumSet.noneOf(RetryCases.Kind.class);
        for (RetryCases.Kind kind : RetryCases.Kind.values()) {
            if (random.nextBoolean()) {
                kinds.add(kind);
            }
        }
        return new RetryCases(kinds, codes(random));
    }

    private static OverlapPolicy overlap(SplittableRandom random) {
        int runs = random.nextInt(1, 1001);
        return switch (random.nextInt(6)) {
            case 0 -> new OverlapPolicy.Queue();
            case 1 -> new OverlapPolicy.QueueAll(runs);
            case 2 -> new OverlapPolicy.Replace();
            case 3 -> new OverlapPolicy.Allow(runs);
            default -> new OverlapPolicy.Skip();
        };
    }

    private static MisfirePolicy misfire(SplittableRandom random) {
        MisfirePolicy.Kind kind =
                switch (random.nextInt(3)) {
                    case 0 -> MisfirePolicy.Kind.SKIP;
                    case 1 -> MisfirePolicy.Kind.ALL;
                    default -> MisfirePolicy.Kind.ONCE;
                };
        return random.nextBoolean()
                ? MisfirePolicy.DEFAULT
                : new MisfirePolicy(kind, length(random));
    }

    private static FailurePolicy failures(SplittableRandom random) {
        OptionalInt pauseAfter =
                random.nextBoolean()
                        ? OptionalInt.empty()
                        : OptionalInt.of(random.nextInt(1, 1001));
        return new FailurePolicy(codes(random), codes(random), pauseAfter);
    }

    /// Returns some exit codes, often none.
    public static ExitCodes codes(SplittableRandom random) {
        int first = random.nextInt(1, 256);
        return switch (random.nextInt(4)) {
            case 0 -> ExitCodes.of(first);
            case 1 -> ExitCodes.of(first, random.nextInt(1, 256), random.nextInt(1, 256));
            case 2 ->
                    new ExitCodes(List.of(new ExitCodes.Range(first, random.nextInt(first, 256))));
            default -> ExitCodes.NONE;
        };
    }

    private static Optional<Duration> perhaps(SplittableRandom random) {
        return random.nextBoolean() ? Optional.of(length(random)) : Optional.empty();
    }

    private static Duration length(SplittableRandom random) {
        return Duration.ofMillis(random.nextLong(1, LONG.toMillis() + 1));
    }
}
