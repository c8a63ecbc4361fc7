package dev.jobd.model;

/// How an attempt or a run ended.
public sealed interface Outcome {

    /// It exited with code 0, or another that its job calls success.
    record Succeeded(int exitCode) implements Outcome {
        /// It exited with code 0.
        public Succeeded() {
            this(0);
        }
    }

    /// It exited with another code, 1 to 255.
    record Failed(int exitCode) implements Outcome {}

    /// A signal ended it that jobd did not send.
    ///
    /// @param signal the signal's number
    record Signalled(int signal) implements Outcome {}

    /// It ran longer than its timeout and was stopped.
    record TimedOut() implements Outcome {}

    /// A person stopped it, while it ran or while it waited.
    ///
    /// @param by who
    record Killed(String by) implements Outcome {}

    /// No process came to be.
    ///
    /// @param reason such as `command not found: frob`
    record NotStarted(String reason) implements Outcome {}

    /// A rule kept it from starting.
    ///
    /// @param reason such as `overlap: run 11 is still active`
    record Skipped(String reason) implements Outcome {}

    /// A job that it runs after did not end as it should have, so that it was not due.
    ///
    /// @param reason such as `build/12 failed`
    record ParentFailed(String reason) implements Outcome {}

    /// It was due when it could not be started and is too old to be caught up.
    record Missed() implements Outcome {}

    /// How it ended cannot be known.
    ///
    /// @param reason what is known
    record Lost(String reason) implements Outcome {}

    /// Tells whether somebody may have to look into it: it neither went well, nor was it kept from
    /// starting by a rule or stopped by a person.
    default boolean isFailure() {
        return switch (this) {
            case Failed _, Signalled _, TimedOut _, NotStarted _, Lost _ -> true;
            case Succeeded _, Killed _, ParentFailed _, Skipped _, Missed _ -> false;
        };
    }

    /// Returns the word for it in the protocol, in lists and in documents.
    default String word() {
        return switch (this) {
            case Succeeded _ -> "succeeded";
            case Failed _ -> "failed";
            case Signalled _ -> "signalled";
            case TimedOut _ -> "timed-out";
            case Killed _ -> "killed";
            case NotStarted _ -> "not-started";
            case Skipped _ -> "skipped";
            case ParentFailed _ -> "parent-failed";
            case Missed _ -> "missed";
            case Lost _ -> "lost";
        };
    }
}
