package dev.jobd.daemon.process;

import dev.jobd.daemon.process.kernel.Reaped;
import dev.jobd.model.Attempt.Usage;
import dev.jobd.model.Signal;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/// Makes out how an attempt ended from what its supervisor wrote and what the kernel says.
final class Exits {
    private Exits() {}

    /// Returns the exit of an attempt whose leader is gone.
    ///
    /// @param reaped the leader's exit status; empty if it was not our child
    /// @param own whether it was our child
    /// @param killed whether we killed it
    static Exit of(Watched watched, Optional<Reaped> reaped, boolean own, boolean killed) {
        StatusFile status;
        try {
            status = StatusFile.read(watched.log());
        } catch (IOException failure) {
            return reaped.map(Exits::plain)
                    .orElseGet(() -> new Exit.Unknown("its status is unreadable: " + failure));
        }
        Usage usage = reaped.map(Reaped::usage).orElse(Usage.UNKNOWN);
        Optional<Exit> written = of(status, usage, watched);
        if (written.isPresent()) {
            return written.get();
        }
        if (reaped.isPresent()) {
            return status.begin().isEmpty() && reaped.get().signal() == 0 && !killed
                    ? new Exit.NotStarted("its status file could not be written")
                    : plain(reaped.get());
        }
        if (killed) {
            // Only KILL keeps a supervisor from writing down how the command ended.
            return new Exit.Signalled(Signal.KILL.number(), usage);
        }
        return new Exit.Unknown(own ? "somebody else waited for it" : LEFT_NOTHING);
    }

    /// What can be said of an attempt that began and left no exit code.
    static final String LEFT_NOTHING = "it ended without an exit code; it may have been killed";

    /// Returns the exit that is written down, if one is.
    static Optional<Exit> of(StatusFile status, Usage reaped, Watched watched) {
        if (status.notExecuted().isPresent()) {
            return Optional.of(
                    new Exit.NotStarted(
                            CommandLookup.text(
                                    status.notExecuted().getAsInt(), watched.process())));
        }
        if (status.exitCode().isEmpty()) {
            return Optional.empty();
        }
        // The kernel counts finer than the shell.
        Usage usage =
                reaped.cpu().isPresent() ? reaped : new Usage(status.cpu(), OptionalLong.empty());
        return Optional.of(Exit.ofShell(status.exitCode().getAsInt(), usage));
    }

    private static Exit plain(Reaped reaped) {
        return reaped.signal() != 0
                ? new Exit.Signalled(reaped.signal(), reaped.usage())
                : Exit.ofShell(reaped.code(), reaped.usage());
    }
}
