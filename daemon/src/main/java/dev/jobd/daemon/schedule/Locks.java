package dev.jobd.daemon.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The named mutexes that jobs share: who holds each, and who waits for it.
///
/// A run takes all of its locks at once or none, so no two ever wait for each other. It may take
/// them when nobody holds any of them and it is the first of those that wait for each of them, in
/// the order in which runs start: who needs one lock does not pass, again and again, the one that
/// needs two. What stands aside for another reason is not in the queues and keeps nobody back.
final class Locks {
    private final Map<String, Lock> locks = new HashMap<>();

    private static final class Lock {
        /// One, but for edits of jobs that have a process: those take what they are told to have.
        private final Set<RunEntry> holders = new LinkedHashSet<>();

        private final TreeSet<RunEntry> queue = new TreeSet<>(Lane.ORDER);

        private boolean isIdle() {
            return holders.isEmpty() && queue.isEmpty();
        }
    }

    /// Lets a run wait for its locks.
    void join(RunEntry entry) {
        names(entry).forEach(name -> lock(name).queue.add(entry));
    }

    /// Lets a run wait no longer.
    void leave(RunEntry entry) {
        names(entry)
                .forEach(name -> {
                    lock(name).queue.remove(entry);
                    forgetIfIdle(name);
                });
    }

    /// Gives a run its locks, whether or not they are free.
    void take(RunEntry entry) {
        names(entry).forEach(name -> lock(name).holders.add(entry));
    }

    /// Takes its locks away from a run.
    void release(RunEntry entry) {
        names(entry)
                .forEach(name -> {
                    lock(name).holders.remove(entry);
                    forgetIfIdle(name);
                });
    }

    /// Tells whether a run that waits may take all its locks now.
    boolean isOpen(RunEntry entry) {
        return closed(entry) == null;
    }

    /// Returns the first of the locks for which a run has to wait; null if it may take them all.
    @Nullable String closed(RunEntry entry) {
        for (String name : names(entry)) {
            Lock lock = lock(name);
            if (!lock.holders.isEmpty() || !isFirst(lock, entry)) {
                return name;
            }
        }
        return null;
    }

    @SuppressWarnings("ReferenceEquality") // the very entry is meant
    private static boolean isFirst(Lock lock, RunEntry entry) {
        return !lock.queue.isEmpty() && lock.queue.first() == entry;
    }

    /// Returns the runs that are the first to wait for the locks of this one.
    List<RunEntry> firstBehind(RunEntry entry) {
        List<RunEntry> first = new ArrayList<>();
        for (String name : names(entry)) {
            Lock lock = locks.get(name);
            if (lock != null && !lock.queue.isEmpty()) {
                first.add(lock.queue.first());
            }
        }
        return first;
    }

    /// Returns the runs that wait directly behind a waiting one.
    List<RunEntry> nextBehind(RunEntry entry) {
        List<RunEntry> next = new ArrayList<>();
        for (String name : names(entry)) {
            RunEntry behind = lock(name).queue.higher(entry);
            if (behind != null) {
                next.add(behind);
            }
        }
        return next;
    }

    /// Returns who holds a lock.
    List<RunEntry> holders(String name) {
        Lock lock = locks.get(name);
        return lock == null ? List.of() : List.copyOf(lock.holders);
    }

    /// Returns who is the first to wait for a lock; null if nobody waits.
    @Nullable RunEntry first(String name) {
        Lock lock = locks.get(name);
        return lock == null || lock.queue.isEmpty() ? null : lock.queue.first();
    }

    /// Returns how many that wait for a lock are before this one.
    long before(String name, RunEntry entry) {
        return lock(name).queue.headSet(entry).size();
    }

    /// Returns who waits for a lock, the first to get it first.
    List<RunEntry> queue(String name) {
        Lock lock = locks.get(name);
        return lock == null ? List.of() : List.copyOf(lock.queue);
    }

    /// Returns the names of the locks that are held or waited for, sorted.
    Set<String> names() {
        return new TreeMap<>(locks).navigableKeySet();
    }

    private Lock lock(String name) {
        return locks.computeIfAbsent(name, _ -> new Lock());
    }

    private void forgetIfIdle(String name) {
        if (lock(name).isIdle()) {
            locks.remove(name);
        }
    }

    private static List<String> names(RunEntry entry) {
        return entry.job.policies.needs().locks();
    }
}
