package dev.jobd.client.connection;

import org.jspecify.annotations.Nullable;

/// The connection ended before a request was answered: whether it was done is not known.
public final class ConnectionLostException extends DaemonUnavailableException {
    private static final long serialVersionUID = 1;

    ConnectionLostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
