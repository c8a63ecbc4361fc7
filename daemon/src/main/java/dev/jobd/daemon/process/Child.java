package dev.jobd.daemon.process;

import dev.jobd.daemon.process.kernel.Held;
import dev.jobd.daemon.process.kernel.Kernel;
import dev.jobd.daemon.process.kernel.ProcFiles;
import dev.jobd.daemon.process.kernel.ShortageException;
import dev.jobd.daemon.process.kernel.Sight;
import dev.jobd.model.AttemptId;
import dev.jobd.model.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The processes of one attempt, from the order to start them until the last one is dealt with.
///
/// Its leader is the [Supervisor]. When that ends, the others of the group get the stop signal, and
/// KILL a grace period later, unless the job wants them left alone; once somebody asked for a stop,
/// so do those that left the group. Only then is the leader waited for: as a zombie it holds the
/// number of the group.
///
/// Used by the thread of the [Reaper] alone.
final class Child {
    private static final Logger LOG = LoggerFactory.getLogger(Child.class);

    private final Reaper reaper;
    private final Watched watched;
    private final List<Runnable> onBegin = new ArrayList<>();
    private final Set<Held> left = new HashSet<>();
    private @Nullable Held leader;
    private boolean own;
    private int stopSignal;
    private boolean stopping;
    private boolean killed;
    private @Nullable Instant endedAt;
    private long deadline;
    private boolean cleaning;

    /// @param reaper the thread it lives in
    /// @param watched what it is
    Child(Reaper reaper, Watched watched) {
        this.reaper = reaper;
        this.watched = watched;
        this.stopSignal = watched.stop().signal().number();
    }

    AttemptId attempt() {
        return watched.attempt();
    }

    /// Returns when [#expire] is due, in the time of [System#nanoTime].
    long deadline() {
        return deadline;
    }

    /// Its process is there.
    ///
    /// @param isOwn whether it is a child of this daemon, or was adopted
    void begin(Held process, boolean isOwn) {
        leader = process;
        own = isOwn;
        try {
            reaper.watch(process, this);
        } catch (RuntimeException failure) {
            giveUp(process, failure);
            return;
        }
        onBegin.forEach(Runnable::run);
        onBegin.clear();
    }

    /// Its end would never be heard of, so it must end now: were it only said to be lost, the next
    /// run could begin beside it.
    private void giveUp(Held process, RuntimeException failure) {
        LOG.error("{} cannot be watched and is killed", attempt(), failure);
        try {
            kernel().signalGroup(process, Signal.KILL.number());
            Processes.sweep(kernel(), watched.mark());
            reaper.release(process);
        } finally {
            over(new Exit.Unknown("killed, since it cannot be watched: " + failure), Instant.now());
        }
    }

    /// No process came to be.
    void failed() {
        reaper.remove(this);
    }

    void signal(int signal) {
        withLeader(process -> kernel().signalGroup(process, signal));
    }

    void signalAll(int signal) {
        withLeader(process -> {
            List<Held> strays = strays();
            tell(signal, process, strays);
            strays.forEach(kernel()::release);
        });
    }

    void stop(int signal) {
        withLeader(process -> {
            stopping = true;
            stopSignal = signal;
            if (endedAt == null) {
                List<Held> strays = strays();
                tellToStop(process, strays);
                strays.forEach(kernel()::release);
            } else {
                releaseLeft();
                clean(process);
            }
        });
    }

    /// Returns what left the group, too. The signal must reach the group whatever cannot be found.
    private List<Held> strays() {
        try {
            return Processes.marked(kernel(), watched.mark());
        } catch (ShortageException shortage) {
            LOG.warn("a signal to all of {} goes to its group only", attempt(), shortage);
            return List.of();
        }
    }

    void kill() {
        withLeader(process -> {
            killed = true;
            try {
                kernel().signalGroup(process, Signal.KILL.number());
                Processes.sweep(kernel(), watched.mark());
            } finally {
                if (endedAt != null) {
                    finish(process, endedAt);
                }
            }
        });
    }

    /// One of its watched processes has ended.
    void ended(Held process) {
        Held first = leader;
        if (first == null) {
            return;
        }
        if (process.equals(first)) {
            endedAt = Instant.now();
            if (killed || (watched.stop().leaveChildren() && !stopping)) {
                finish(first, endedAt);
            } else {
                clean(first);
            }
        } else {
            kernel().release(process);
            left.remove(process);
            if (left.isEmpty()) {
                clean(first);
            }
        }
    }

    /// The grace period of what is left is over.
    void expire() {
        Held first = leader;
        if (first == null || endedAt == null) {
            return;
        }
        try {
            kernel().signalGroup(first, Signal.KILL.number());
            find(first)
                    .forEach(process -> {
                        kernel().signal(process, Signal.KILL.number());
                        kernel().release(process);
                    });
            if (stopping) {
                Processes.sweep(kernel(), watched.mark());
            }
        } finally {
            finish(first, endedAt);
        }
    }

    /// The leader has ended: asks what is left to end, or finishes if nothing is.
    private void clean(Held first) {
        boolean isLeft = true;
        try {
            isLeft = tellToEnd(first);
        } finally {
            // Also after a failure, when it is not known: then it is over at the deadline.
            if (!isLeft) {
                finish(first, endedAt == null ? Instant.now() : endedAt);
            } else if (!cleaning) {
                cleaning = true;
                deadline = System.nanoTime() + watched.stop().grace().toNanos();
                reaper.schedule(this);
            }
        }
    }

    /// Asks what is left to end and watches it; tells whether there is any.
    private boolean tellToEnd(Held first) {
        List<Held> found = find(first);
        if (found.isEmpty()) {
            return false;
        }
        left.addAll(found);
        tellToStop(first, found);
        found.forEach(process -> reaper.watch(process, this));
        return true;
    }

    /// CONT comes second: a stopped process must have a signal before it can act on it.
    private void tellToStop(Held first, List<Held> others) {
        tell(stopSignal, first, others);
        tell(Signal.CONT.number(), first, others);
    }

    private void tell(int signal, Held first, List<Held> others) {
        kernel().signalGroup(first, signal);
        for (Held process : others) {
            if (!own || kernel().groupOf(process.pid()) != first.pid()) {
                kernel().signal(process, signal);
            }
        }
    }

    private List<Held> find(Held first) {
        List<Held> found = new ArrayList<>(Processes.ofGroup(kernel(), first.pid()));
        if (!own) {
            // It may have been waited for by now, and then its number may be somebody else's.
            found.removeIf(process -> !isMarked(process));
        }
        if (stopping) {
            for (Held process : Processes.marked(kernel(), watched.mark())) {
                boolean known =
                        process.pid() == first.pid()
                                || found.stream().anyMatch(it -> it.pid() == process.pid());
                if (known) {
                    kernel().release(process);
                } else {
                    found.add(process);
                }
            }
        }
        return found;
    }

    private boolean isMarked(Held process) {
        boolean marked = ProcFiles.look(process.pid(), watched.mark()) == Sight.WANTED;
        if (!marked) {
            kernel().release(process);
        }
        return marked;
    }

    private void finish(Held first, Instant at) {
        Exit exit = exit(first);
        try {
            releaseLeft();
            kernel().release(first);
        } finally {
            over(exit, at);
        }
    }

    private Exit exit(Held first) {
        try {
            return Exits.of(watched, kernel().reap(first), own, killed);
        } catch (RuntimeException failure) {
            LOG.error("how {} ended cannot be found out", attempt(), failure);
            return new Exit.Unknown("error in jobd: " + failure);
        }
    }

    private void over(Exit exit, Instant at) {
        leader = null;
        reaper.remove(this);
        reaper.listener().ended(attempt(), exit, at);
    }

    private void releaseLeft() {
        left.forEach(reaper::release);
        left.clear();
    }

    private void withLeader(Consumer<Held> action) {
        if (leader == null) {
            onBegin.add(() -> withLeader(action));
        } else {
            action.accept(leader);
        }
    }

    private Kernel kernel() {
        return reaper.kernel();
    }
}
