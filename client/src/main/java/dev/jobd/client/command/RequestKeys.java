package dev.jobd.client.command;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// Keys for requests, so that one whose answer was lost can be sent again.
final class RequestKeys {
    /// The operations that take a key. A table of its own: that of all operations takes longer to
    /// load than a call takes.
    static final Set<String> OPS =
            Set.of(
                    "add",
                    "update",
                    "remove",
                    "pause",
                    "resume",
                    "skip_next",
                    "trigger",
                    "stop",
                    "hold",
                    "suspend",
                    "cont",
                    "release",
                    "retry",
                    "clean",
                    "batch",
                    "apply",
                    "group_add",
                    "group_set",
                    "group_remove",
                    "group_pause",
                    "group_resume",
                    "limit_runs",
                    "calendar_set",
                    "calendar_remove");

    private static final int BYTES = 16;

    private RequestKeys() {}

    /// Returns a key that nobody else has.
    static String make() {
        byte[] bytes = new byte[BYTES];
        // What Java has for this takes longer to load than the whole call.
        try (InputStream random = new FileInputStream("/dev/urandom")) {
            if (random.read(bytes) == BYTES) {
                return HexFormat.of().formatHex(bytes);
            }
        } catch (IOException _) {
            // Then one that is as good as never the same.
        }
        return Long.toHexString(System.nanoTime())
                + Long.toHexString(ThreadLocalRandom.current().nextLong());
    }
}
