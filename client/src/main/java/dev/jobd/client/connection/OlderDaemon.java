package dev.jobd.client.connection;

import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.Version;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.util.List;
import java.util.Optional;

/// What a daemon of an earlier version refuses because it does not know it yet. A daemon lives
/// longer than the programs that talk to it: they are new after an update, and it is not.
public final class OlderDaemon {
    /// What these programs ask for and the first daemons did not have.
    private static final List<String> FEATURES =
            List.of("batch", "keys", "subscribe", "subscribe.resume");

    private OlderDaemon() {}

    /// Tells whether a request was refused because of this argument: the daemon does not know it,
    /// and has done nothing.
    public static boolean isUnknown(WireError error, String argument) {
        String field = "args." + argument;
        if (error.errors().isEmpty()) {
            return isUnknownField(error.code()) && error.field().filter(field::equals).isPresent();
        }
        return error.errors().stream()
                .anyMatch(bad -> isUnknownField(bad.code()) && bad.field().equals(field));
    }

    private static boolean isUnknownField(String code) {
        return code.equals(ErrorCode.UNKNOWN_FIELD.word());
    }

    /// Returns what to do about a refusal, if the daemon is older than this program and so does not
    /// know what was asked for.
    ///
    /// @param client a connection to it
    public static Optional<String> advice(DaemonClient client, WireError error) {
        boolean isUnknown =
                isUnknownField(error.code())
                        || error.code().equals(ErrorCode.UNKNOWN_OP.word())
                        || error.code().equals(ErrorCode.UNSUPPORTED_VERSION.word());
        if (!isUnknown) {
            return Optional.empty();
        }
        try {
            Json.Obj hello = client.call("hello", Json.Obj.EMPTY);
            return isOlder(hello) ? Optional.of(sentence(hello.text("server"))) : Optional.empty();
        } catch (DaemonUnavailableException | WireErrorException _) {
            return Optional.empty();
        }
    }

    private static boolean isOlder(Json.Obj hello) {
        String server = hello.text("server");
        return isBefore(server.substring(server.indexOf('/') + 1), Version.NUMBER)
                || !hello.texts("features").containsAll(FEATURES);
    }

    private static String sentence(String server) {
        return "the daemon that runs (%s) is older than this program (%s) and does not know that;"
                        .formatted(server, Version.NUMBER)
                + " 'jobctl shutdown' ends it and no job, and the next call starts the new one";
    }

    /// Tells whether a version is earlier than another: `0.9.2` before `0.10`.
    static boolean isBefore(String version, String other) {
        String[] parts = version.split("[.-]", -1);
        String[] others = other.split("[.-]", -1);
        for (int i = 0; i < Math.max(parts.length, others.length); i++) {
            int order = Long.compare(number(parts, i), number(others, i));
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }

    private static long number(String[] parts, int place) {
        return place < parts.length && parts[place].matches("\\d{1,9}")
                ? Long.parseLong(parts[place])
                : 0;
    }
}
