package dev.jobd.daemon.schedule;

/// A command was refused by a rule; nothing has changed.
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    RefusedException(Refusal refusal) {
        super(refusal.message(), null, false, false);
        this.refusal = refusal;
    }

    /// Returns the reason.
    public Refusal refusal() {
        return refusal;
    }
}
