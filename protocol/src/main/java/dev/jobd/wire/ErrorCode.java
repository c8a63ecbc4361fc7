package dev.jobd.wire;

import java.util.Locale;
import java.util.Optional;

/// Why a request was refused: the closed set of protocol 1. The word is the contract; messages are
/// free.
public enum ErrorCode {
    PARSE_ERROR(Retry.NEVER, "The line is not strict JSON."),
    INVALID_REQUEST(Retry.NEVER, "The envelope is wrong."),
    UNKNOWN_OP(Retry.NEVER, "No such operation."),
    UNKNOWN_FIELD(Retry.NEVER, "A member that the envelope or the operation does not know."),
    INVALID_ARGUMENT(
            Retry.NEVER, "An argument that is missing, of the wrong type or out of range."),
    TOO_LARGE(Retry.NEVER, "The line is longer than the limit."),
    UNSUPPORTED_VERSION(Retry.NEVER, "Client and daemon have no protocol version in common."),
    NOT_FOUND(Retry.NEVER, "No such job, run or attempt."),
    ALREADY_EXISTS(Retry.AFTER_REFRESH, "The name is taken."),
    STATE_CONFLICT(Retry.AFTER_REFRESH, "Not in this state."),
    REV_MISMATCH(Retry.AFTER_REFRESH, "The job was changed meanwhile."),
    IDEMPOTENCY_MISMATCH(Retry.AFTER_REFRESH, "The key was used for another request."),
    PERMISSION_DENIED(Retry.NEVER, "Not for this user."),
    CURSOR_EXPIRED(Retry.AFTER_REFRESH, "The place of a page is no longer valid."),
    SEQ_EXPIRED(Retry.AFTER_REFRESH, "Events this old are not kept."),
    TOO_MANY(Retry.LATER, "A limit on connections, subscriptions or requests is reached."),
    BUSY(Retry.LATER, "The daemon cannot take it at the moment."),
    SHUTTING_DOWN(Retry.LATER, "The daemon is about to end."),
    TIMEOUT(Retry.LATER, "It took too long; whether it was done is not known."),
    STORE_FULL(Retry.LATER, "No space left for the store."),
    STORE_FAILED(Retry.OPERATOR, "The store cannot be written."),
    INTERNAL(Retry.SAME, "A fault of the daemon; its log has more under `data.ref`.");

    private final Retry retry;
    private final String summary;

    ErrorCode(Retry retry, String summary) {
        this.retry = retry;
        this.summary = summary;
    }

    /// What a client may do with a refused request.
    public enum Retry {
        /// It will be refused again.
        NEVER,
        /// Read the current state, decide again.
        AFTER_REFRESH,
        /// The same again, later.
        LATER,
        /// The same again once a person has repaired something.
        OPERATOR,
        /// The same again at once.
        SAME;

        /// Returns the word for it in the protocol.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Reads the word; unknown words of a newer daemon count as never.
        public static Retry of(String word) {
            for (Retry retry : values()) {
                if (retry.word().equals(word)) {
                    return retry;
                }
            }
            return NEVER;
        }
    }

    /// Returns the word for it in the protocol.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Returns what it means, in a sentence.
    public String summary() {
        return summary;
    }

    /// Returns what a client may do.
    public Retry retry() {
        return retry;
    }

    /// Returns the code with this word; empty for one of a newer daemon.
    public static Optional<ErrorCode> of(String word) {
        for (ErrorCode code : values()) {
            if (code.word().equals(word)) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}
