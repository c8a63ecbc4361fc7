package dev.jobd.daemon.process;

import dev.jobd.model.AttemptId;
import dev.jobd.model.ProcessSpec;
import dev.jobd.model.StopPolicy;
import java.util.Optional;

/// What an attempt's processes are watched for.
///
/// @param attempt the attempt
/// @param log its files
/// @param mark the entry in the environment of each of its processes
/// @param stop how to end what is left of the group after the leader's end
/// @param process what was started, if that is known still
record Watched(
        AttemptId attempt,
        RunLog log,
        String mark,
        StopPolicy stop,
        Optional<ProcessSpec> process) {}
