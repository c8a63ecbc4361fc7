package dev.jobd.client.command;

import dev.jobd.wire.Json;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/// The last lines of an attempt's output.
final class LogTail {
    /// Where the search for the lines begins, and by how much it grows.
    private static final long FIRST_BYTES = 64 << 10;

    private static final int GROWTH = 4;

    private final byte[] bytes;
    private final long end;

    private LogTail(byte[] bytes, long end) {
        this.bytes = bytes;
        this.end = end;
    }

    /// Asks for the end of the output, for more of it until there are enough lines.
    static LogTail read(Session session, String run, long lines) {
        for (long size = FIRST_BYTES; ; size *= GROWTH) {
            LogTail tail = read(session, run, Json.object().put("tail", size).build());
            Optional<LogTail> cut = tail.lastLines(lines);
            if (cut.isPresent()) {
                return cut.get();
            }
            if (tail.end <= size) {
                return tail;
            }
        }
    }

    /// Returns the lines.
    byte[] bytes() {
        return bytes.clone();
    }

    /// Returns the place of their first byte.
    long start() {
        return end - bytes.length;
    }

    /// Returns the place after their last byte.
    long end() {
        return end;
    }

    private static LogTail read(Session session, String run, Json.Obj from) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Json.Builder args = Json.object().put("run", run).put("from", from);
        Json.Obj ended =
                session.client()
                        .follow(
                                "log",
                                args.build(),
                                line -> bytes.writeBytes(LogOutput.bytes(line)));
        LogsCommand.tellIfRemoved(ended, session);
        long end = ended.object("offset").findInteger("out").orElse(bytes.size());
        return new LogTail(bytes.toByteArray(), end);
    }

    /// Returns the last lines, empty if there may be more of them before these bytes.
    private Optional<LogTail> lastLines(long lines) {
        if (lines == 0) {
            return Optional.of(from(bytes.length));
        }
        long left = lines;
        // The line feed at the very end begins no line.
        for (int i = bytes.length - 2; i >= 0; i--) {
            if (bytes[i] == '\n' && --left == 0) {
                return Optional.of(from(i + 1));
            }
        }
        return Optional.empty();
    }

    private LogTail from(int start) {
        return new LogTail(Arrays.copyOfRange(bytes, start, bytes.length), end);
    }
}
