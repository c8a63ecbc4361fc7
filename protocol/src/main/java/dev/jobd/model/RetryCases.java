package dev.jobd.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Ends of attempts, by their kind or by their exit code.
///
/// @param kinds every end of these kinds
/// @param codes every exit with these codes
public record RetryCases(Set<Kind> kinds, ExitCodes codes) {
    /// What they are, for messages.
    public static final String RULE =
            "some of fail, timeout, lost, not-started and exit codes such as 1,2,10-20, or none";

    /// None at all.
    public static final RetryCases NONE = new RetryCases(Set.of(), ExitCodes.NONE);

    /// What is tried again unless a job says otherwise.
    public static final RetryCases USUAL =
            new RetryCases(EnumSet.of(Kind.FAIL, Kind.TIMEOUT, Kind.LOST), ExitCodes.NONE);

    /// A kind of end.
    public enum Kind {
        /// It exited with a code that is not success, or a signal ended it that jobd did not send.
        FAIL,
        /// It ran into its timeout.
        TIMEOUT,
        /// How it ended cannot be known.
        LOST,
        /// No process came to be.
        NOT_STARTED;

        /// Returns the word for it.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static Optional<Kind> parse(String word) {
            return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
        }
    }

    public RetryCases {
        kinds = Set.copyOf(kinds);
    }

    /// Reads `fail,timeout,10-20` or `none`.
    ///
    /// @throws IllegalArgumentException with a sentence if it is neither
    public static RetryCases parse(String text) {
        if (text.equals(ExitCodes.NONE_WORD)) {
            return NONE;
        }
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        List<ExitCodes.Range> codes = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String word = part.strip();
            Optional<Kind> kind = Kind.parse(word);
            if (kind.isPresent()) {
                kinds.add(kind.get());
            } else if (ExitCodes.isRange(word)) {
                codes.add(ExitCodes.range(word));
            } else {
                throw new IllegalArgumentException("'" + word + "' is not " + RULE);
            }
        }
        return new RetryCases(kinds, new ExitCodes(codes));
    }

    /// Tells whether an attempt that ended so is one of them.
    public boolean contains(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed(int code) -> kinds.contains(Kind.FAIL) || codes.contains(code);
            case Outcome.Signalled _ -> kinds.contains(Kind.FAIL);
            case Outcome.TimedOut _ -> kinds.contains(Kind.TIMEOUT);
            case Outcome.Lost _ -> kinds.contains(Kind.LOST);
            case Outcome.NotStarted _ -> kinds.contains(Kind.NOT_STARTED);
            case Outcome.Succeeded _,
                    Outcome.Killed _,
                    Outcome.ParentFailed _,
                    Outcome.Skipped _,
                    Outcome.Missed _ ->
                    false;
        };
    }

    /// Returns them as [#parse] reads them.
    public String text() {
        List<String> words = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (kinds.contains(kind)) {
                words.add(kind.word());
            }
        }
        if (!codes.isEmpty() || words.isEmpty()) {
            words.add(codes.text());
        }
        return String.join(",", words);
    }
}
