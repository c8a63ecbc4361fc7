package dev.jobd.daemon.schedule;

import dev.jobd.model.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One group: what waits in it, and how many of its slots are taken.
///
/// What could start but for a slot stands in the order in which it starts. The first of these that
/// does not fit keeps all behind it back until it has started: lighter ones must not pass a heavy
/// one for ever. What waits for anything else stands aside, and keeps nobody back.
final class Lane {
    /// The higher priority first, then the earlier due time, then the one that was ready first.
    static final Comparator<RunEntry> ORDER =
            Comparator.<RunEntry>comparingInt(entry -> -entry.job.policies.priority())
                    .thenComparing(entry -> entry.run.dueAt())
                    .thenComparingLong(entry -> entry.arrival);

    private Group group;
    private long taken;
    private long takenByCaughtUp;
    private int running;
    private final TreeSet<RunEntry> onTime = new TreeSet<>(ORDER);
    private final TreeSet<RunEntry> caughtUp = new TreeSet<>(ORDER);
    private final TreeSet<RunEntry> aside = new TreeSet<>(ORDER);

    Lane(Group group) {
        this.group = group;
    }

    Group group() {
        return group;
    }

    String name() {
        return group.name();
    }

    /// Gives it other slots, or pauses it. Who waits has to be placed again if it is paused now and
    /// was not, or the other way round.
    void define(Group other) {
        group = other;
    }

    boolean isPaused() {
        return group.pause().isPresent();
    }

    /// Returns the weight of all that has a process.
    long taken() {
        return taken;
    }

    /// Tells whether nothing of it waits or runs.
    boolean isIdle() {
        return running == 0 && onTime.isEmpty() && caughtUp.isEmpty() && aside.isEmpty();
    }

    /// Returns all that waits.
    List<RunEntry> waiting() {
        List<RunEntry> all = new ArrayList<>(onTime);
        all.addAll(caughtUp);
        all.addAll(aside);
        return all;
    }

    /// Lets a run stand where its [RunEntry#wait] says.
    void add(RunEntry entry) {
        place(entry).add(entry);
    }

    void remove(RunEntry entry) {
        place(entry).remove(entry);
    }

    private NavigableSet<RunEntry> place(RunEntry entry) {
        if (entry.wait != RunEntry.Wait.SLOT) {
            return aside;
        }
        return entry.isCaughtUp() ? caughtUp : onTime;
    }

    /// Takes slots for a run, whether or not they are free.
    void take(RunEntry entry) {
        entry.taken = entry.job.policies.needs().weight();
        taken += entry.taken;
        takenByCaughtUp += entry.isCaughtUp() ? entry.taken : 0;
        running++;
    }

    void giveBack(RunEntry entry) {
        taken -= entry.taken;
        takenByCaughtUp -= entry.isCaughtUp() ? entry.taken : 0;
        running--;
    }

    /// Returns the run that starts next; null if none may start now.
    @Nullable RunEntry next() {
        RunEntry first = first();
        return first != null && group.fits(taken, weight(first)) ? first : null;
    }

    /// Returns the run whose turn it is, whether or not it fits; null if there is none.
    @Nullable RunEntry first() {
        RunEntry first = onTime.isEmpty() ? null : onTime.first();
        RunEntry late = caughtUp.isEmpty() ? null : caughtUp.first();
        boolean mayCatchUp = late != null && group.fitsCaughtUp(takenByCaughtUp, weight(late));
        return mayCatchUp && (first == null || ORDER.compare(late, first) < 0) ? late : first;
    }

    /// Tells whether what is caught up has had its share of the slots.
    boolean isKeptForOnTime(RunEntry entry) {
        return entry.isCaughtUp() && !group.fitsCaughtUp(takenByCaughtUp, weight(entry));
    }

    /// Returns how many that wait for slots are before this one.
    long before(RunEntry entry) {
        return (long) onTime.headSet(entry).size() + caughtUp.headSet(entry).size();
    }

    private static int weight(RunEntry entry) {
        return entry.job.policies.needs().weight();
    }
}
