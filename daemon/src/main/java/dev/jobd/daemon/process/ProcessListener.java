package dev.jobd.daemon.process;

import dev.jobd.model.AttemptId;
import java.time.Instant;

/// Hears what becomes of attempts. Called from threads of the launcher, which wait meanwhile: an
/// implementation only puts the news into a queue.
public interface ProcessListener {

    /// The process is there. Always before its `ended`.
    void started(AttemptId attempt, long pid, Instant at);

    /// No process came to be.
    ///
    /// @param reason such as `command not found: frob`
    void notStarted(AttemptId attempt, String reason, Instant at);

    /// The process has ended and so has what was left of its group.
    ///
    /// @param at when the process itself ended
    void ended(AttemptId attempt, Exit exit, Instant at);
}
