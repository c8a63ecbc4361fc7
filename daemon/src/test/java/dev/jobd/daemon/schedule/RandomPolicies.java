package dev.jobd.daemon.schedule;

import dev.jobd.model.Backoff;
import dev.jobd.model.ExitCodes;
import dev.jobd.model.FailurePolicy;
import dev.jobd.model.Jitter;
import dev.jobd.model.MisfirePolicy;
import dev.jobd.model.OverlapPolicy;
import dev.jobd.model.RetryCases;
import dev.jobd.model.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/// Draws policies of all sorts.
final class RandomPolicies {
    private static final List<MisfirePolicy.Kind> MISFIRES = List.of(MisfirePolicy.Kind.values());

    private final SplittableRandom random;

    RandomPolicies(SplittableRandom random) {
        this.random = random;
    }

    /// Returns a time of up to this, if any.
    Optional<Duration> seldom(Duration most) {
        return random.nextInt(4) > 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(random.nextLong(1, most.toMillis())));
    }

    RetryPolicy retry() {
        Backoff backoff =
                Backoff.of(
                        Duration.ofSeconds(random.nextInt(60)),
                        random.nextInt(1, 3),
                        random.nextBoolean()
                                ? Optional.empty()
                                : Optional.of(Duration.ofMinutes(1)));
        return new RetryPolicy(
                random.nextInt(3),
                backoff,
                random.nextBoolean() ? Jitter.NONE : Jitter.FULL,
                random.nextBoolean() ? RetryCases.USUAL : RetryCases.parse("fail,not-started"),
                random.nextBoolean() ? RetryCases.NONE : RetryCases.parse("6"));
    }

    OverlapPolicy overlap() {
        int runs = random.nextInt(1, 5);
        return switch (random.nextInt(6)) {
            case 0 -> new OverlapPolicy.Queue();
            case 1 -> new OverlapPolicy.QueueAll(runs);
            case 2 -> new OverlapPolicy.Replace();
            case 3 -> new OverlapPolicy.Allow(runs);
            default -> new OverlapPolicy.Skip();
        };
    }

    MisfirePolicy misfire() {
        return new MisfirePolicy(
                MISFIRES.get(random.nextInt(MISFIRES.size())),
                Duration.ofMinutes(random.nextInt(1, 3000)));
    }

    /// Processes end with codes from 0 to 9.
    FailurePolicy failure() {
        return new FailurePolicy(
                random.nextBoolean() ? ExitCodes.NONE : ExitCodes.of(7),
                random.nextBoolean() ? ExitCodes.NONE : ExitCodes.of(8),
                random.nextInt(3) > 0 ? OptionalInt.empty() : OptionalInt.of(random.nextInt(1, 4)));
    }
}
