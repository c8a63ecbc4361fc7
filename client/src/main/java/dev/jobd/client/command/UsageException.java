package dev.jobd.client.command;

/// A command was given in a way that cannot be right; the message says what would be.
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message);
    }
}
