package dev.jobd.daemon.schedule;

import dev.jobd.model.Attempt;
import dev.jobd.model.FailurePolicy;
import dev.jobd.model.OnRestart;
import dev.jobd.model.Outcome;
import dev.jobd.model.Policies;
import dev.jobd.model.RetryPolicy;
import dev.jobd.model.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Whether an attempt is followed by another, and when: semantics section 5.
final class Retries {
    /// The most attempts of a run, those included that use none up.
    static final int ATTEMPTS_MAX = RetryPolicy.RETRIES_MAX + 1;

    private final RandomGenerator random;

    Retries(RandomGenerator random) {
        this.random = random;
    }

    /// What follows an attempt.
    ///
    /// @param pause before the next
    /// @param isCounted whether the attempt uses one up
    record Next(Duration pause, boolean isCounted) {}

    /// Returns what follows the attempt of a run; empty if it was the last, or the next would come
    /// when the run must be over.
    Optional<Next> after(Run run, Attempt attempt, Policies policies) {
        Optional<Instant> latest = policies.limits().deadline().map(run.dueAt()::plus);
        return next(run, attempt, policies)
                .filter(next ->
                        latest.isEmpty()
                                || attempt.endedAt().plus(next.pause()).isBefore(latest.get()));
    }

    private Optional<Next> next(Run run, Attempt attempt, Policies policies) {
        if (run.attempts().size() + 1 >= ATTEMPTS_MAX) {
            return Optional.empty();
        }
        if (policies.failure().isSnooze(attempt.outcome())) {
            return Optional.of(new Next(policies.retry().drawDelay(1, random), false));
        }
        if (attempt.number() >= run.attemptsMax() || !policies.retry().covers(attempt.outcome())) {
            return Optional.empty();
        }
        int failed = failed(run, policies.failure()) + 1;
        return Optional.of(new Next(policies.retry().drawDelay(failed, random), true));
    }

    /// Returns the longest pause that can be before the next attempt of a run.
    static Duration longestPause(Run run, Policies policies) {
        Duration snooze = policies.retry().backoff().delayAfter(1);
        int failed = Math.max(1, failed(run, policies.failure()));
        Duration retry = policies.retry().backoff().delayAfter(failed);
        return retry.compareTo(snooze) > 0 ? retry : snooze;
    }

    private static int failed(Run run, FailurePolicy failure) {
        return (int) run.attempts().stream().filter(attempt -> isCounted(attempt, failure)).count();
    }

    private static boolean isCounted(Attempt attempt, FailurePolicy failure) {
        return !failure.isSnooze(attempt.outcome())
                && !attempt.outcome().equals(new Outcome.Killed(OnRestart.STOPPED_BY));
    }
}
