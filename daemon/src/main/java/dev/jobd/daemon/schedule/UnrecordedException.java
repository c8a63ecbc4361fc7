package dev.jobd.daemon.schedule;

/// Says that a stop has reached its processes and could not be recorded: the cause says why. It is
/// recorded as soon as that is over; a crash before then forgets who asked for it.
public final class UnrecordedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnrecordedException(Throwable cause) {
        super(
                "the signal was sent, but that is not recorded until the store works again: "
                        + cause.getMessage(),
                cause);
    }
}
