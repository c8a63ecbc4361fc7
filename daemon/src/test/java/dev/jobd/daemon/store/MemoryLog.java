package dev.jobd.daemon.store;

import dev.jobd.model.JobId;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;

/// The commits of an [InMemoryStore]. Safe for any thread.
final class MemoryLog {
    private final NavigableMap<Long, Commit> commits = new ConcurrentSkipListMap<>();
    private long lineage;

    /// Adds a commit.
    void add(MemoryState before, Batch batch, MemoryState after) {
        Set<JobId> jobs = new LinkedHashSet<>();
        Set<RunId> runs = new LinkedHashSet<>();
        for (Change change : batch.changes()) {
            switch (change) {
                case Change.PutJob put -> jobs.add(put.job().id());
                case Change.RemoveJob remove -> jobs.add(remove.job());
                case Change.PutState put -> jobs.add(put.state().job());
                case Change.PutRun put -> runs.add(put.run().id());
                case Change.RemoveRun remove -> runs.add(remove.run());
                case Change.PutGroup _,
                        Change.RemoveGroup _,
                        Change.PutCalendar _,
                        Change.RemoveCalendar _,
                        Change.PutSettings _,
                        Change.PutReceipt _,
                        Change.RemoveReceipt _ -> {}
            }
        }
        List<Effect> effects = new ArrayList<>();
        jobs.forEach(id -> addJob(effects, id, before, after));
        jobs.forEach(id -> addState(effects, id, before, after));
        runs.forEach(id -> addRun(effects, id, before, after));
        commits.put(
                after.seq(),
                new Commit(after.seq(), Instant.now(), 100 * (effects.size() + 1), effects));
    }

    private static void addJob(
            List<Effect> effects, JobId id, MemoryState before, MemoryState after) {
        if (!before.job(id).equals(after.job(id))) {
            effects.add(new Effect.OfJob(id, before.job(id), after.job(id)));
        }
    }

    private static void addState(
            List<Effect> effects, JobId id, MemoryState before, MemoryState after) {
        if (!before.state(id).equals(after.state(id))) {
            effects.add(new Effect.OfState(id, before.state(id), after.state(id)));
        }
    }

    private static void addRun(
            List<Effect> effects, RunId id, MemoryState before, MemoryState after) {
        if (!before.run(id).equals(after.run(id))) {
            Optional<Run> active = before.run(id).filter(run -> !run.isEnded());
            effects.add(new Effect.OfRun(id, active, after.run(id)));
        }
    }

    /// Lets the commits up to this one be read no more.
    void forget(long seq) {
        commits.headMap(seq, true).clear();
    }

    /// Begins another history.
    void branch() {
        lineage++;
    }

    /// Returns how far back it goes.
    History history(long newest) {
        return new History(oldest(newest), lineage);
    }

    private long oldest(long newest) {
        return commits.isEmpty() ? newest + 1 : commits.firstKey();
    }

    /// Returns a reader.
    CommitReader reader(long after, LongSupplier newest) {
        long now = newest.getAsLong();
        if (after > now || after + 1 < oldest(now)) {
            throw new StoreException.Expired(after, oldest(now));
        }
        return new CommitReader() {
            private long next = after + 1;

            @Override
            public int nextBytes() {
                Commit commit = commits.get(next);
                return commit == null || next > newest.getAsLong() ? 0 : commit.bytes();
            }

            @Override
            public List<Commit> next(int limit) {
                List<Commit> page = new ArrayList<>();
                long last = newest.getAsLong();
                long bytes = 0;
                for (; page.size() < limit && next <= last && bytes < LARGE; next++) {
                    Commit commit = commits.get(next);
                    if (commit == null) {
                        throw new StoreException.Expired(next - 1, oldest(last));
                    }
                    page.add(commit);
                    bytes += commit.bytes();
                }
                return page;
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }
}
