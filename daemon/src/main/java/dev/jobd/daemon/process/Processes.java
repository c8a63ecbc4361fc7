package dev.jobd.daemon.process;

import dev.jobd.daemon.process.kernel.Held;
import dev.jobd.daemon.process.kernel.Kernel;
import dev.jobd.daemon.process.kernel.ProcFiles;
import dev.jobd.daemon.process.kernel.ProcStat;
import dev.jobd.daemon.process.kernel.Sight;
import dev.jobd.model.Signal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds processes by their group or by the mark in their environment.
final class Processes {
    // Stopped processes do not fork, so each pass finds fewer; a limit all the same.
    private static final int PASSES_MAX = 50;
    // On a busy machine something ends during every pass, and hardly ever is it one of ours.
    private static final int VAIN_PASSES_MAX = 4;

    private Processes() {}

    /// Takes hold of living members of the group but its leader; of none only if there are none.
    static List<Held> ofGroup(Kernel kernel, long group) {
        return some(
                new Scan(
                        kernel,
                        pid -> {
                            long its = pid == group ? 0 : kernel.groupOf(pid);
                            if (its >= 0 && its != group) {
                                return Sight.OTHER;
                            }
                            return ProcFiles.stat(pid).map(ProcStat::isGone).orElse(true)
                                    ? Sight.GONE
                                    : Sight.WANTED;
                        }));
    }

    /// Takes hold of living processes that carry the mark; of none only if there are none.
    static List<Held> marked(Kernel kernel, String mark) {
        return some(scan(kernel, mark));
    }

    /// Kills all processes that carry the mark. They are stopped first, so that none makes another
    /// one while the rest is killed; that goes on until no new one is found.
    static void sweep(Kernel kernel, String mark) {
        Scan scan = scan(kernel, mark);
        Set<Long> killed = new HashSet<>();
        int vain = 0;
        for (int pass = 0; pass < PASSES_MAX && vain < VAIN_PASSES_MAX; pass++) {
            List<Held> found = scan.pass();
            for (Held process : found) {
                kernel.signal(process, Signal.STOP.number());
            }
            boolean isNew = false;
            for (Held process : found) {
                kernel.signal(process, Signal.KILL.number());
                kernel.release(process);
                isNew |= killed.add(process.pid());
            }
            if (!isNew && scan.isComplete()) {
                return;
            }
            vain = isNew ? 0 : vain + 1;
        }
    }

    private static List<Held> some(Scan scan) {
        List<Held> found = scan.pass();
        for (int pass = 1;
                pass < VAIN_PASSES_MAX && found.isEmpty() && !scan.isComplete();
                pass++) {
            found = scan.pass();
        }
        return found;
    }

    /// We ourselves are excepted: a daemon may have been started by a job.
    private static Scan scan(Kernel kernel, String mark) {
        long self = ProcessHandle.current().pid();
        return new Scan(kernel, pid -> pid == self ? Sight.OTHER : ProcFiles.look(pid, mark));
    }
}
