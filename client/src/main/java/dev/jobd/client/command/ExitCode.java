package dev.jobd.client.command;

import dev.jobd.model.Signal;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;

/// What `jobctl` exits with. Waiting for a run returns the run's own code instead.
public final class ExitCode {
    public static final int DONE = 0;
    public static final int REFUSED = 1;
    public static final int USAGE = 2;
    public static final int NOT_FOUND = 3;
    public static final int UNAVAILABLE = 4;
    public static final int TIMED_OUT = 124;
    public static final int OWN_FAILURE = 125;

    private static final int NOT_EXECUTABLE = 126;
    private static final int NO_SUCH_COMMAND = 127;
    private static final int SIGNAL_BASE = 128;

    private ExitCode() {}

    /// Returns the code for a refusal of the daemon.
    public static int of(WireError error) {
        ErrorCode code = ErrorCode.of(error.code()).orElse(ErrorCode.STATE_CONFLICT);
        return switch (code) {
            case NOT_FOUND -> NOT_FOUND;
            case PARSE_ERROR,
                    INVALID_REQUEST,
                    UNKNOWN_OP,
                    UNKNOWN_FIELD,
                    INVALID_ARGUMENT,
                    TOO_LARGE,
                    UNSUPPORTED_VERSION ->
                    USAGE;
            case ALREADY_EXISTS,
                    STATE_CONFLICT,
                    REV_MISMATCH,
                    IDEMPOTENCY_MISMATCH,
                    PERMISSION_DENIED,
                    CURSOR_EXPIRED,
                    SEQ_EXPIRED,
                    TOO_MANY,
                    BUSY,
                    SHUTTING_DOWN,
                    TIMEOUT,
                    STORE_FULL,
                    STORE_FAILED,
                    INTERNAL ->
                    REFUSED;
        };
    }

    /// Returns the code of a run that has ended.
    ///
    /// @param run a view of the run, or the end of its log: with `state`, `exit`, `signal`,
    ///   `reason`
    public static int of(Json.Obj run) {
        String state = run.findText("state").orElse("");
        return switch (state) {
            case "succeeded" -> DONE;
            case "failed" -> (int) run.findInteger("exit").orElse(REFUSED);
            case "signalled", "killed" ->
                    SIGNAL_BASE + signal(run.findText("signal").orElse(Signal.TERM.name()));
            case "timed-out" -> TIMED_OUT;
            case "not-started" -> ofReason(run.findText("reason").orElse(""));
            default -> REFUSED;
        };
    }

    /// Returns the number of a signal that is told by its name, or by its number if it has no name.
    private static int signal(String text) {
        return text.matches("\\d{1,2}")
                ? Integer.parseInt(text)
                : Signal.parse(text).orElse(Signal.TERM).number();
    }

    private static int ofReason(String reason) {
        if (reason.startsWith("command not found")) {
            return NO_SUCH_COMMAND;
        }
        return reason.startsWith("not executable") ? NOT_EXECUTABLE : OWN_FAILURE;
    }
}
