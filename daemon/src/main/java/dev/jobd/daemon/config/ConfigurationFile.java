package dev.jobd.daemon.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// What a file in TOML says, value by value. The one class that knows the parser; it is loaded only
/// where there is a file.
final class ConfigurationFile {
    private static final long BYTES_MAX = 1 << 20;

    private ConfigurationFile() {}

    /// A value and its place.
    ///
    /// @param path sections and key
    /// @param value text, number, flag or whatever else TOML has
    record Entry(List<String> path, Object value, Origin.InFile origin) {
        Entry {
            path = List.copyOf(path);
        }

        /// Returns its whole name.
        String name() {
            return String.join(".", path);
        }
    }

    /// Reads a file.
    ///
    /// @throws ConfigurationException with all places that are no TOML, or if it cannot be read
    static List<Entry> read(Path file) {
        TomlParseResult parsed = parse(file);
        if (parsed.hasErrors()) {
            throw new ConfigurationException(
                    parsed.errors().stream()
                            .sorted(Comparator.comparingInt(it -> it.position().line()))
                            .map(error -> text(file, error))
                            .toList());
        }
        List<Entry> entries = new ArrayList<>();
        collect(file, parsed, List.of(), entries);
        return entries;
    }

    private static TomlParseResult parse(Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw unreadable(file, "is longer than 1 MiB");
            }
            return Toml.parse(file);
        } catch (java.nio.file.NoSuchFileException _) {
            throw unreadable(file, "is not there");
        } catch (java.nio.file.AccessDeniedException _) {
            throw unreadable(file, "may not be read by this user");
        } catch (IOException failure) {
            throw unreadable(file, "cannot be read: " + failure);
        }
    }

    private static ConfigurationException unreadable(Path file, String why) {
        return new ConfigurationException(List.of("the configuration file " + file + " " + why));
    }

    private static String text(Path file, TomlParseError error) {
        TomlPosition at = error.position();
        return new Origin.InFile(file, at.line(), at.column()).text()
                + ": this is no TOML: "
                + error.getMessage();
    }

    private static void collect(
            Path file, TomlTable table, List<String> above, List<Entry> entries) {
        for (String key : table.keySet()) {
            List<String> path = new ArrayList<>(above);
            path.add(key);
            @Nullable Object value = table.get(List.of(key));
            if (value instanceof TomlTable inner && (!inner.isEmpty() || isSection(path))) {
                collect(file, inner, path, entries);
            } else if (value != null) {
                @Nullable TomlPosition at = table.inputPositionOf(List.of(key));
                Origin.InFile origin =
                        new Origin.InFile(
                                file, at == null ? 1 : at.line(), at == null ? 1 : at.column());
                entries.add(new Entry(path, plain(value), origin));
            }
        }
    }

    private static boolean isSection(List<String> path) {
        return path.size() == 1
                && SettingList.ALL.stream().anyMatch(it -> it.section().equals(path.getFirst()));
    }

    /// Keeps the parser's own classes in here.
    private static Object plain(Object value) {
        return value instanceof TomlArray || value instanceof TomlTable ? List.of() : value;
    }
}
