package dev.jobd.wire;

import dev.jobd.model.DurationText;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// What a JSON value has to look like. Shapes are plain values: [ShapeCheck] tells whether a value
/// has one, [ShapeSchema] writes it as JSON Schema, so that the two cannot differ.
public sealed interface Shape {
    /// The earliest instant taken.
    Instant EARLIEST = Instant.EPOCH;

    /// The latest instant taken.
    Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    /// A string.
    ///
    /// @param lengthMin how many characters at least
    /// @param lengthMax how many characters at most
    /// @param pattern what all of it matches; empty for anything
    /// @param rule what it is, in words, for messages: `must be …`
    record Text(int lengthMin, int lengthMax, Optional<Pattern> pattern, String rule)
            implements Shape {}

    /// A string that a parser takes.
    ///
    /// @param format its name in the schema, as `date-time` is one
    /// @param lengthMax how many characters at most
    /// @param rule what it is, in words: `must be …`
    /// @param parser throws an `IllegalArgumentException` with a sentence if it is none
    record Parsed(String format, int lengthMax, String rule, Consumer<String> parser)
            implements Shape {}

    /// An integer in a range, both ends included.
    ///
    /// @param isMillis whether it is a length of time in milliseconds
    record Whole(long min, long max, boolean isMillis) implements Shape {
        /// A plain integer.
        public Whole(long min, long max) {
            this(min, max, false);
        }
    }

    /// A number in a range, both ends included, that may have a fraction.
    record Decimal(double min, double max) implements Shape {}

    /// `true` or `false`.
    record Flag() implements Shape {}

    /// An instant as ISO-8601 text with `Z` or an offset.
    record Time() implements Shape {}

    /// One of some words.
    record Choice(List<String> words) implements Shape {
        public Choice {
            words = List.copyOf(words);
        }
    }

    /// An array.
    ///
    /// @param first the shape of the first element
    /// @param rest the shape of the others
    record ListOf(Shape first, Shape rest, int sizeMin, int sizeMax) implements Shape {}

    /// An object whose members all look alike.
    record MapOf(Text name, Shape value, int sizeMax) implements Shape {}

    /// An object with known members.
    ///
    /// @param fields its members
    /// @param exactlyOne names of which exactly one must be there; none if there is no such rule
    record Struct(List<Field> fields, List<String> exactlyOne) implements Shape {
        /// The object without members.
        public static final Struct EMPTY = Struct.of();

        public Struct {
            fields = List.copyOf(fields);
            exactlyOne = List.copyOf(exactlyOne);
        }

        /// Returns a struct without a rule on its members.
        public static Struct of(Field... fields) {
            return new Struct(List.of(fields), List.of());
        }

        /// Returns the names of its members.
        public List<String> names() {
            return fields.stream().map(Field::name).toList();
        }

        /// Returns the struct with more members.
        public Struct plus(Field... more) {
            List<Field> all = new ArrayList<>(fields);
            all.addAll(List.of(more));
            return new Struct(all, exactlyOne);
        }

        /// Returns the struct without one of its members.
        public Struct minus(String name) {
            return new Struct(
                    fields.stream().filter(field -> !field.name().equals(name)).toList(),
                    exactlyOne);
        }
    }

    /// An object whose members depend on the word in one of them.
    ///
    /// @param by the name of that member
    /// @param variants the other members, by word
    record Variants(String by, Map<String, Struct> variants) implements Shape {
        public Variants {
            variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
        }
    }

    /// Either one of some words or an object.
    record WordOr(Choice words, Struct object) implements Shape {}

    /// Either a value of the shape or null.
    record OrNull(Shape shape) implements Shape {}

    /// An object of any members, for what describes itself.
    record AnyObject() implements Shape {}

    /// What a reference names.
    enum Target {
        /// A job by name or number.
        JOB("a job's name or number"),
        /// A run: `JOB/N`, or `JOB` for its newest run.
        RUN("a run such as backup/12 or 17/12, or a job for its newest run"),
        /// An attempt: `JOB/N.A`, or less of it for the newest.
        ATTEMPT("a run or attempt such as backup/12 or 17/12.2, or a job for its newest run");

        private final String rule;

        Target(String rule) {
            this.rule = rule;
        }

        /// Returns what it is, in words.
        public String rule() {
            return rule;
        }
    }

    /// The name of a job, run or attempt as people write it; a job's number may be an integer.
    record Reference(Target target) implements Shape {}

    /// Any short text.
    static Text text(int lengthMax) {
        return new Text(
                0, lengthMax, Optional.empty(), "a string of at most " + lengthMax + " characters");
    }

    /// Text that matches a pattern.
    static Text text(int lengthMin, int lengthMax, String pattern, String rule) {
        return new Text(lengthMin, lengthMax, Optional.of(Pattern.compile(pattern)), rule);
    }

    /// A length of time in milliseconds.
    static Whole millis(Duration min, Duration max) {
        return new Whole(min.toMillis(), max.toMillis(), true);
    }

    /// An array of alike elements.
    static ListOf list(Shape item, int sizeMax) {
        return new ListOf(item, item, 0, sizeMax);
    }

    /// One of some words.
    static Choice choice(String... words) {
        return new Choice(List.of(words));
    }

    /// Returns the shape of a JSON merge patch of values of this shape: every member may be absent
    /// or null, and what depends on the whole is left to the check of the result.
    static Shape patch(Shape shape) {
        return switch (shape) {
            case Struct struct ->
                    new Struct(
                            struct.fields().stream()
                                    .map(field ->
                                            Field.optional(
                                                    field.name(),
                                                    new OrNull(patch(field.shape())),
                                                    field.summary()))
                                    .toList(),
                            List.of());
            case Variants variants -> patch(union(variants));
            case MapOf map -> new MapOf(map.name(), new OrNull(map.value()), map.sizeMax());
            case Text _,
                    Parsed _,
                    Whole _,
                    Decimal _,
                    Flag _,
                    Time _,
                    Choice _,
                    ListOf _,
                    WordOr _,
                    OrNull _,
                    AnyObject _,
                    Reference _ ->
                    shape;
        };
    }

    private static Struct union(Variants variants) {
        Map<String, Field> fields = new LinkedHashMap<>();
        Choice words = new Choice(List.copyOf(variants.variants().keySet()));
        fields.put(variants.by(), Field.optional(variants.by(), words, "which of them"));
        for (Struct variant : variants.variants().values()) {
            variant.fields().forEach(field -> fields.putIfAbsent(field.name(), field));
        }
        return new Struct(List.copyOf(fields.values()), List.of());
    }

    /// Returns the range in words, for messages.
    static String range(Decimal decimal) {
        return "a number from " + plain(decimal.min()) + " to " + plain(decimal.max());
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /// Returns the range in words, for messages.
    static String range(Whole whole) {
        String readable =
                whole.isMillis()
                        ? " (" + DurationText.format(Duration.ofMillis(whole.max())) + ")"
                        : "";
        return "an integer from " + whole.min() + " to " + whole.max() + readable;
    }
}
