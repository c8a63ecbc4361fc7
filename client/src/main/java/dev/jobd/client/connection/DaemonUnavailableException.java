package dev.jobd.client.connection;

import org.jspecify.annotations.Nullable;

/// No daemon answers: none listens, none could be started, or the connection ended.
public sealed class DaemonUnavailableException extends RuntimeException
        permits ConnectionLostException {
    private static final long serialVersionUID = 1;

    public DaemonUnavailableException(String message) {
        super(message);
    }

    public DaemonUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
