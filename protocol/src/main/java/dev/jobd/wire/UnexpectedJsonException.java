package dev.jobd.wire;

/// A reply is well-formed JSON but not what the protocol promises.
public final class UnexpectedJsonException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnexpectedJsonException(String message) {
        super(message);
    }

    static UnexpectedJsonException notA(String expected, String name, Json found) {
        return new UnexpectedJsonException(
                "'" + name + "' should be " + expected + " but is " + found.kind());
    }
}
