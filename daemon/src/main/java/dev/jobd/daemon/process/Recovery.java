package dev.jobd.daemon.process;

import dev.jobd.daemon.process.StatusFile.Begin;
import dev.jobd.daemon.process.kernel.Held;
import dev.jobd.daemon.process.kernel.Kernel;
import dev.jobd.daemon.process.kernel.ProcFiles;
import dev.jobd.daemon.process.kernel.ProcStat;
import dev.jobd.model.Attempt.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Finds out what became of an attempt that nobody watched.
final class Recovery {
    private final Kernel kernel;
    private final LogDirectory logs;
    private final Watched watched;
    private final Consumer<Held> adopt;

    /// @param adopt takes over the leader of an attempt that still runs
    Recovery(Kernel kernel, LogDirectory logs, Watched watched, Consumer<Held> adopt) {
        this.kernel = kernel;
        this.logs = logs;
        this.watched = watched;
        this.adopt = adopt;
    }

    /// Finds it out.
    ///
    /// @throws dev.jobd.daemon.process.kernel.ShortageException if that cannot be told now
    Recovered recover() {
        try {
            StatusFile status = StatusFile.read(watched.log());
            Optional<Recovered> ended = ended(status);
            if (ended.isPresent()) {
                return ended.get();
            }
            return status.begin().isPresent() ? begun(status.begin().get()) : notBegun();
        } catch (IOException failure) {
            ProcFiles.requireDescriptor();
            return new Recovered.Lost("its files are unreadable: " + failure);
        }
    }

    private Recovered begun(Begin begin) throws IOException {
        if (!begin.bootId().equals(ProcFiles.bootId())) {
            return new Recovered.Lost("the machine went down while it ran");
        }
        // First the hold, then the look: what is seen is then true of what is held.
        Optional<Held> held = kernel.hold(begin.stat().pid());
        if (held.isPresent()) {
            Optional<ProcStat> seen = ProcFiles.stat(begin.stat().pid());
            if (seen.isPresent() && seen.get().startTicks() == begin.stat().startTicks()) {
                return adopt(held.get(), seen.get());
            }
            kernel.release(held.get());
        }
        // It may have ended since its status was read.
        return ended(StatusFile.read(watched.log())).orElseGet(this::lost);
    }

    /// Its supervisor was killed. What may be left of its command is killed too: another attempt
    /// must not run beside it.
    private Recovered lost() {
        Processes.sweep(kernel, watched.mark());
        return new Recovered.Lost(Exits.LEFT_NOTHING);
    }

    /// The command runs only after the supervisor wrote its first line. So there is nothing but a
    /// supervisor that is about to write it, or nothing at all.
    private Recovered notBegun() throws IOException {
        List<Held> marked = Processes.marked(kernel, watched.mark());
        marked.stream().skip(1).forEach(kernel::release);
        if (!marked.isEmpty()) {
            Held supervisor = marked.getFirst();
            Optional<ProcStat> stat = ProcFiles.stat(supervisor.pid());
            if (stat.isPresent()) {
                return adopt(supervisor, stat.get());
            }
            kernel.release(supervisor);
        }
        StatusFile again = StatusFile.read(watched.log());
        if (again.begin().isPresent()) {
            return ended(again).orElseGet(this::lost);
        }
        if (watched.log().exists()) {
            logs.delete(watched.attempt());
        }
        return new Recovered.NeverStarted();
    }

    private Recovered adopt(Held leader, ProcStat stat) {
        adopt.accept(leader);
        return new Recovered.Running(
                leader.pid(), ProcFiles.startedAt(stat.startTicks(), Instant.now()));
    }

    private Optional<Recovered> ended(StatusFile status) throws IOException {
        // The line N comes before the line E; wait for both, so that nothing is left to be written.
        Optional<Exit> exit =
                status.exitCode().isPresent()
                        ? Exits.of(status, Usage.UNKNOWN, watched)
                        : Optional.empty();
        if (exit.isEmpty()) {
            return Optional.empty();
        }
        BasicFileAttributes file =
                Files.readAttributes(
                        watched.log().status(),
                        BasicFileAttributes.class,
                        LinkOption.NOFOLLOW_LINKS);
        return Optional.of(
                new Recovered.Ended(
                        exit.get(),
                        file.creationTime().toInstant(),
                        file.lastModifiedTime().toInstant()));
    }
}
