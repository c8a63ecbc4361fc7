package dev.jobd.client.crontab;

import dev.jobd.wire.Json;
import java.util.Locale;
import java.util.Optional;

/// What became of one line of a crontab.
///
/// @param file its name as it was given
/// @param number counted from 1
/// @param message what it is, and what cannot be done about it
/// @param job what it comes to, as the protocol has it
public record CrontabLine(
        String file, int number, Kind kind, String message, Optional<Json.Obj> job) {

    /// What a line is.
    public enum Kind {
        /// A job.
        JOB,
        /// A variable, or what else holds for the lines below it.
        SETTING,
        /// A comment.
        COMMENT,
        /// Something that no job can be made of; the message says why.
        REFUSED;

        /// Returns it as a word.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Returns it as one that was refused.
    public CrontabLine refused(String reason) {
        return new CrontabLine(file, number, Kind.REFUSED, reason, Optional.empty());
    }

    /// Returns it with more to say.
    public CrontabLine saying(String other) {
        return new CrontabLine(file, number, kind, other, job);
    }
}
