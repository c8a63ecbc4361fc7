package dev.jobd.daemon.process;

import dev.jobd.daemon.process.kernel.Spawn;
import dev.jobd.model.Command;
import dev.jobd.model.ProcessSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The tiny shell that stands between jobd and a command. It is there so that how the command ended
/// is written down when no daemon is.
final class Supervisor {
    private static final String SHELL = "/bin/sh";

    // Only builtins, so it costs one fork.
    //
    // A signal to the group must not end the supervisor. A trap is undone in the child; an ignored
    // signal would not be.
    // The names are such that no environment has them: a shell would pass its own value on.
    // Boot id, pid and start time tell this process from all others. They are written before the
    // command can run; where they cannot be written, it does not run.
    // The shell's own remarks, such as "Terminated", do not belong into the output.
    // A command that was executed never sees the trap, so N means: not executed. bash forgets the
    // trap before it tries; there, what CommandLookup did not foresee is an ordinary exit.
    private static final String SCRIPT =
            """
            trap : HUP INT QUIT TERM USR1 USR2
            _jobd_status=$1 _jobd_umask=$2
            shift 2
            IFS= read -r _jobd_boot </proc/sys/kernel/random/boot_id
            IFS= read -r _jobd_stat </proc/self/stat
            echo "B $_jobd_boot $_jobd_stat" >&3 || exit 125
            umask "$_jobd_umask"
            exec 4>&2 2>/dev/null
            (trap 'echo "N $?" >>"$_jobd_status"' EXIT; exec "$@" 2>&4 3>&- 4>&-)
            _jobd_code=$?
            { times; echo "E $_jobd_code"; } >&3
            exit $_jobd_code
            """;

    private Supervisor() {}

    /// Returns how to make the process of an attempt.
    static Spawn spawn(ProcessSpec process, Map<String, String> environment, RunLog log) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                SHELL,
                                "-c",
                                SCRIPT,
                                "jobd",
                                log.status().toAbsolutePath().toString(),
                                Integer.toOctalString(process.umask())));
        switch (process.command()) {
            case Command.Argv argv -> arguments.addAll(argv.arguments());
            case Command.Shell shell -> arguments.addAll(List.of(SHELL, "-c", shell.line()));
        }
        return new Spawn(arguments, environment, process.directory(), log.output(), log.status());
    }
}
