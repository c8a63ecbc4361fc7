package dev.jobd.daemon.process.kernel;

import java.util.Optional;

/// One line of `/proc/PID/stat`.
///
/// @param pid the process
/// @param state `R`, `S`, `T`, `Z`, …
/// @param group its process group
/// @param session its session
/// @param startTicks when it started, in ticks since the boot: with the pid, the name of a process
///   for as long as the machine is up
public record ProcStat(long pid, char state, long group, long session, long startTicks) {

    /// Reads such a line; empty if it is none.
    public static Optional<ProcStat> parse(String line) {
        // The name of the program stands in parentheses and may itself hold any character.
        int open = line.indexOf(" (");
        int close = line.lastIndexOf(") ");
        if (open < 0 || close < open) {
            return Optional.empty();
        }
        String[] fields = line.substring(close + 2).strip().split(" ", -1);
        if (fields.length < 20) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new ProcStat(
                            Long.parseLong(line.substring(0, open)),
                            fields[0].charAt(0),
                            Long.parseLong(fields[2]),
                            Long.parseLong(fields[3]),
                            Long.parseLong(fields[19])));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// Tells whether it has ended and only waits to be waited for.
    public boolean isZombie() {
        return state == 'Z' || state == 'X';
    }
}
