package dev.jobd.client.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a command finds around it: handed in, so that tests can hand in something else.
///
/// @param environment its environment variables
/// @param directory its working directory, absolute
/// @param umask its file mode mask, as four octal digits
/// @param clock the time
/// @param zone the person's time zone; to ask for it has a price
/// @param in what a person types
/// @param width the columns of the terminal behind standard output, empty if there is none
public record Surroundings(
        Map<String, String> environment,
        Path directory,
        Supplier<String> umask,
        InstantSource clock,
        Supplier<ZoneId> zone,
        InputStream in,
        OptionalInt width) {
    /// The property in which the launcher says how wide the terminal behind standard output is; not
    /// set if there is none.
    private static final String WIDTH_PROPERTY = "jobd.columns";

    private static final int WIDTH_DEFAULT = 80;

    /// Returns those of this process.
    public static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                Surroundings::readUmask,
                InstantSource.system(),
                ZoneId::systemDefault,
                System.in,
                readWidth(System.getProperty(WIDTH_PROPERTY), System.getenv("COLUMNS")));
    }

    private static OptionalInt readWidth(@Nullable String terminal, @Nullable String columns) {
        if (terminal == null) {
            return OptionalInt.empty();
        }
        for (String text : new String[] {columns == null ? "" : columns, terminal}) {
            if (text.matches("[1-9]\\d{0,4}")) {
                return OptionalInt.of(Integer.parseInt(text));
            }
        }
        return OptionalInt.of(WIDTH_DEFAULT);
    }

    /// Java has no call for it; Linux shows it.
    private static String readUmask() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("Umask:")) {
                    return line.substring("Umask:".length()).strip();
                }
            }
        } catch (IOException _) {
            // Not Linux: the usual one, below.
        }
        return "0022";
    }
}
