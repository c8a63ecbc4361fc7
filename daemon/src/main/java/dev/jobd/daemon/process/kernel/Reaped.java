package dev.jobd.daemon.process.kernel;

import dev.jobd.model.Attempt.Usage;

/// The exit status of a child.
///
/// @param code its exit code; meaningless if a signal ended it
/// @param signal the signal that ended it, 0 if none did
/// @param usage what it and the children it waited for used
public record Reaped(int code, int signal, Usage usage) {}
