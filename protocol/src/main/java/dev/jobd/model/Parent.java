package dev.jobd.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A job after which another one runs.
///
/// @param job its name: it can be neither renamed nor removed while it is a parent
/// @param on which ends of its runs count
public record Parent(JobName job, On on) {

    /// How it is written, for messages.
    public static final String RULE =
            "a job's name, or with ':ok', ':fail' or ':any' behind it for the ends that count";

    /// Reads `build` or `build:fail`.
    ///
    /// @throws IllegalArgumentException with a sentence if it is neither
    public static Parent parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        Optional<On> on = colon < 0 ? Optional.of(On.OK) : On.parse(text.substring(colon + 1));
        if (name.isEmpty() || on.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' is not " + RULE);
        }
        return new Parent(new JobName(name), on.get());
    }

    /// Returns it as [#parse] reads it.
    public String text() {
        return on == On.OK ? job.text() : job + ":" + on.word();
    }

    /// Which ends of runs count. What was skipped or missed is no end.
    public enum On {
        /// Success.
        OK("succeeds"),
        /// Any other end, also by a person and for want of an own parent.
        FAIL("fails"),
        /// Every end.
        ANY("ends");

        private final String verb;

        On(String verb) {
            this.verb = verb;
        }

        /// Returns the word for it in the protocol and in options.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Returns what the parent does then, for sentences.
        public String verb() {
            return verb;
        }

        /// Returns the one with this word.
        public static Optional<On> parse(String word) {
            return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
        }

        /// Tells whether an end is one of these; empty if it is no end.
        public Optional<Boolean> isMetBy(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Skipped _, Outcome.Missed _ -> Optional.empty();
                case Outcome.Succeeded _ -> Optional.of(this != FAIL);
                case Outcome.Failed _,
                        Outcome.Signalled _,
                        Outcome.TimedOut _,
                        Outcome.Killed _,
                        Outcome.NotStarted _,
                        Outcome.ParentFailed _,
                        Outcome.Lost _ ->
                        Optional.of(this != OK);
            };
        }
    }
}
