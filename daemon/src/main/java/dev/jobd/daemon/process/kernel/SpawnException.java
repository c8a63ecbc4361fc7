package dev.jobd.daemon.process.kernel;

/// No process could be made.
public final class SpawnException extends Exception {
    private static final long serialVersionUID = 1L;

    /// Makes one with the reason in words.
    public SpawnException(String reason) {
        super(reason);
    }

    /// Makes one that keeps what was thrown.
    public SpawnException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
