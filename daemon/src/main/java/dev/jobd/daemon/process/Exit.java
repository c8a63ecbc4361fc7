package dev.jobd.daemon.process;

import dev.jobd.model.Attempt.Usage;
import dev.jobd.model.Outcome;
import dev.jobd.model.Signal;

/// How a process ended.
public sealed interface Exit {

    /// What the process and its children used.
    Usage usage();

    /// It exited.
    ///
    /// @param code 0 to 255
    record Code(int code, Usage usage) implements Exit {}

    /// A signal ended it.
    ///
    /// @param signal the signal's number
    record Signalled(int signal, Usage usage) implements Exit {}

    /// The process was made, but the command could not be executed in it.
    ///
    /// @param reason such as `command not found: frob`
    record NotStarted(String reason) implements Exit {
        @Override
        public Usage usage() {
            return Usage.UNKNOWN;
        }
    }

    /// It is gone and left no exit code.
    ///
    /// @param reason what is known
    record Unknown(String reason) implements Exit {
        @Override
        public Usage usage() {
            return Usage.UNKNOWN;
        }
    }

    /// Returns what the exit says about the attempt when nobody stopped it.
    default Outcome outcome() {
        return switch (this) {
            case Code(int code, Usage _) ->
                    code == 0 ? new Outcome.Succeeded() : new Outcome.Failed(code);
            case Signalled(int signal, Usage _) -> new Outcome.Signalled(signal);
            case NotStarted(String reason) -> new Outcome.NotStarted(reason);
            case Unknown(String reason) -> new Outcome.Lost(reason);
        };
    }

    /// Reads the exit code of a shell, which says 128 + n when signal n ended the command. Nothing
    /// tells this from a command that itself exits with 128 + n; as every shell does, the code is
    /// taken for a signal where there is such a signal.
    static Exit ofShell(int code, Usage usage) {
        return Signal.of(code - 128).isPresent()
                ? new Signalled(code - 128, usage)
                : new Code(code, usage);
    }
}
