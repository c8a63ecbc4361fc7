package dev.jobd.wire;

/// Carries the error of a reply: thrown by a handler that refuses, and by a client that was.
public final class WireErrorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient WireError error;

    public WireErrorException(WireError error) {
        super(error.message());
        this.error = error;
    }

    /// Makes one without field and data.
    public WireErrorException(ErrorCode code, String message) {
        this(WireError.of(code, message));
    }

    /// Returns what the reply says.
    public WireError error() {
        return error;
    }

    /// A refusal is an answer, not a fault: nobody reads its stack.
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
