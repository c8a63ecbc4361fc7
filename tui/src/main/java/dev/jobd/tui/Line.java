package dev.jobd.tui;

import dev.jobd.client.connection.DaemonClient;
import dev.jobd.client.connection.DaemonUnavailableException;
import dev.jobd.client.connection.OlderDaemon;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonSyntaxException;
import dev.jobd.wire.UnexpectedJsonException;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One connection to the daemon: made at the first call, and anew after any failure.
final class Line {

    private final Path socket;
    private volatile @Nullable DaemonClient client;

    /// How often the connection was closed: one that was made meanwhile is closed as well.
    private final AtomicInteger closings = new AtomicInteger();

    Line(Path socket) {
        this.socket = socket;
    }

    /// What is done over a connection.
    @FunctionalInterface
    interface Use<T> {
        T with(DaemonClient client);
    }

    /// Asks for one thing.
    ///
    /// @throws WireErrorException if the daemon refuses
    Json.Obj call(String op, Json.Obj args) throws IOException {
        try {
            return use(open -> open.call(op, args));
        } catch (WireErrorException refused) {
            throw use(open -> advised(open, refused));
        }
    }

    /// Returns the refusal with what to do about it, if the daemon is an older one.
    private static WireErrorException advised(DaemonClient open, WireErrorException refused) {
        WireError error = refused.error();
        return OlderDaemon.advice(open, error)
                .map(advice ->
                        new WireErrorException(
                                new WireError(
                                        error.code(),
                                        error.message() + ": " + advice,
                                        error.field(),
                                        error.retry(),
                                        error.data(),
                                        error.errors())))
                .orElse(refused);
    }

    /// Asks for something that comes in lines of its own, and returns how they ended.
    ///
    /// @throws WireErrorException if the daemon refuses
    Json.Obj follow(String op, Json.Obj args, Consumer<Json.Obj> pushes) throws IOException {
        return use(open -> open.follow(op, args, pushes));
    }

    /// Does something over the connection; what the daemon breaks is an [IOException].
    <T> T use(Use<T> use) throws IOException {
        try {
            int before = closings.get();
            DaemonClient open = client;
            if (open == null) {
                open = DaemonClient.connect(socket);
                client = open;
                if (closings.get() != before) {
                    open.close();
                }
            }
            return use.with(open);
        } catch (DaemonUnavailableException e) {
            boolean wasOpen = client != null;
            close();
            throw new IOException(wasOpen ? "jobd went away" : e.getMessage(), e);
        } catch (JsonSyntaxException | UnexpectedJsonException e) {
            close();
            throw notUnderstood(e);
        }
    }

    /// Whether there is a connection; another daemon may answer over the next one.
    boolean isOpen() {
        return client != null;
    }

    /// Breaks the connection, also under a call that waits; any thread may.
    void close() {
        closings.incrementAndGet();
        DaemonClient open = client;
        client = null;
        if (open != null) {
            open.close();
        }
    }

    static IOException notUnderstood(RuntimeException e) {
        return new IOException("jobd's answer was not understood: " + e.getMessage(), e);
    }
}
