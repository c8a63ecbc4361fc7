package dev.jobd.daemon.schedule;

import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Says why runs wait, from what the scheduler knows. Changes nothing.
final class WaitFinder {
    private final Book book;

    /// Of so many runs at most it is counted who is before them, which takes the longer the more
    /// wait.
    private static final int COUNTED_MAX = 10;

    WaitFinder(Book book) {
        this.book = book;
    }

    /// Returns what these runs wait for, those of them that do.
    Map<RunId, Wait> find(Set<RunId> runs) {
        Map<RunId, Wait> found = new LinkedHashMap<>();
        for (RunId run : runs) {
            RunEntry entry = book.findRun(run);
            if (entry != null && entry.run.state() instanceof RunState.Queued queued) {
                boolean isCounted = runs.size() <= COUNTED_MAX;
                found.put(
                        run,
                        queued.hold()
                                .<Wait>map(Wait.ForRelease::new)
                                .orElseGet(() -> find(entry, isCounted)));
            }
        }
        return found;
    }

    private Wait find(RunEntry entry, boolean isCounted) {
        Lane lane = entry.lane;
        return lane == null
                ? new Wait.ForJob(named(entry.job.active.getFirst()))
                : switch (entry.wait) {
                    case PAUSE ->
                            new Wait.ForPause(lane.name(), lane.group().pause().orElseThrow());
                    case LOAD ->
                            new Wait.ForLoad(
                                    entry.job.policies.needs().maxLoad().orElseThrow(),
                                    book.admission.loadSeen());
                    case LOCK -> lock(entry, isCounted);
                    case SLOT -> slot(entry, lane, isCounted);
                };
    }

    private Wait lock(RunEntry entry, boolean isCounted) {
        Locks locks = book.admission.locks();
        String name = locks.closed(entry);
        if (name == null) {
            throw new IllegalStateException("no lock is closed for " + entry.run.id());
        }
        OptionalLong before =
                isCounted ? OptionalLong.of(locks.before(name, entry)) : OptionalLong.empty();
        return new Wait.ForLock(
                name,
                locks.holders(name).stream().findFirst().map(WaitFinder::named),
                before,
                first(entry, locks.first(name)));
    }

    private Wait slot(RunEntry entry, Lane lane, boolean isCounted) {
        if (book.admission.processes() >= book.admission.cap()) {
            return new Wait.ForCap(book.admission.cap());
        }
        return new Wait.ForSlot(
                lane.name(),
                lane.group().slots(),
                lane.taken(),
                entry.job.policies.needs().weight(),
                lane.isKeptForOnTime(entry),
                isCounted ? OptionalLong.of(lane.before(entry)) : OptionalLong.empty(),
                first(entry, lane.first()));
    }

    @SuppressWarnings("ReferenceEquality") // the very entry is meant
    private static Optional<Wait.Named> first(RunEntry entry, @Nullable RunEntry first) {
        return first == null || first == entry ? Optional.empty() : Optional.of(named(first));
    }

    /// Returns all locks, by name.
    List<Waits.LockState> locks() {
        Locks locks = book.admission.locks();
        return locks.names().stream()
                .map(name ->
                        new Waits.LockState(
                                name,
                                locks.holders(name).stream().findFirst().map(WaitFinder::named),
                                locks.queue(name).stream().map(WaitFinder::named).toList()))
                .toList();
    }

    private static Wait.Named named(RunEntry entry) {
        RunId id = entry.run.id();
        String name = entry.job.removed ? id.toString() : entry.job.name + "/" + id.number();
        Optional<Instant> since =
                switch (entry.run.state()) {
                    case RunState.Starting starting -> Optional.of(starting.since());
                    case RunState.Running running -> Optional.of(running.startedAt());
                    case RunState.Stopping stopping -> Optional.of(stopping.running().startedAt());
                    case RunState.Queued _, RunState.RetryWait _, RunState.Ended _ ->
                            Optional.empty();
                };
        return new Wait.Named(name, since);
    }
}
