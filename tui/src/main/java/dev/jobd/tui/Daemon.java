package dev.jobd.tui;

import dev.jobd.tui.state.Answer;
import dev.jobd.tui.state.Effect;
import dev.jobd.tui.state.FormContent;
import dev.jobd.tui.state.Query;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/// What the dashboard needs of jobd. Calls block; one thread makes them, one after the other.
interface Daemon extends AutoCloseable {

    /// Asks for a sign of life; returns the daemon's clock.
    Instant ping() throws IOException, RefusedException;

    /// Answers what a screen wants to know.
    Answer ask(Query query) throws IOException, RefusedException;

    /// Has something done and says what was done.
    Done send(Effect.Send wish) throws IOException, RefusedException;

    /// Makes or changes a job as a form says, and says what was done in words.
    String save(FormContent content) throws IOException, RefusedException;

    /// Breaks the connection, also under a call that waits for its answer; the next call connects
    /// anew. May be called from any thread.
    @Override
    void close();

    /// What was done.
    ///
    /// @param text in words for the message line
    /// @param removed what can be brought back now, empty when the wish was no delete
    record Done(String text, String removed) {}

    /// The daemon answered, and the answer was no.
    final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        /// A `HashMap`, since an exception can be serialised.
        private final java.util.HashMap<String, String> problems;

        RefusedException(String message) {
            this(message, Map.of());
        }

        /// @param problems what is wrong by the fields of the form
        RefusedException(String message, Map<String, String> problems) {
            super(message);
            this.problems = new java.util.HashMap<>(problems);
        }

        Map<String, String> problems() {
            return Map.copyOf(problems);
        }
    }
}
