package dev.jobd.client.file;

import java.util.List;
import java.util.Locale;

/// Reads a text as JSON if its name says so, or, with a name that says nothing, if it begins as
/// JSON does; else as TOML.
final class DocumentReader {
    private DocumentReader() {}

    /// Reads a text.
    ///
    /// @param problems gets everything that is wrong with its form
    static Document read(String file, String text, List<Problem> problems) {
        return isJson(file.toLowerCase(Locale.ROOT), text)
                ? JsonDocument.read(file, text, problems)
                : TomlDocument.read(file, text, problems);
    }

    private static boolean isJson(String name, String text) {
        return name.endsWith(".json") || (!name.endsWith(".toml") && text.strip().startsWith("{"));
    }
}
