package dev.jobd.daemon;

import dev.jobd.model.DurationText;
import dev.jobd.wire.Limits;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The command line of `jobd`.
///
/// @param state where the state lies; empty for the usual place
/// @param socket where the control socket is; empty for the usual place
/// @param slots how many slots the group `default` gets when the store is made; empty for as many
///   as the machine has processors
/// @param processesMax how many processes may run at once, over all groups
/// @param connectionsMax how many clients may be connected at once
/// @param logsMax how many bytes the logs of ended runs may have together
/// @param recover whether a damaged journal is cut back to its longest good part
/// @param drain how long to wait for what runs when a signal ends it; nothing starts meanwhile
record DaemonOptions(
        Optional<Path> state,
        Optional<Path> socket,
        OptionalInt slots,
        int processesMax,
        int connectionsMax,
        long logsMax,
        boolean recover,
        Duration drain) {

    /// How many processes may run at once unless the command line says otherwise.
    static final int PROCESSES_MAX = 512;

    /// Fewer connections than these are not enough for people beside scripts.
    static final int CONNECTIONS_LEAST = 32;

    /// How many bytes of logs there may be unless the command line says otherwise.
    static final long LOGS_MAX = 10L << 30;

    private static final Pattern BYTES = Pattern.compile("(\\d{1,6})([KMGT])|\\d{1,15}");

    /// What `jobd --help` prints.
    static final String HELP =
            """
            Usage: jobd [options]

            The daemon of the job scheduler: keeps jobs, runs them when they are due, and answers
            jobctl and jobtop. jobctl starts it by itself when it is needed.

              --state DIR       where jobs, history and logs are kept ($JOBD_STATE)
              --socket PATH     where jobctl finds it ($JOBD_SOCKET)
              --slots N         slots of the group 'default' in a new store (the processors)
              --processes N     how many processes may run at once, over all groups (512)
              --connections N   how many clients may be connected at once (256); 32 at least, and
                                memory for each
              --logs-max BYTES  how much room the logs of ended runs may take, such as 500M
                                (10G); beyond it the oldest go, those of failed runs last
              --drain DURATION  on SIGTERM and SIGINT start nothing more and wait for what runs, so
                                long at most, such as 10m (0s); a second signal ends it at once
              --recover         start with the longest good part of a damaged journal, and write
                                what was dropped into a report beside it
              --check           read all of a store that no daemon has and say how it is, one JSON object
                                a line; changes nothing; exits with 1 if something is bad
              --restore FILE    make the store of a backup in a state directory that has none, and end
              --version         print the version
              --help            print this

            It prints one line when it is ready, logs to standard error, and ends on SIGTERM and
            SIGINT; jobs that still run go on and are taken up by the next start. Exit codes:
            0 ended, 1 failed, 2 wrong usage, 75 another daemon has the state directory.
            """;

    /// What a command line asks for.
    sealed interface Asked {
        /// Run the daemon.
        record Daemon(DaemonOptions options) implements Asked {}

        /// Look at the store, and end.
        record Check(DaemonOptions options) implements Asked {}

        /// Make the store of a backup, and end.
        record Restore(DaemonOptions options, Path backup) implements Asked {}

        /// Print the help.
        record Help() implements Asked {}

        /// Print the version.
        record Version() implements Asked {}

        /// It is not understood.
        record Wrong(String message) implements Asked {}
    }

    private static final class WrongException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String text;

        private WrongException(String text) {
            super(text, null, false, false);
            this.text = text;
        }
    }

    /// Reads a command line.
    static Asked parse(List<String> arguments) {
        try {
            return read(new ArrayDeque<>(arguments));
        } catch (WrongException wrong) {
            return new Asked.Wrong(wrong.text);
        }
    }

    private static Asked read(Deque<String> words) {
        Optional<Path> state = Optional.empty();
        Optional<Path> socket = Optional.empty();
        OptionalInt slots = OptionalInt.empty();
        int processesMax = PROCESSES_MAX;
        int connectionsMax = Limits.CONNECTIONS;
        long logsMax = LOGS_MAX;
        boolean recover = false;
        boolean check = false;
        Optional<Path> restore = Optional.empty();
        Duration drain = Duration.ZERO;
        while (!words.isEmpty()) {
            String option = splitValue(words);
            switch (option) {
                case "--state" -> state = Optional.of(path(option, words));
                case "--socket" -> socket = Optional.of(path(option, words));
                case "--slots" -> slots = OptionalInt.of(number(option, words));
                case "--processes" -> processesMax = number(option, words);
                case "--connections" -> connectionsMax = connections(option, words);
                case "--logs-max" -> logsMax = bytes(option, words);
                case "--recover" -> recover = true;
                case "--check" -> check = true;
                case "--restore" -> restore = Optional.of(path(option, words));
                case "--drain" -> drain = duration(option, words);
                case "--help", "-h" -> {
                    return new Asked.Help();
                }
                case "--version", "-V" -> {
                    return new Asked.Version();
                }
                default -> throw unknown(option);
            }
        }
        DaemonOptions options =
                new DaemonOptions(
                        state,
                        socket,
                        slots,
                        processesMax,
                        connectionsMax,
                        logsMax,
                        recover,
                        drain);
        if (check) {
            return new Asked.Check(options);
        }
        return restore.<Asked>map(file -> new Asked.Restore(options, file))
                .orElseGet(() -> new Asked.Daemon(options));
    }

    private static WrongException unknown(String option) {
        return new WrongException("unknown option '" + option + "'; see jobd --help");
    }

    /// Takes the next option off; of `--name=value` the value stays as the next word.
    private static String splitValue(Deque<String> words) {
        String word = words.removeFirst();
        int equals = word.indexOf('=');
        if (!word.startsWith("--") || equals < 0) {
            return word;
        }
        words.addFirst(word.substring(equals + 1));
        return word.substring(0, equals);
    }

    private static String value(String option, Deque<String> words) {
        if (words.isEmpty() || words.getFirst().startsWith("--")) {
            throw new WrongException("option '" + option + "' needs a value; see jobd --help");
        }
        return words.removeFirst();
    }

    private static Path path(String option, Deque<String> words) {
        String value = value(option, words);
        try {
            if (!value.isEmpty()) {
                return Path.of(value).toAbsolutePath().normalize();
            }
        } catch (InvalidPathException _) {
            // said below
        }
        throw new WrongException("option '" + option + "' needs a path, not '" + value + "'");
    }

    private static long bytes(String option, Deque<String> words) {
        String value = value(option, words);
        Matcher parts = BYTES.matcher(value);
        if (!parts.matches()) {
            throw new WrongException(
                    "option '"
                            + option
                            + "' needs a number of bytes such as 500M or 10G, not '"
                            + value
                            + "'");
        }
        String unit = parts.group(2);
        return unit == null
                ? Long.parseLong(value)
                : Long.parseLong(parts.group(1)) << (10 * (1 + "KMGT".indexOf(unit)));
    }

    private static Duration duration(String option, Deque<String> words) {
        String value = value(option, words);
        return DurationText.parse(value)
                .orElseThrow(() ->
                        new WrongException(
                                "option '%s' needs %s, not '%s'"
                                        .formatted(option, DurationText.RULE, value)));
    }

    private static int connections(String option, Deque<String> words) {
        int value = number(option, words);
        if (value < CONNECTIONS_LEAST) {
            throw new WrongException(
                    "option '%s' needs a number of %d to 999999, not '%d'"
                            .formatted(option, CONNECTIONS_LEAST, value));
        }
        return value;
    }

    private static int number(String option, Deque<String> words) {
        String value = value(option, words);
        if (!value.matches("[1-9]\\d{0,5}")) {
            throw new WrongException(
                    "option '" + option + "' needs a number of 1 to 999999, not '" + value + "'");
        }
        return Integer.parseInt(value);
    }
}
