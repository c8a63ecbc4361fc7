package dev.jobd.daemon.schedule;

import dev.jobd.model.Group;
import dev.jobd.model.Policies;
import dev.jobd.model.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// Decides which of the runs that wait may start. Slots of its group and one of the daemon's places
/// must be free for it, its group not paused, its locks free, the load below its bound; of those
/// the higher priority goes first, then the earlier due time, then the one that was ready first.
/// The same runs in the same order always give the same starts.
///
/// Who waits is not passed for ever by those behind it: in its group the first that waits for slots
/// only ([Lane]) keeps those slots, and of each lock the first that waits is the next to have it
/// ([Locks]). Only a higher priority goes before, as often as it comes. Nobody keeps back who needs
/// neither.
final class Admission {
    private final Map<String, Lane> lanes = new TreeMap<>();
    private final Locks locks = new Locks();
    private final LoadGate gate;
    private int processesMax;
    private Settings settings = Settings.DEFAULT;
    private int processes;
    private long arrivals;

    /// @param processesMax how many processes the daemon runs at once at most, over all groups
    /// @param load returns the machine's load of the last minute
    Admission(int processesMax, DoubleSupplier load) {
        this.processesMax = processesMax;
        gate = new LoadGate(load);
    }

    /// Makes a group, gives it other slots, or pauses it or not. Nothing that runs is stopped.
    void define(Group group) {
        Lane lane = lanes.get(group.name());
        if (lane == null) {
            lanes.put(group.name(), new Lane(group));
            return;
        }
        boolean wasPaused = lane.isPaused();
        if (wasPaused == group.pause().isPresent()) {
            lane.define(group);
            return;
        }
        List<RunEntry> waiting = lane.waiting();
        waiting.forEach(this::leaveLine);
        lane.define(group);
        waiting.forEach(this::join);
    }

    /// Removes a group of which nothing waits or runs.
    void remove(String name) {
        Lane lane = lanes.get(name);
        if (lane != null && !lane.isIdle()) {
            throw new IllegalStateException("group " + name + " is in use");
        }
        lanes.remove(name);
    }

    /// Tells whether nothing waits or runs in the group.
    boolean isIdle(String name) {
        Lane lane = lanes.get(name);
        return lane == null || lane.isIdle();
    }

    /// Has all groups be these.
    void defineAll(List<Group> groups) {
        for (String name : names()) {
            if (isIdle(name) && groups.stream().noneMatch(group -> group.name().equals(name))) {
                remove(name);
            }
        }
        groups.forEach(this::define);
    }

    /// Sets how many runs may have a process at once, over all groups. Nothing that runs is
    /// stopped.
    void set(Settings other) {
        settings = other;
    }

    /// Sets how many processes the daemon runs at once at most. Nothing that runs is stopped.
    void limit(int other) {
        processesMax = other;
    }

    Settings settings() {
        return settings;
    }

    /// Returns how many runs may have a process at once, over all groups.
    int cap() {
        return Math.min(processesMax, settings.runsMax().orElse(Integer.MAX_VALUE));
    }

    /// Returns the names of all groups, sorted.
    List<String> names() {
        return List.copyOf(lanes.keySet());
    }

    /// Returns all groups, by name.
    List<Group> groups() {
        return lanes.values().stream().map(Lane::group).toList();
    }

    /// Returns the group with this name.
    Optional<Group> group(String name) {
        return Optional.ofNullable(lanes.get(name)).map(Lane::group);
    }

    /// Lets the run wait for its turn in its job's group.
    void ready(RunEntry entry) {
        entry.arrival = arrivals++;
        join(entry);
    }

    /// Lets the run wait again, in the turn it had.
    void join(RunEntry entry) {
        Lane lane = lane(entry);
        entry.lane = lane;
        if (lane.isPaused()) {
            entry.wait = RunEntry.Wait.PAUSE;
            lane.add(entry);
            return;
        }
        gate.join(entry);
        place(entry, lane);
    }

    private void place(RunEntry entry, Lane lane) {
        if (!gate.isOpen(entry)) {
            entry.wait = RunEntry.Wait.LOAD;
            lane.add(entry);
            return;
        }
        locks.join(entry);
        entry.wait = locks.isOpen(entry) ? RunEntry.Wait.SLOT : RunEntry.Wait.LOCK;
        lane.add(entry);
        locks.nextBehind(entry).forEach(this::settle);
    }

    private void leaveLine(RunEntry entry) {
        Lane lane = entry.lane;
        if (lane != null) {
            gate.leave(entry);
            unplace(entry, lane);
            entry.lane = null;
        }
    }

    private void unplace(RunEntry entry, Lane lane) {
        lane.remove(entry);
        switch (entry.wait) {
            case LOCK, SLOT -> {
                locks.leave(entry);
                locks.firstBehind(entry).forEach(this::settle);
            }
            case PAUSE, LOAD -> {}
        }
    }

    /// Lets a run that is in the queues of its locks stand where it belongs by now.
    private void settle(RunEntry entry) {
        RunEntry.Wait wait = locks.isOpen(entry) ? RunEntry.Wait.SLOT : RunEntry.Wait.LOCK;
        Lane lane = entry.lane;
        if (wait != entry.wait && lane != null) {
            lane.remove(entry);
            entry.wait = wait;
            lane.add(entry);
        }
    }

    /// Takes the run out of the line, or its slot and locks away from it; nothing happens if it has
    /// neither.
    void leave(RunEntry entry) {
        Lane lane = entry.lane;
        if (lane == null) {
            return;
        }
        if (entry.hasSlot) {
            lane.giveBack(entry);
            processes--;
            entry.lane = null;
            entry.hasSlot = false;
            locks.release(entry);
            locks.firstBehind(entry).forEach(this::settle);
        } else {
            leaveLine(entry);
        }
    }

    /// Makes a change of a job on which the places of its runs depend, and lets each keep what it
    /// has: a place among those that run, or its turn among equals. What runs takes the slots and
    /// holds the locks that its job names now.
    void reseat(List<RunEntry> entries, Runnable change) {
        List<RunEntry> holding = entries.stream().filter(entry -> entry.hasSlot).toList();
        List<RunEntry> waiting =
                entries.stream().filter(entry -> entry.lane != null && !entry.hasSlot).toList();
        entries.forEach(this::leave);
        change.run();
        holding.forEach(this::occupy);
        waiting.forEach(this::join);
    }

    /// Gives the run its slots and locks, whether they are free or not: for runs that have a
    /// process already.
    void occupy(RunEntry entry) {
        Lane lane = lane(entry);
        entry.lane = lane;
        entry.hasSlot = true;
        lane.take(entry);
        processes++;
        locks.take(entry);
        locks.firstBehind(entry).forEach(this::settle);
    }

    /// Looks at the load, if it is time and somebody waits for it.
    void look(Moment now) {
        if (gate.look(now)) {
            placeByLoad();
        }
    }

    /// Returns when to look at the load, in monotonic nanoseconds, or `Long.MAX_VALUE` if nobody
    /// waits for it.
    long lookAtNanos() {
        return gate.wakeNanos();
    }

    private void placeByLoad() {
        for (RunEntry entry : gate.waiting()) {
            Lane lane = entry.lane;
            if (lane != null && gate.isOpen(entry) == (entry.wait == RunEntry.Wait.LOAD)) {
                unplace(entry, lane);
                place(entry, lane);
            }
        }
    }

    /// Removes and returns the run that starts next, its slots and locks taken; null if none may
    /// start.
    @Nullable RunEntry next() {
        if (processes >= cap()) {
            return null;
        }
        RunEntry best = null;
        for (Lane lane : lanes.values()) {
            RunEntry first = lane.next();
            if (first != null && (best == null || Lane.ORDER.compare(first, best) < 0)) {
                best = first;
            }
        }
        if (best != null) {
            leaveLine(best);
            occupy(best);
            if (gate.started(best)) {
                placeByLoad();
            }
        }
        return best;
    }

    /// Returns how many processes there are, or are about to be.
    int processes() {
        return processes;
    }

    /// Returns who holds and waits for locks; for reading only.
    Locks locks() {
        return locks;
    }

    /// Returns the load at the last look; empty if there was none.
    Optional<Double> loadSeen() {
        return gate.seen();
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
