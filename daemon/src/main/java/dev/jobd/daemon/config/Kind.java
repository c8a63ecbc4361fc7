package dev.jobd.daemon.config;

import dev.jobd.model.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the values of a setting look like, in a file and on a command line.
public sealed interface Kind<T> {

    /// Returns the rule in words, for `needs …`.
    String rule();

    /// Returns what stands for a value in a help.
    default String placeholder() {
        return switch (this) {
            case Whole _ -> "N";
            case Length _ -> "DURATION";
            case Size _ -> "BYTES";
            case Word _, Text _ -> "TEXT";
        };
    }

    /// Reads the text of an option or a variable; empty if it is none.
    Optional<T> parse(String text);

    /// Returns a value as it stands on a command line.
    String text(T value);

    /// Takes what a file has; empty if that is none.
    ///
    /// @param value a `String`, `Long`, `Double` or `Boolean`, or anything else that is never right
    default Optional<T> take(Object value) {
        return value instanceof String text ? parse(text) : Optional.empty();
    }

    /// Returns a value as it stands in a file.
    default String toml(T value) {
        return '"' + text(value).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /// Returns how a file writes it, for messages.
    default String ruleInFile() {
        return rule() + ", in quotes";
    }

    /// A whole number, both bounds included.
    record Whole(int min, int max) implements Kind<Integer> {
        private static final Pattern DIGITS = Pattern.compile("\\d{1,10}");

        @Override
        public String rule() {
            return "a number of " + min + " to " + max;
        }

        @Override
        public String ruleInFile() {
            return rule() + ", without quotes";
        }

        @Override
        public Optional<Integer> parse(String text) {
            return DIGITS.matcher(text).matches() ? take(Long.valueOf(text)) : Optional.empty();
        }

        @Override
        public Optional<Integer> take(Object value) {
            return value instanceof Long number && number >= min && number <= max
                    ? Optional.of(number.intValue())
                    : Optional.empty();
        }

        @Override
        public String text(Integer value) {
            return value.toString();
        }

        @Override
        public String toml(Integer value) {
            return text(value);
        }
    }

    /// A length of time, both bounds included.
    record Length(Duration min, Duration max) implements Kind<Duration> {
        @Override
        public String rule() {
            String from = min.isZero() ? "" : " from " + DurationText.format(min);
            return DurationText.RULE + "," + from + " up to " + DurationText.format(max);
        }

        @Override
        public Optional<Duration> parse(String text) {
            return DurationText.parse(text)
                    .filter(it -> it.compareTo(min) >= 0 && it.compareTo(max) <= 0);
        }

        @Override
        public String text(Duration value) {
            return DurationText.format(value);
        }
    }

    /// A number of bytes, both bounds included: `500M`, `10GiB`, or plain.
    record Size(long min, long max) implements Kind<Long> {
        private static final Pattern BYTES = Pattern.compile("(\\d{1,15})(?:([KMGT])(?:iB)?)?");
        private static final String UNITS = "KMGT";

        @Override
        public String rule() {
            return "a number of bytes such as 500M or 10G, from " + text(min) + " to " + text(max);
        }

        @Override
        public Optional<Long> parse(String text) {
            Matcher parts = BYTES.matcher(text);
            if (!parts.matches()) {
                return Optional.empty();
            }
            long number = Long.parseLong(parts.group(1));
            int shift = parts.group(2) == null ? 0 : 10 * (1 + UNITS.indexOf(parts.group(2)));
            return number > Long.MAX_VALUE >> shift ? Optional.empty() : take(number << shift);
        }

        @Override
        public Optional<Long> take(Object value) {
            if (value instanceof String text) {
                return parse(text);
            }
            return value instanceof Long bytes && bytes >= min && bytes <= max
                    ? Optional.of(bytes)
                    : Optional.empty();
        }

        @Override
        public String text(Long value) {
            for (int unit = UNITS.length(); unit > 0; unit--) {
                long one = 1L << (10 * unit);
                if (value >= one && value % one == 0) {
                    return value / one + String.valueOf(UNITS.charAt(unit - 1));
                }
            }
            return value.toString();
        }
    }

    /// One of some words.
    record Word(List<String> words) implements Kind<String> {
        public Word {
            words = List.copyOf(words);
        }

        @Override
        public String rule() {
            return "one of " + String.join(", ", words);
        }

        @Override
        public Optional<String> parse(String text) {
            return words.contains(text) ? Optional.of(text) : Optional.empty();
        }

        @Override
        public String text(String value) {
            return value;
        }
    }

    /// Text that somebody finds right.
    record Text(Predicate<String> isRight, String rule) implements Kind<String> {
        /// Text of which all matches a pattern.
        Text(Pattern pattern, String rule) {
            this(pattern.asMatchPredicate(), rule);
        }

        @Override
        public Optional<String> parse(String text) {
            return isRight.test(text) ? Optional.of(text) : Optional.empty();
        }

        @Override
        public String text(String value) {
            return value;
        }
    }
}
