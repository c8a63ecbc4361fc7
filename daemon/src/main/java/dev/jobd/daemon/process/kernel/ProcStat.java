package dev.jobd.daemon.process.kernel;

import java.util.Optional;

/// One line of `/proc/PID/stat`.
///
/// @param pid the process
/// @param state `R`, `S`, `T`, `Z`, …
/// @param group its process group
/// @param session its session
/// @param flags the kernel's flags
/// @param environmentEnd where its environment ends in its memory; 0 while it has none
/// @param startTicks when it started, in ticks since the boot: with the pid, the name of a process
///   for as long as the machine is up
public record ProcStat(
        long pid,
        char state,
        long group,
        long session,
        long flags,
        long environmentEnd,
        long startTicks) {
    private static final long EXITING = 0x4;
    private static final long KERNEL_THREAD = 0x20_0000;

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
                            Long.parseLong(fields[6]),
                            fields.length > 48 ? Long.parseUnsignedLong(fields[48]) : -1,
                            Long.parseLong(fields[19])));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// Tells whether it has ended or is about to.
    public boolean isGone() {
        return state == 'Z' || state == 'X' || (flags & EXITING) != 0;
    }

    /// Tells whether it is just executing a program: its old memory is gone, and with it its
    /// environment, and the new one is not filled yet.
    boolean isExecuting() {
        return environmentEnd == 0 && !isGone() && (flags & KERNEL_THREAD) == 0;
    }
}
