package dev.jobd.model;

import java.util.Locale;
import java.util.Optional;

/// A signal by its POSIX name, with its number on Linux.
public enum Signal {
    HUP(1),
    INT(2),
    QUIT(3),
    ILL(4),
    TRAP(5),
    ABRT(6),
    BUS(7),
    FPE(8),
    KILL(9),
    USR1(10),
    SEGV(11),
    USR2(12),
    PIPE(13),
    ALRM(14),
    TERM(15),
    STKFLT(16),
    CHLD(17),
    CONT(18),
    STOP(19),
    TSTP(20),
    TTIN(21),
    TTOU(22),
    URG(23),
    XCPU(24),
    XFSZ(25),
    VTALRM(26),
    PROF(27),
    WINCH(28),
    IO(29),
    PWR(30),
    SYS(31);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    /// Returns the number the kernel knows it by.
    public int number() {
        return number;
    }

    /// Returns the signal with this number, or empty if it is not 1 to 31.
    public static Optional<Signal> of(int number) {
        Signal[] all = values();
        return number >= 1 && number <= all.length
                ? Optional.of(all[number - 1])
                : Optional.empty();
    }

    /// Reads `TERM`, `SIGTERM`, `term` or `15`; empty if it is none.
    public static Optional<Signal> parse(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT);
        if (name.matches("\\d{1,2}")) {
            return of(Integer.parseInt(name));
        }
        String plain = name.startsWith("SIG") ? name.substring(3) : name;
        for (Signal signal : values()) {
            if (signal.name().equals(plain)) {
                return Optional.of(signal);
            }
        }
        return Optional.empty();
    }
}
