package dev.jobd.daemon.schedule;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;

/// Keeps runs back that start only while the machine's load is below a bound.
///
/// The load is looked at only while such a run waits, and then every [#PAUSE] at most. Each look
/// lets one of them start: the load of one minute shows only later what a run adds to it.
final class LoadGate {
    /// How long it takes until a look is worth another: a load of one minute has followed a fourth
    /// of a change by then.
    static final Duration PAUSE = Duration.ofSeconds(15);

    private final DoubleSupplier source;
    private final Set<RunEntry> waiting = new LinkedHashSet<>();
    private double load = Double.POSITIVE_INFINITY;
    private boolean isUsedUp = true;
    private boolean hasLooked;
    private long lookedAt;

    /// @param source returns the load of the last minute
    LoadGate(DoubleSupplier source) {
        this.source = source;
    }

    /// Takes note that a run waits, if it has a bound.
    void join(RunEntry entry) {
        if (bound(entry).isPresent()) {
            waiting.add(entry);
        }
    }

    void leave(RunEntry entry) {
        waiting.remove(entry);
    }

    /// Tells whether a run may start as far as the load is concerned.
    boolean isOpen(RunEntry entry) {
        return bound(entry).isEmpty() || (!isUsedUp && load < bound(entry).get());
    }

    /// Returns all that wait and have a bound, in the order in which they came.
    List<RunEntry> waiting() {
        return List.copyOf(waiting);
    }

    /// Looks at the load, if anybody waits and the last look is too old. Tells whether it did.
    boolean look(Moment now) {
        if (waiting.isEmpty() || now.nanos() < nextLookNanos()) {
            return false;
        }
        load = source.getAsDouble();
        isUsedUp = false;
        hasLooked = true;
        lookedAt = now.nanos();
        return true;
    }

    /// Takes note that a run started. Tells whether it used the last look up.
    boolean started(RunEntry entry) {
        boolean isNews = bound(entry).isPresent() && !isUsedUp;
        isUsedUp |= isNews;
        return isNews;
    }

    /// Returns when to look at the load again because somebody waits for it, in monotonic
    /// nanoseconds, or `Long.MAX_VALUE`.
    long wakeNanos() {
        return waiting.stream().anyMatch(entry -> !isOpen(entry))
                ? nextLookNanos()
                : Long.MAX_VALUE;
    }

    /// Returns the load at the last look; empty if there was none.
    Optional<Double> seen() {
        return hasLooked ? Optional.of(load) : Optional.empty();
    }

    private long nextLookNanos() {
        return hasLooked ? lookedAt + PAUSE.toNanos() : Long.MIN_VALUE;
    }

    private static Optional<Double> bound(RunEntry entry) {
        return entry.job.policies.needs().maxLoad();
    }
}
