package dev.jobd.daemon.process;

import dev.jobd.daemon.process.kernel.Held;
import dev.jobd.daemon.process.kernel.Kernel;
import dev.jobd.daemon.process.kernel.ProcFiles;
import dev.jobd.daemon.process.kernel.Sight;
import dev.jobd.model.AttemptId;
import dev.jobd.model.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The processes of one attempt, from the order to start them until the last one is dealt with.
///
/// Its leader is the [Supervisor]. When that ends, the others of the group get the stop signal, and
/// KILL a grace period later; once somebody asked for a stop, so do those that left the group. Only
/// then is the leader waited for: as a zombie it holds the number of the group.
///
/// Used by the thread of the [Reaper] alone.
final class Child {
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
        reaper.watch(process, this);
        onBegin.forEach(Runnable::run);
        onBegin.clear();
    }

    /// No process came to be.
    void failed() {
        reaper.remove(this);
    }

    void signal(int signal) {
        withLeader(process -> kernel().signalGroup(process, signal));
    }

    void stop(int signal) {
        withLeader(process -> {
            stopping = true;
            stopSignal = signal;
            if (endedAt == null) {
                List<Held> strays = Processes.marked(kernel(), watched.mark());
                tellToStop(process, strays);
                strays.forEach(kernel()::release);
            } else {
                releaseLeft();
                clean(process);
            }
        });
    }

    void kill() {
        withLeader(process -> {
            killed = true;
            kernel().signalGroup(process, Signal.KILL.number());
            Processes.sweep(kernel(), watched.mark());
            if (endedAt != null) {
                finish(process, endedAt);
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
            if (killed) {
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
        kernel().signalGroup(first, Signal.KILL.number());
        find(first)
                .forEach(process -> {
                    kernel().signal(process, Signal.KILL.number());
                    kernel().release(process);
                });
        if (stopping) {
            Processes.sweep(kernel(), watched.mark());
        }
        finish(first, endedAt);
    }

    /// The leader has ended: asks what is left to end, or finishes if nothing is.
    private void clean(Held first) {
        List<Held> found = find(first);
        if (found.isEmpty()) {
            finish(first, endedAt == null ? Instant.now() : endedAt);
            return;
        }
        tellToStop(first, found);
        for (Held process : found) {
            left.add(process);
            reaper.watch(process, this);
        }
        if (!cleaning) {
            cleaning = true;
            deadline = System.nanoTime() + watched.stop().grace().toNanos();
            reaper.schedule(this);
        }
    }

    /// CONT comes second: a stopped process must have a signal before it can act on it.
    private void tellToStop(Held first, List<Held> others) {
        for (int signal : new int[] {stopSignal, Signal.CONT.number()}) {
            kernel().signalGroup(first, signal);
            for (Held process : others) {
                if (!own || kernel().groupOf(process.pid()) != first.pid()) {
                    kernel().signal(process, signal);
                }
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
        releaseLeft();
        reaper.remove(this);
        Exit exit = Exits.of(watched, kernel().reap(first), own, killed);
        kernel().release(first);
        leader = null;
        reaper.listener().ended(attempt(), exit, at);
    }

    private void releaseLeft() {
        left.forEach(reaper::release);
        left.clear();
    }

    private void withLeader(java.util.function.Consumer<Held> action) {
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
