package dev.jobd.daemon.server;

/// Answers the requests of one operation. Safe for any thread.
@FunctionalInterface
public interface Handler {

    /// Answers, or throws [dev.jobd.wire.WireErrorException] to refuse.
    Answer answer(Call call);
}
