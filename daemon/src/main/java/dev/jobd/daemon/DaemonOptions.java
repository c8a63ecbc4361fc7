package dev.jobd.daemon;

import dev.jobd.daemon.config.ConfigurationSource.Given;
import dev.jobd.daemon.config.Kind;
import dev.jobd.daemon.config.Setting;
import dev.jobd.daemon.config.SettingList;
import dev.jobd.wire.Suggestions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The command line of `jobd`.
///
/// @param state where the state lies; empty for the usual place
/// @param socket where the control socket is; empty for the usual place
/// @param config the configuration file; empty for the usual place
/// @param recover whether a damaged journal is cut back to its longest good part
/// @param settings what is set, by its name
record DaemonOptions(
        Optional<Path> state,
        Optional<Path> socket,
        Optional<Path> config,
        boolean recover,
        Map<String, Given> settings) {

    DaemonOptions {
        settings = Map.copyOf(settings);
    }

    /// What a command line asks for.
    sealed interface Asked {
        /// Run the daemon.
        record Daemon(DaemonOptions options) implements Asked {}

        /// Look at the store, and end.
        record Check(DaemonOptions options) implements Asked {}

        /// Look at the configuration, and end.
        record CheckConfig(DaemonOptions options) implements Asked {}

        /// Print the configuration, and end.
        record PrintConfig(DaemonOptions options) implements Asked {}

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
            return new Reading(new ArrayDeque<>(arguments)).asked();
        } catch (WrongException wrong) {
            return new Asked.Wrong(wrong.text);
        }
    }

    /// What was read of a command line so far.
    private static final class Reading {
        private final Deque<String> words;
        private final Map<String, Given> settings = new LinkedHashMap<>();
        private Optional<Path> state = Optional.empty();
        private Optional<Path> socket = Optional.empty();
        private Optional<Path> config = Optional.empty();
        private Optional<Path> restore = Optional.empty();
        private boolean recover;
        private boolean check;
        private boolean checkConfig;
        private boolean printConfig;

        private Reading(Deque<String> words) {
            this.words = words;
        }

        private Asked asked() {
            while (!words.isEmpty()) {
                String option = splitValue(words);
                switch (option) {
                    case "--state" -> state = Optional.of(path(option, words));
                    case "--socket" -> socket = Optional.of(path(option, words));
                    case "--config" -> config = Optional.of(path(option, words));
                    case "--set" -> set(value(option, words));
                    case "--recover" -> recover = true;
                    case "--check" -> check = true;
                    case "--check-config" -> checkConfig = true;
                    case "--print-config" -> printConfig = true;
                    case "--restore" -> restore = Optional.of(path(option, words));
                    case "--help", "-h" -> {
                        return new Asked.Help();
                    }
                    case "--version", "-V" -> {
                        return new Asked.Version();
                    }
                    default ->
                            put(
                                    SettingList.ofOption(option).orElseThrow(() -> unknown(option)),
                                    option,
                                    value(option, words));
                }
            }
            DaemonOptions options = new DaemonOptions(state, socket, config, recover, settings);
            if (printConfig) {
                return new Asked.PrintConfig(options);
            }
            if (checkConfig) {
                return new Asked.CheckConfig(options);
            }
            if (check) {
                return new Asked.Check(options);
            }
            return restore.<Asked>map(file -> new Asked.Restore(options, file))
                    .orElseGet(() -> new Asked.Daemon(options));
        }

        private void set(String assignment) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new WrongException(
                        "option '--set' needs SECTION.KEY=VALUE such as runs.drain=10m, not '%s'"
                                .formatted(assignment));
            }
            String name = assignment.substring(0, equals);
            Setting<?> setting =
                    SettingList.find(name).orElseThrow(() -> new WrongException(unknownName(name)));
            put(setting, "--set " + name, assignment.substring(equals + 1));
        }

        private <T> void put(Setting<T> setting, String option, String text) {
            Kind<T> kind = setting.kind();
            if (kind.parse(text).isEmpty()) {
                throw new WrongException(
                        "option '%s' needs %s, not '%s'".formatted(option, kind.rule(), text));
            }
            settings.put(setting.name(), new Given(option, text));
        }
    }

    private static String unknownName(String name) {
        List<String> names = SettingList.ALL.stream().map(Setting::name).toList();
        return Suggestions.unknown("setting", name, names) + "; see jobd --print-config";
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
}
