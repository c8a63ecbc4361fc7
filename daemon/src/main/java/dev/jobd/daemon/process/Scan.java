package dev.jobd.daemon.process;

import dev.jobd.daemon.process.kernel.Held;
import dev.jobd.daemon.process.kernel.Kernel;
import dev.jobd.daemon.process.kernel.ProcFiles;
import dev.jobd.daemon.process.kernel.Sight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/// Looks at all processes there are, as often as it takes.
final class Scan {
    private final Kernel kernel;
    private final LongFunction<Sight> look;
    private final Set<Long> gone = new HashSet<>();
    private boolean complete;

    /// @param look tells of a pid whether it is looked for
    Scan(Kernel kernel, LongFunction<Sight> look) {
        this.kernel = kernel;
        this.look = look;
    }

    /// Looks at each process once and takes hold of those that are looked for.
    List<Held> pass() {
        List<Held> found = new ArrayList<>();
        try {
            pass(found);
            return found;
        } catch (RuntimeException failure) {
            found.forEach(kernel::release);
            throw failure;
        }
    }

    private void pass(List<Held> found) {
        complete = true;
        for (long pid : ProcFiles.pids().toArray()) {
            Sight sight = look.apply(pid);
            if (sight == Sight.WANTED) {
                sight = hold(pid, found);
            }
            // A zombie stays listed, but ends only once.
            if (sight == Sight.GONE && gone.add(pid)) {
                complete = false;
            }
        }
    }

    /// Tells whether the last pass saw all there were. One that ended between the listing and the
    /// look may have made another one in between, which was not listed.
    boolean isComplete() {
        return complete;
    }

    private Sight hold(long pid, List<Held> found) {
        Optional<Held> held = kernel.hold(pid);
        if (held.isEmpty()) {
            return Sight.GONE;
        }
        found.add(held.get());
        // Only now is it sure that the pid is the process that is looked at.
        Sight sight = look.apply(pid);
        if (sight != Sight.WANTED) {
            found.removeLast();
            kernel.release(held.get());
        }
        return sight;
    }
}
