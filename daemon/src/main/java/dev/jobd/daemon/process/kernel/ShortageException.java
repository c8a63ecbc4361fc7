package dev.jobd.daemon.process.kernel;

/// Says that nobody can tell whether a process is there, for want of a file descriptor or of memory
/// in the kernel. It may well be there.
public final class ShortageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message which process, and what there is too little of
    public ShortageException(String message, Throwable cause) {
        super(message, cause);
    }

    /// @param message which process, and what there is too little of
    public ShortageException(String message) {
        super(message);
    }
}
