package dev.jobd.daemon.config;

import dev.jobd.wire.Suggestions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where settings come from: options go before the environment, that before the file, that before
/// what is standard.
///
/// @param options what the command line says, by the name of the setting
/// @param environment the environment of the daemon
/// @param file the file
/// @param mustExist whether somebody named the file, so that it is an error if it is not there
public record ConfigurationSource(
        Map<String, Given> options, Map<String, String> environment, Path file, boolean mustExist) {
    /// What belongs on the command line, since clients have to know it too.
    private static final Set<String> PLACES = Set.of("state", "socket");

    public ConfigurationSource {
        options = Map.copyOf(options);
        environment = Map.copyOf(environment);
    }

    /// A value on the command line.
    ///
    /// @param option as it was written
    /// @param text its value
    public record Given(String option, String text) {}

    /// Reads all of it anew.
    ///
    /// @throws ConfigurationException with all that is wrong
    public Configuration read() {
        List<String> problems = new ArrayList<>();
        Map<Setting<?>, Configuration.Chosen<?>> chosen = new LinkedHashMap<>();
        boolean isThere = mustExist || Files.exists(file);
        if (isThere) {
            readFile(chosen, problems);
        }
        for (Setting<?> setting : SettingList.ALL) {
            String text = environment.getOrDefault(setting.variable(), "");
            if (!text.isEmpty()) {
                Origin origin = new Origin.Variable(setting.variable());
                chosen.remove(setting);
                put(setting, text, origin, chosen, problems);
            }
        }
        options.forEach((name, given) -> {
            Setting<?> setting = SettingList.find(name).orElseThrow();
            put(setting, given.text(), new Origin.Option(given.option()), chosen, problems);
        });
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new Configuration(isThere ? Optional.of(file) : Optional.empty(), chosen);
    }

    private void readFile(Map<Setting<?>, Configuration.Chosen<?>> chosen, List<String> problems) {
        for (ConfigurationFile.Entry entry : ConfigurationFile.read(file)) {
            Optional<Setting<?>> setting = SettingList.find(entry.name());
            if (setting.isPresent()) {
                take(setting.get(), entry, chosen, problems);
            } else {
                problems.add(entry.origin().text() + ": " + unknown(entry));
            }
        }
    }

    private static <T> void take(
            Setting<T> setting,
            ConfigurationFile.Entry entry,
            Map<Setting<?>, Configuration.Chosen<?>> chosen,
            List<String> problems) {
        setting.kind()
                .take(entry.value())
                .ifPresentOrElse(
                        value ->
                                chosen.put(
                                        setting, new Configuration.Chosen<>(value, entry.origin())),
                        () ->
                                problems.add(
                                        "%s: %s must be %s, not %s"
                                                .formatted(
                                                        entry.origin().text(),
                                                        setting.name(),
                                                        setting.kind().ruleInFile(),
                                                        shown(entry.value()))));
    }

    private static <T> void put(
            Setting<T> setting,
            String text,
            Origin origin,
            Map<Setting<?>, Configuration.Chosen<?>> chosen,
            List<String> problems) {
        setting.kind()
                .parse(text)
                .ifPresentOrElse(
                        value -> chosen.put(setting, new Configuration.Chosen<>(value, origin)),
                        () ->
                                problems.add(
                                        "%s: %s must be %s, not '%s'"
                                                .formatted(
                                                        origin.text(),
                                                        setting.name(),
                                                        setting.kind().rule(),
                                                        text)));
    }

    private static String shown(Object value) {
        return switch (value) {
            case String text -> '"' + text + '"';
            case List<?> _ -> "a list or table";
            default -> value.toString();
        };
    }

    private static String unknown(ConfigurationFile.Entry entry) {
        String key = entry.path().getLast();
        if (PLACES.contains(key)) {
            return "'%s' is not set here, since jobctl must know it too: use --%s or JOBD_%s"
                    .formatted(entry.name(), key, key.toUpperCase(java.util.Locale.ROOT));
        }
        Set<String> sections = new LinkedHashSet<>();
        List<String> names = new ArrayList<>();
        List<String> samePlace = new ArrayList<>();
        for (Setting<?> setting : SettingList.ALL) {
            sections.add(setting.section());
            names.add(setting.name());
            if (setting.key().equals(key)) {
                samePlace.add(setting.name());
            }
        }
        String sentence = "unknown setting '" + entry.name() + "'";
        if (!samePlace.isEmpty()) {
            return sentence + "; did you mean '" + samePlace.getFirst() + "'?";
        }
        String section = entry.path().getFirst();
        if (entry.path().size() == 2 && !sections.contains(section)) {
            return Suggestions.unknown("section", section, sections)
                    + (Suggestions.of(section, sections).isEmpty()
                            ? "; there are " + String.join(", ", sections)
                            : "");
        }
        return Suggestions.unknown("setting", entry.name(), names)
                + (Suggestions.of(entry.name(), names).isEmpty()
                        ? "; jobd --print-config shows all there are"
                        : "");
    }
}
