package dev.jobd.model;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What a run of a job needs so that it may start, beside its turn.
///
/// @param weight how many slots of its group it takes, from 1
/// @param locks the names of the mutexes that it holds while it has a process, sorted, each once
/// @param maxLoad it starts only while the machine's load of one minute is below this
public record Needs(int weight, List<String> locks, Optional<Double> maxLoad) {
    /// The bound of weights.
    public static final int WEIGHT_MAX = 1_000_000;

    /// How many locks a job can have.
    public static final int LOCKS_MAX = 16;

    /// The bound of loads.
    public static final double LOAD_MAX = 1_000_000;

    /// One slot, and nothing else.
    public static final Needs USUAL = new Needs(1, List.of(), Optional.empty());

    public Needs {
        if (weight < 1 || weight > WEIGHT_MAX) {
            throw new IllegalArgumentException("a weight is 1 to " + WEIGHT_MAX);
        }
        locks = List.copyOf(new TreeSet<>(locks));
        if (locks.size() > LOCKS_MAX) {
            throw new IllegalArgumentException("a job has at most " + LOCKS_MAX + " locks");
        }
        if (maxLoad.isPresent() && !(maxLoad.get() > 0 && maxLoad.get() <= LOAD_MAX)) {
            throw new IllegalArgumentException("a load is more than 0, up to 1000000");
        }
    }

    /// Returns them with another weight.
    public Needs withWeight(int other) {
        return new Needs(other, locks, maxLoad);
    }

    /// Returns them with other locks.
    public Needs withLocks(List<String> other) {
        return new Needs(weight, other, maxLoad);
    }

    /// Returns them with another bound of the load.
    public Needs withMaxLoad(Optional<Double> other) {
        return new Needs(weight, locks, other);
    }
}
