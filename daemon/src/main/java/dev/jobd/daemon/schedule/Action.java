package dev.jobd.daemon.schedule;

import dev.jobd.model.AttemptId;
import dev.jobd.model.Signal;

/// What is done to processes once the decision that asks for it is on disk.
public sealed interface Action {

    /// Returns the attempt whose process it is about.
    AttemptId attempt();

    /// Make its process.
    record Launch(AttemptId attempt) implements Action {}

    /// Ask its processes to end, with a signal to all of them.
    record Stop(AttemptId attempt, Signal signal) implements Action {}

    /// End its processes, all of them.
    record Kill(AttemptId attempt) implements Action {}

    /// Stop or continue its processes, all of them.
    record Suspend(AttemptId attempt, boolean stopped) implements Action {
        /// Returns the signal that does it.
        public Signal signal() {
            return stopped ? Signal.STOP : Signal.CONT;
        }
    }

    /// Send one signal to its process group.
    record Send(AttemptId attempt, Signal signal) implements Action {}
}
