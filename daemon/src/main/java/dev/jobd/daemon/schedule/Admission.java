package dev.jobd.daemon.schedule;

import dev.jobd.model.Group;
import dev.jobd.model.Policies;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Decides which of the runs that wait may start: a slot of their group and one of the daemon's
/// places must be free; then the higher priority goes first, then the earlier due time, then the
/// one that was ready first. The same runs in the same order always give the same starts.
final class Admission {
    private static final Comparator<RunEntry> ORDER =
            Comparator.<RunEntry>comparingInt(entry -> -entry.job.policies.priority())
                    .thenComparing(entry -> entry.run.dueAt())
                    .thenComparingLong(entry -> entry.arrival);

    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final int processesMax;
    private int processes;
    private long arrivals;

    /// One group: what waits in it and how many of its slots are taken.
    static final class Lane {
        private Group group;
        private int taken;
        private final TreeSet<RunEntry> ready = new TreeSet<>(ORDER);

        String name() {
            return group.name();
        }

        private Lane(Group group) {
            this.group = group;
        }
    }

    /// @param processesMax how many processes the daemon runs at once, over all groups
    Admission(int processesMax) {
        this.processesMax = processesMax;
    }

    /// Makes a group or gives it other slots. Fewer slots stop nothing that runs.
    void define(Group group) {
        Lane lane = lanes.get(group.name());
        if (lane == null) {
            lanes.put(group.name(), new Lane(group));
        } else {
            lane.group = group;
        }
    }

    /// Returns the names of all groups, in the order in which they were made.
    List<String> names() {
        return List.copyOf(lanes.keySet());
    }

    /// Returns the group with this name.
    Optional<Group> group(String name) {
        return Optional.ofNullable(lanes.get(name)).map(lane -> lane.group);
    }

    /// Lets the run wait for a slot of its job's group.
    void ready(RunEntry entry) {
        entry.arrival = arrivals++;
        join(entry);
    }

    /// Lets the run wait for a slot again, in the turn it had.
    void join(RunEntry entry) {
        Lane lane = lane(entry);
        entry.lane = lane;
        lane.ready.add(entry);
    }

    /// Takes the run out of the line, or its slot away from it; nothing happens if it has neither.
    void leave(RunEntry entry) {
        Lane lane = entry.lane;
        if (lane == null) {
            return;
        }
        if (entry.hasSlot) {
            lane.taken--;
            processes--;
        } else {
            lane.ready.remove(entry);
        }
        entry.lane = null;
        entry.hasSlot = false;
    }

    /// Makes a change of a job on which the places of its runs depend, and lets each keep what it
    /// has: its slot, or its turn among equals.
    void reseat(List<RunEntry> entries, Runnable change) {
        List<RunEntry> holding = entries.stream().filter(entry -> entry.hasSlot).toList();
        List<RunEntry> waiting =
                entries.stream().filter(entry -> entry.lane != null && !entry.hasSlot).toList();
        entries.forEach(this::leave);
        change.run();
        holding.forEach(this::occupy);
        waiting.forEach(this::join);
    }

    /// Takes a slot for the run, whether one is free or not: for runs that have a process already.
    void occupy(RunEntry entry) {
        Lane lane = lane(entry);
        entry.lane = lane;
        entry.hasSlot = true;
        lane.taken++;
        processes++;
    }

    /// Removes and returns the run that starts next, its slot taken; null if none may start.
    @Nullable RunEntry next() {
        if (processes >= processesMax) {
            return null;
        }
        RunEntry best = null;
        for (Lane lane : lanes.values()) {
            if (!lane.ready.isEmpty() && lane.group.hasFreeSlot(lane.taken)) {
                RunEntry first = lane.ready.first();
                best = best == null || ORDER.compare(first, best) < 0 ? first : best;
            }
        }
        if (best != null) {
            leave(best);
            occupy(best);
        }
        return best;
    }

    /// Returns how many processes there are, or are about to be.
    int processes() {
        return processes;
    }

    private Lane lane(RunEntry entry) {
        // A group is never removed while a job names it, so it is there but for a damaged store;
        // then the default group is better than a run that never starts.
        Lane lane = lanes.get(entry.job.policies.group());
        return lane != null
                ? lane
                : lanes.computeIfAbsent(
                        Policies.DEFAULT_GROUP,
                        name -> new Lane(new Group(name, OptionalInt.of(1))));
    }
}
