package dev.jobd.daemon.process;

import dev.jobd.daemon.process.kernel.ProcStat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the [Supervisor] wrote down so far. A line counts when it is complete.
///
/// @param begin who the supervisor is; empty if the command never ran
/// @param notExecuted 126 or 127 if the command could not be executed
/// @param exitCode the code of the command in the words of a shell; empty if it has not ended
/// @param cpu what it used, to 10 milliseconds
record StatusFile(
        Optional<Begin> begin,
        OptionalInt notExecuted,
        OptionalInt exitCode,
        Optional<Duration> cpu) {
    private static final StatusFile EMPTY =
            new StatusFile(
                    Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
    private static final Pattern BEGIN = Pattern.compile("B (\\S*) (.*)");
    private static final Pattern CODE = Pattern.compile("[NE] \\d{1,3}");
    // The decimal mark is the locale's.
    private static final Pattern TIME = Pattern.compile("(\\d+)m(\\d+)[.,](\\d{1,9})s");

    /// A supervisor.
    ///
    /// @param bootId the boot of the machine it was started in
    /// @param stat its line of `/proc`, with pid and start time
    record Begin(String bootId, ProcStat stat) {}

    /// Reads the status of an attempt; where there is no file, nothing was written.
    static StatusFile read(RunLog log) throws IOException {
        if (!Files.isRegularFile(log.status(), LinkOption.NOFOLLOW_LINKS)) {
            return EMPTY;
        }
        return parse(new String(Files.readAllBytes(log.status()), StandardCharsets.ISO_8859_1));
    }

    static StatusFile parse(String text) {
        StatusFile status = EMPTY;
        Duration cpu = Duration.ZERO;
        String complete = text.substring(0, text.lastIndexOf('\n') + 1);
        for (String line : complete.lines().toList()) {
            Matcher begin = BEGIN.matcher(line);
            if (begin.matches()) {
                status = status.withBegin(begin.group(1), begin.group(2));
            } else if (CODE.matcher(line).matches()) {
                status = status.withCode(line, cpu);
            } else {
                cpu = cpu.plus(times(line));
            }
        }
        return status;
    }

    private StatusFile withBegin(String bootId, String stat) {
        return new StatusFile(
                ProcStat.parse(stat).map(parsed -> new Begin(bootId, parsed)),
                notExecuted,
                exitCode,
                cpu);
    }

    private StatusFile withCode(String line, Duration used) {
        OptionalInt code = OptionalInt.of(Integer.parseInt(line.substring(2)));
        return line.startsWith("N")
                ? new StatusFile(begin, code, exitCode, cpu)
                : new StatusFile(begin, notExecuted, code, Optional.of(used));
    }

    /// Adds up one line of `times`: user and system time.
    private static Duration times(String line) {
        Duration sum = Duration.ZERO;
        for (String word : List.of(line.split(" ", -1))) {
            Matcher time = TIME.matcher(word);
            if (time.matches()) {
                long nanos = Long.parseLong((time.group(3) + "000000000").substring(0, 9));
                sum =
                        sum.plusMinutes(Long.parseLong(time.group(1)))
                                .plusSeconds(Long.parseLong(time.group(2)))
                                .plusNanos(nanos);
            }
        }
        return sum;
    }
}
