package dev.jobd.daemon.process.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/// Reads `/proc`. Where there is none, there are no processes.
///
/// What cannot be read for want of a file descriptor is a [ShortageException].
public final class ProcFiles {
    // USER_HZ is 100 on every architecture that runs Java.
    private static final long NANOS_PER_TICK = 10_000_000;

    // A process that is executing a program is so for less than a millisecond on most systems.
    private static final int LOOKS_MAX = 400;
    private static final long NANOS_BETWEEN_LOOKS = 50_000;

    private static final Path SELF = Path.of("/proc/self/stat");

    private ProcFiles() {}

    /// Returns the numbers of all processes.
    public static LongStream pids() {
        String[] names = new File("/proc").list((_, name) -> Character.isDigit(name.charAt(0)));
        if (names == null) {
            requireDescriptor();
            return LongStream.empty();
        }
        return Arrays.stream(names).mapToLong(Long::parseLong);
    }

    /// Returns what `/proc/PID/stat` says; empty if there is no such process.
    public static Optional<ProcStat> stat(long pid) {
        return read("/proc/" + pid + "/stat").flatMap(ProcStat::parse);
    }

    /// Looks whether the process was given `NAME=value` in its environment. Somebody else's process
    /// is another one, whatever it was given.
    public static Sight look(long pid, String entry) {
        for (int look = 0; look < LOOKS_MAX; look++) {
            String environment = read("/proc/" + pid + "/environ").orElse("");
            if (!environment.isEmpty()) {
                // Read for every process there is, so nothing is taken apart.
                return ("\0" + environment).contains("\0" + entry + "\0")
                        ? Sight.WANTED
                        : Sight.OTHER;
            }
            Optional<ProcStat> stat = stat(pid);
            if (stat.isEmpty() || stat.get().isGone()) {
                return Sight.GONE;
            }
            if (!stat.get().isExecuting()) {
                return Sight.OTHER;
            }
            LockSupport.parkNanos(NANOS_BETWEEN_LOOKS);
        }
        return Sight.OTHER;
    }

    /// Returns the environment the process was given, one byte per character, since it may hold any
    /// bytes. Empty if it is gone, a zombie or somebody else's.
    public static List<String> environment(long pid) {
        return read("/proc/" + pid + "/environ")
                .map(environment -> List.of(environment.split("\0", -1)))
                .orElse(List.of());
    }

    /// Returns the line that tells the load of the last 1, 5 and 15 minutes; empty where there is
    /// none.
    static Optional<String> loadAverages() {
        return read("/proc/loadavg");
    }

    /// Returns the random id the kernel gave itself when it started; empty text where there is
    /// none.
    public static String bootId() {
        return read("/proc/sys/kernel/random/boot_id").orElse("").strip();
    }

    /// Returns the wall-clock time of a start time in ticks since the boot.
    public static Instant startedAt(long startTicks, Instant now) {
        Duration uptime =
                read("/proc/uptime")
                        .map(text -> text.substring(0, text.indexOf(' ')))
                        .map(seconds -> (long) (Double.parseDouble(seconds) * 1e9))
                        .map(Duration::ofNanos)
                        .orElse(Duration.ZERO);
        return now.minus(uptime).plusNanos(startTicks * NANOS_PER_TICK);
    }

    /// Makes sure that a failure was none for want of a descriptor: asks for one more.
    public static void requireDescriptor() {
        try {
            Files.newInputStream(SELF).close();
        } catch (NoSuchFileException _) {
            // There is no /proc.
        } catch (IOException failure) {
            throw new ShortageException("processes cannot be looked at: " + failure, failure);
        }
    }

    private static Optional<String> read(String file) {
        try {
            return Optional.of(
                    new String(Files.readAllBytes(Path.of(file)), StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException | AccessDeniedException _) {
            return Optional.empty();
        } catch (IOException _) {
            // A process that ends while it is read, for one.
            requireDescriptor();
            return Optional.empty();
        }
    }
}
