package dev.jobd.daemon.process;

import dev.jobd.model.AttemptId;
import dev.jobd.model.JobName;
import dev.jobd.model.ProcessSpec;
import dev.jobd.model.StopPolicy;
import dev.jobd.model.Trigger;
import java.time.Instant;
import java.util.OptionalInt;

/// All it takes to start the process of an attempt.
///
/// @param attempt the attempt, which names its files too
/// @param process what is run and how it is set up
/// @param stop how to end what is left of the group after the leader's end
/// @param occasion what the process is told of itself
public record Launch(AttemptId attempt, ProcessSpec process, StopPolicy stop, Occasion occasion) {

    /// What a process finds about itself in its environment.
    ///
    /// @param job the name of its job
    /// @param attemptsMax how many attempts its run may have
    /// @param scheduledAt when its run was due
    /// @param trigger what made its run
    /// @param group the group its job is in
    /// @param previousExit the exit code of the attempt or run before, 128 + n for a signal; empty
    ///   if there is none
    public record Occasion(
            JobName job,
            int attemptsMax,
            Instant scheduledAt,
            Trigger trigger,
            String group,
            OptionalInt previousExit) {}
}
