package dev.jobd.socket;

/// The path of the control socket cannot be used; the message is a sentence for a person.
public final class SocketPathException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SocketPathException(String message) {
        super(message);
    }
}
