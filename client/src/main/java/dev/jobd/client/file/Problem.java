package dev.jobd.client.file;

/// Something that is wrong with a file.
///
/// @param file its name as it was given
/// @param message what is wrong and what would be right
public record Problem(String file, Position position, String message) {
    /// Returns it as compilers write it, which editors understand: `jobs.toml:12:5: …`.
    public String text() {
        return file + ":" + position.line() + ":" + position.column() + ": " + message;
    }
}
