package dev.jobd.daemon.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Variables in a file, `NAME=VALUE` a line, so that secrets stand in no definition of a job. Empty
/// lines and those that begin with `#` count for nothing, `export` before a name is passed over,
/// and a value may stand in single or double quotes, which are taken off; nothing else is special,
/// and nothing is expanded. What is said of a file that is wrong names the line and quotes nothing.
final class EnvironmentFile {
    private static final long BYTES_MAX = 1 << 20;
    private static final Set<PosixFilePermission> OWNERS =
            Collections.unmodifiableSet(PosixFilePermissions.fromString("rwx------"));

    private EnvironmentFile() {}

    /// Reads the file.
    ///
    /// @throws IllegalArgumentException with a sentence if it cannot be read, if others than its
    ///   owner may read or write it, or if a line is wrong
    static Map<String, String> read(Path file) {
        Map<String, String> variables = new LinkedHashMap<>();
        int number = 0;
        for (String line : text(file).split("\n", -1)) {
            number++;
            String rest = line.strip();
            if (!rest.isEmpty() && !rest.startsWith("#")) {
                put(variables, rest, file, number);
            }
        }
        return variables;
    }

    private static void put(Map<String, String> variables, String line, Path file, int number) {
        String pair = line.startsWith("export ") ? line.substring(7).strip() : line;
        int equals = pair.indexOf('=');
        if (equals <= 0 || !JobEnvironment.isName(pair.substring(0, equals))) {
            throw wrong(file, "line " + number + " is not NAME=VALUE");
        }
        String value = pair.substring(equals + 1);
        if (value.indexOf('\0') >= 0) {
            throw wrong(file, "line " + number + " has a NUL character");
        }
        variables.put(pair.substring(0, equals), unquoted(value));
    }

    private static String unquoted(String value) {
        char first = value.isEmpty() ? ' ' : value.charAt(0);
        boolean isQuoted =
                value.length() >= 2
                        && (first == '"' || first == '\'')
                        && value.charAt(value.length() - 1) == first;
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }

    private static String text(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw wrong(file, Files.exists(file) ? "it is no file" : "there is no such file");
            }
            requirePrivate(file);
            if (Files.size(file) > BYTES_MAX) {
                throw wrong(file, "it is larger than 1 MiB");
            }
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
        } catch (NoSuchFileException _) {
            throw wrong(file, "there is no such file");
        } catch (CharacterCodingException _) {
            throw wrong(file, "it is not UTF-8");
        } catch (IOException _) {
            throw wrong(file, "jobd cannot read it");
        }
    }

    private static void requirePrivate(Path file) throws IOException {
        if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
            throw wrong(file, "others than its owner may use it: chmod 600 it");
        }
    }

    private static IllegalArgumentException wrong(Path file, String what) {
        return new IllegalArgumentException("environment file " + file + ": " + what);
    }
}
