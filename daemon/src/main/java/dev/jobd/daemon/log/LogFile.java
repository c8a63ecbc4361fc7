package dev.jobd.daemon.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.function.Consumer;

/// Standard error, where it is a file that grows: put away when it is too long.
///
/// What is put away is a copy, and the file is cut: standard error belongs to whoever started the
/// daemon, and what Java itself prints there must land in the same file. It was opened for
/// appending, so nothing is overwritten.
public final class LogFile {
    private final Path path;
    private final OutputStream out;
    private volatile Bounds bounds;
    private long length;

    /// How much is kept.
    ///
    /// @param fileBytes a file that has so many is put away
    /// @param oldFiles how many of those are kept
    public record Bounds(long fileBytes, int oldFiles) {}

    /// @param path the file that standard error is
    public LogFile(Path path, Bounds bounds) throws IOException {
        this(path, bounds, new FileOutputStream(FileDescriptor.err));
    }

    /// @param out appends to the file
    LogFile(Path path, Bounds bounds, OutputStream out) throws IOException {
        this.path = path;
        this.out = out;
        this.bounds = bounds;
        this.length = Files.size(path);
    }

    /// Tells whether standard error is this file, opened for appending.
    public static boolean isStandardError(Path path) {
        try {
            Path err = Path.of("/proc/self/fd/2");
            return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                    && Files.isSameFile(err, path)
                    && isAppending();
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean isAppending() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/fdinfo/2")).stream()
                .filter(line -> line.startsWith("flags:"))
                .anyMatch(line -> (Integer.parseInt(line.substring(6).strip(), 8) & 0x400) != 0);
    }

    /// Tells whether standard error is a stream to journald, as it says in the environment.
    public static boolean isJournal(Map<String, String> environment) {
        try {
            Path err = Path.of("/proc/self/fd/2");
            String here =
                    Files.getAttribute(err, "unix:dev") + ":" + Files.getAttribute(err, "unix:ino");
            return here.equals(environment.get("JOURNAL_STREAM"));
        } catch (IOException _) {
            return false;
        }
    }

    /// Keeps another amount from the next line on.
    public void bound(Bounds other) {
        bounds = other;
    }

    /// Appends a line.
    public synchronized void print(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            if (length > 0 && length + bytes.length > bounds.fileBytes()) {
                putAway();
            }
            out.write(bytes);
            length += bytes.length;
        } catch (IOException _) {
            // Nobody is left to be told.
            return;
        }
    }

    /// Returns what prints lines to standard error, whatever that is.
    static Consumer<String> standardError() {
        PrintStream out =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return out::println;
    }

    private void putAway() throws IOException {
        int kept = bounds.oldFiles();
        for (int number = kept; number > 1; number--) {
            if (Files.exists(old(number - 1), LinkOption.NOFOLLOW_LINKS)) {
                Files.move(old(number - 1), old(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (kept > 0) {
            Files.deleteIfExists(old(1));
            Files.createFile(
                    old(1),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            try (var from = Files.newInputStream(path);
                    var to = Files.newOutputStream(old(1), StandardOpenOption.APPEND)) {
                from.transferTo(to);
            }
        }
        try (var file = Files.newByteChannel(path, StandardOpenOption.WRITE)) {
            file.truncate(0);
        }
        length = 0;
    }

    private Path old(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }
}
