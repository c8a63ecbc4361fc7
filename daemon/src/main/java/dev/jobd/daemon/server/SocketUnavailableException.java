package dev.jobd.daemon.server;

/// The control socket cannot be made; the message is a sentence for a person.
public final class SocketUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean inUse;

    private SocketUnavailableException(String message, boolean inUse, Throwable cause) {
        super(message, cause);
        this.inUse = inUse;
    }

    SocketUnavailableException(String message) {
        super(message);
        this.inUse = false;
    }

    static SocketUnavailableException failed(String message, Throwable cause) {
        return new SocketUnavailableException(message, false, cause);
    }

    static SocketUnavailableException inUse(String message, Throwable cause) {
        return new SocketUnavailableException(message, true, cause);
    }

    /// Tells whether another daemon has it.
    public boolean isInUse() {
        return inUse;
    }
}
