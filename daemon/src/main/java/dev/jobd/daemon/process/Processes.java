package dev.jobd.daemon.process;

import dev.jobd.daemon.process.kernel.Held;
import dev.jobd.daemon.process.kernel.Kernel;
import dev.jobd.daemon.process.kernel.ProcFiles;
import dev.jobd.daemon.process.kernel.ProcStat;
import dev.jobd.model.Signal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/// Finds processes by their group or by the mark in their environment.
final class Processes {
    // Stopped processes do not fork, so each pass finds fewer; a limit all the same.
    private static final int PASSES_MAX = 50;

    private Processes() {}

    /// Takes hold of the living members of the group but its leader.
    static List<Held> ofGroup(Kernel kernel, long group) {
        return hold(kernel, pid -> pid != group && kernel.groupOf(pid) == group);
    }

    /// Takes hold of all living processes that carry the mark, ourselves excepted: a daemon may
    /// have been started by a job.
    static List<Held> marked(Kernel kernel, String mark) {
        long self = ProcessHandle.current().pid();
        return hold(kernel, pid -> pid != self && ProcFiles.carries(pid, mark));
    }

    /// Kills all processes that carry the mark. They are stopped first, so that none makes another
    /// one while the rest is killed; that goes on until no new one is found.
    static void sweep(Kernel kernel, String mark) {
        Set<Long> killed = new HashSet<>();
        for (int pass = 0; pass < PASSES_MAX; pass++) {
            List<Held> found = marked(kernel, mark);
            for (Held process : found) {
                kernel.signal(process, Signal.STOP.number());
            }
            boolean isNew = false;
            for (Held process : found) {
                kernel.signal(process, Signal.KILL.number());
                kernel.release(process);
                isNew |= killed.add(process.pid());
            }
            if (!isNew) {
                return;
            }
        }
    }

    private static List<Held> hold(Kernel kernel, LongPredicate wanted) {
        List<Held> found = new ArrayList<>();
        ProcFiles.pids().filter(wanted).forEach(pid -> kernel.hold(pid).ifPresent(found::add));
        // Only now is it sure that the pid is the process that was asked about.
        found.removeIf(process -> {
            boolean gone =
                    !wanted.test(process.pid())
                            || ProcFiles.stat(process.pid()).map(ProcStat::isZombie).orElse(true);
            if (gone) {
                kernel.release(process);
            }
            return gone;
        });
        return found;
    }
}
