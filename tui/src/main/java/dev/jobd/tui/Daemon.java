package dev.jobd.tui;

import dev.jobd.tui.state.Effect;
import dev.jobd.tui.state.Listing;
import java.io.IOException;

/// What the dashboard needs of jobd. Calls block; one thread makes them, one after the other.
interface Daemon extends AutoCloseable {

    /// All jobs, as they are now.
    Listing list() throws IOException, RefusedException;

    /// Has something done and returns what was done, in words for the message line.
    String send(Effect.Send wish) throws IOException, RefusedException;

    /// Breaks the connection, also under a call that waits for its answer; the next call connects
    /// anew. May be called from any thread.
    @Override
    void close();

    /// The daemon answered, and the answer was no.
    final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }
}
