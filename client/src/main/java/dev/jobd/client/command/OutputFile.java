package dev.jobd.client.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// A file that a verb writes: there as a whole or not at all, and only its owner can read it, since
/// there may be secrets in it.
final class OutputFile {
    private OutputFile() {}

    /// Writes a file in place of one that may be there.
    static void write(String name, String text, Session session) {
        Path file = session.surroundings().directory().resolve(name);
        Path folder = file.toAbsolutePath().getParent();
        try {
            Path part =
                    Files.createTempFile(
                            folder,
                            ".jobctl-",
                            ".part",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            try {
                Files.writeString(part, text, UTF_8);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + name + ": " + e.getMessage(), e);
        }
    }
}
