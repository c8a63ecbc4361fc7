package dev.jobd.client.command;

import dev.jobd.client.connection.ConnectionLostException;
import dev.jobd.client.connection.DaemonAddress;
import dev.jobd.client.connection.DaemonClient;
import dev.jobd.client.connection.DaemonStarter;
import dev.jobd.client.connection.DaemonUnavailableException;
import dev.jobd.client.connection.OlderDaemon;
import dev.jobd.client.output.Console;
import dev.jobd.client.output.TimeFormat;
import dev.jobd.text.SafeText;
import dev.jobd.wire.Json;
import dev.jobd.wire.Limits;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/// One call of `jobctl`: what surrounds it, where it writes, and its connection, made when it is
/// first needed.
final class Session implements AutoCloseable {
    /// How often a request is sent again.
    private static final int RESENDS_MAX = 3;

    private static final Duration RECONNECT_WITHIN = Duration.ofSeconds(10);
    private static final Duration RECONNECT_PAUSE = Duration.ofMillis(100);

    private final Surroundings surroundings;
    private final Console console;
    private final CommonOptions options;
    private @Nullable DaemonClient client;
    private boolean knowsKeys = true;

    Session(Surroundings surroundings, Console console, ParseResult words) {
        this.surroundings = surroundings;
        this.console = console;
        options = CommonOptions.of(words);
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Console console() {
        return console;
    }

    /// Tells whether the protocol's objects are wanted instead of text.
    boolean isJson() {
        return options.isJson();
    }

    Instant now() {
        return surroundings.clock().instant();
    }

    /// Returns how times are to be written.
    TimeFormat times() {
        return new TimeFormat(options.times(), now(), surroundings.zone());
    }

    /// Asks the daemon. What changes anything gets a key, unless it has one: when the connection is
    /// lost, it is sent again, and done once all the same.
    Json.Obj call(String op, Json.Builder args) {
        Json.Obj bare = args.build();
        if (!knowsKeys || !RequestKeys.OPS.contains(op) || bare.has("key")) {
            return client().call(op, bare);
        }
        try {
            return callOnce(op, Json.object().putAll(bare).put("key", RequestKeys.make()).build());
        } catch (WireErrorException refused) {
            if (!OlderDaemon.isUnknown(refused.error(), "key")) {
                throw refused;
            }
            // Without a key nothing can be sent again; a daemon of before never had that.
            knowsKeys = false;
            return client().call(op, bare);
        }
    }

    private Json.Obj callOnce(String op, Json.Obj keyed) {
        for (int again = 0; ; again++) {
            try {
                return client().call(op, keyed);
            } catch (ConnectionLostException lost) {
                if (again == RESENDS_MAX) {
                    throw lost;
                }
                reconnect(lost);
            }
        }
    }

    /// Connects again, to a daemon that somebody starts if this may not.
    void reconnect(ConnectionLostException lost) {
        close();
        client = null;
        long end = System.nanoTime() + RECONNECT_WITHIN.toNanos();
        while (client == null) {
            try {
                client();
            } catch (DaemonUnavailableException _) {
                if (System.nanoTime() > end) {
                    throw lost;
                }
                pause(lost);
            }
        }
    }

    private static void pause(ConnectionLostException lost) {
        try {
            Thread.sleep(RECONNECT_PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw lost;
        }
    }

    /// Asks for every item of a list, page by page, and returns the last reply.
    ///
    /// @param limit how many at most
    /// @param each takes an item and the reply it came in
    Json.Obj pages(String op, Json.Obj args, long limit, BiConsumer<Json.Obj, Json.Obj> each) {
        long left = limit;
        Json next = Json.NULL;
        Json.Obj reply;
        do {
            Json.Builder page =
                    Json.object().putAll(args).put("limit", Math.min(left, Limits.PAGE));
            if (!(next instanceof Json.Null)) {
                page.put("cursor", next);
            }
            reply = call(op, page);
            List<Json.Obj> items = reply.objects("items");
            for (Json.Obj item : items) {
                each.accept(item, reply);
            }
            left -= items.size();
            next = reply.find("next").orElse(Json.NULL);
        } while (!(next instanceof Json.Null) && left > 0);
        return reply;
    }

    /// Returns the connection.
    DaemonClient client() {
        if (client == null) {
            client = connect(!options.isStartForbidden() && isStartAllowed());
        }
        return client;
    }

    /// Returns a connection, and starts no daemon for it.
    ///
    /// @throws dev.jobd.client.connection.DaemonUnavailableException if none listens
    DaemonClient clientOfRunningDaemon() {
        if (client == null) {
            client = connect(false);
        }
        return client;
    }

    /// Returns what to do about a refusal, if the reason is that the daemon is an older one.
    Optional<String> advice(WireError error) {
        // Over a connection of its own: that of the refusal may have been closed.
        try (DaemonClient other = connectToRunning()) {
            return OlderDaemon.advice(other, error);
        } catch (DaemonUnavailableException _) {
            return Optional.empty();
        }
    }

    /// Returns another connection, and starts no daemon for it.
    ///
    /// @throws dev.jobd.client.connection.DaemonUnavailableException if none listens
    DaemonClient connectToRunning() {
        return connect(false);
    }

    /// Asks a question on the terminal and tells whether the answer is yes; without a terminal
    /// there is nobody to ask, and it is.
    boolean confirm(String question) {
        if (surroundings.width().isEmpty()) {
            return true;
        }
        console.err().print("jobctl: " + SafeText.line(question) + " [y/N] ");
        console.err().flush();
        try {
            int answer = surroundings.in().read();
            return answer == 'y' || answer == 'Y';
        } catch (IOException _) {
            return false;
        }
    }

    /// Returns where the daemon is.
    DaemonAddress address() {
        DaemonAddress address = DaemonAddress.of(surroundings.environment());
        return options.socket()
                .map(socket ->
                        address.withSocket(surroundings.directory().resolve(Path.of(socket))))
                .orElse(address);
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }

    private DaemonClient connect(boolean mayStart) {
        return new DaemonStarter(address()).connect(mayStart, console::notice);
    }

    private boolean isStartAllowed() {
        return !surroundings.environment().getOrDefault("JOBD_AUTOSTART", "1").equals("0");
    }
}
