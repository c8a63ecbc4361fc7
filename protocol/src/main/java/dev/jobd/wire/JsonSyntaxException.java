package dev.jobd.wire;

/// A line is not what [JsonParser] accepts.
public final class JsonSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int offset;

    JsonSyntaxException(int offset, String reason) {
        super("invalid JSON at byte " + offset + ": " + reason);
        this.offset = offset;
    }

    /// Returns the byte of the line at which reading stopped, counted from 0.
    public int offset() {
        return offset;
    }
}
