package dev.jobd.client.command;

import dev.jobd.model.DurationText;
import dev.jobd.model.TimeText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// Makes options and reads their values. All values are read as text and judged here, so that every
/// refusal is one sentence of ours.
final class Options {
    private Options() {}

    /// Adds an option without a value.
    static void flag(CommandSpec spec, String help, String... names) {
        spec.addOption(OptionSpec.builder(names).arity("0").description(help).build());
    }

    /// Adds an option with a value.
    static void value(CommandSpec spec, String label, String help, String... names) {
        spec.addOption(
                OptionSpec.builder(names)
                        .arity("1")
                        .paramLabel(label)
                        .type(String.class)
                        .description(help)
                        .build());
    }

    /// Adds an option with a value that may be given several times.
    static void values(CommandSpec spec, String label, String help, String... names) {
        spec.addOption(
                OptionSpec.builder(names)
                        .arity("1")
                        .paramLabel(label)
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description(help)
                        .build());
    }

    /// Adds the parameters of a verb.
    ///
    /// @param arity how many, such as `1`, `0..1`, `1..*`
    static void parameters(CommandSpec spec, String arity, String label, String help) {
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("0..*")
                        .arity(arity)
                        .paramLabel(label)
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description(help)
                        .build());
    }

    /// Returns the parameters.
    static List<String> parameters(ParseResult words) {
        return words.matchedPositionals().stream()
                // One that was matched in several places comes once for each, with all its values.
                .distinct()
                .flatMap(positional -> positional.<List<String>>getValue().stream())
                .toList();
    }

    /// Returns the one parameter there may be.
    static Optional<String> parameter(ParseResult words) {
        List<String> all = parameters(words);
        if (all.size() > 1) {
            throw new UsageException("unexpected '" + all.get(1) + "'");
        }
        return all.stream().findFirst();
    }

    /// Returns the value of an option.
    static Optional<String> text(ParseResult words, String name) {
        return words.hasMatchedOption(name)
                ? Optional.of(words.<String>matchedOptionValue(name, ""))
                : Optional.empty();
    }

    /// Returns all values of an option.
    static List<String> texts(ParseResult words, String name) {
        return words.matchedOptionValue(name, List.of());
    }

    /// Returns an integer.
    static OptionalLong integer(ParseResult words, String name) {
        Optional<String> text = text(words, name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!text.get().matches("[+-]?\\d{1,15}")) {
            throw wrong(name, text.get(), "an integer");
        }
        return OptionalLong.of(Long.parseLong(text.get()));
    }

    /// Returns a duration.
    static Optional<Duration> duration(ParseResult words, String name) {
        return text(words, name).map(text -> duration(name, text));
    }

    /// Returns a duration.
    static Duration duration(String name, String text) {
        return DurationText.parse(text).orElseThrow(() -> wrong(name, text, DurationText.RULE));
    }

    /// Returns a time that is to come.
    static Instant time(String name, String text, Session session) {
        return readTime(name, text, session, false);
    }

    /// Returns a time that may have passed.
    static Instant anyTime(String name, String text, Session session) {
        return readTime(name, text, session, true);
    }

    /// Returns a time that may have passed; a duration means so long ago.
    static Optional<Instant> since(ParseResult words, String name, Session session) {
        return text(words, name)
                .map(text ->
                        DurationText.parse(text)
                                .map(session.now()::minus)
                                .orElseGet(() -> readTime(name, text, session, true)));
    }

    private static Instant readTime(
            String name, String text, Session session, boolean mayHavePassed) {
        try {
            return mayHavePassed
                    ? TimeText.parseAny(text, session.now(), session.surroundings().zone().get())
                    : TimeText.parse(text, session.now(), session.surroundings().zone().get());
        } catch (IllegalArgumentException e) {
            throw new UsageException((name.isEmpty() ? "" : name + ": ") + e.getMessage());
        }
    }

    /// Returns the refusal of a value.
    static UsageException wrong(String name, String value, String rule) {
        return new UsageException("%s is %s, not '%s'".formatted(name, rule, value));
    }
}
