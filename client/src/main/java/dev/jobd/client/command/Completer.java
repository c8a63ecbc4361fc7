package dev.jobd.client.command;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Finds how the last word of an unfinished call can go on.
///
/// @param verb the verb it calls
/// @param spec what that takes
/// @param line the finished words behind it
/// @param finished how many words there are before the last one
/// @param names what a daemon knows
record Completer(
        String verb, CommandSpec spec, TypedLine line, int finished, Completion.Names names) {
    private static final Completion.Words NOTHING = new Completion.Words(List.of());

    /// Finds it.
    ///
    /// @param words the words after `jobctl`, at least one; the last is not finished
    static Completion find(List<String> words, Completion.Names names) {
        String word = words.getLast();
        int at = 0;
        while (at < words.size() - 1 && words.get(at).startsWith("-")) {
            at += words.get(at).equals(CommonOptions.SOCKET) ? 2 : 1;
        }
        if (at >= words.size()) {
            return new Completion.Files();
        }
        if (at == words.size() - 1) {
            return verbs(word);
        }
        String verb = words.get(at);
        Optional<Verb> found = Verbs.find(verb);
        if (found.isEmpty()) {
            return NOTHING;
        }
        CommandSpec spec = Invocation.specOf(verb, found.get());
        TypedLine line = TypedLine.read(spec, words.subList(at + 1, words.size() - 1));
        return new Completer(verb, spec, line, words.size() - 1, names).find(word, at + 1);
    }

    private static Completion verbs(String word) {
        Stream<Completion.Word> verbs =
                Verbs.ALL.stream().map(it -> new Completion.Word(it.name(), it.summary()));
        CommandSpec common = CommandSpec.create();
        CommonOptions.describe(common);
        return word.startsWith("-")
                ? options(common, List.of(), word)
                : new Completion.Words(verbs.toList()).beginning(word);
    }

    /// @param before how many words stand before the finished ones behind the verb
    private Completion find(String word, int before) {
        if (line.commandAt().isPresent()) {
            return new Completion.Command(before + line.commandAt().getAsInt());
        }
        if (line.open().isPresent()) {
            return value(line.open().get(), "", word);
        }
        int equals = word.indexOf('=');
        if (word.startsWith("--") && equals > 0) {
            String name = word.substring(0, equals);
            return Optional.ofNullable(spec.findOption(name))
                    .map(option -> value(option, name + "=", word.substring(equals + 1)))
                    .orElse(NOTHING);
        }
        return word.startsWith("-") ? options(spec, line.given(), word) : positional(word);
    }

    /// Returns the options that may still be given.
    static Completion.Words options(CommandSpec spec, List<OptionSpec> given, String word) {
        List<Completion.Word> ways = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            boolean isLeft = option.isMultiValue() || !given.contains(option);
            if (isLeft && !option.hidden()) {
                String meaning = option.description()[0];
                Stream.of(option.names())
                        .forEach(name -> ways.add(new Completion.Word(name, meaning)));
            }
        }
        return new Completion.Words(ways).beginning(word);
    }

    /// Tells whether this positional begins a command.
    static boolean takesCommand(CommandSpec spec, int index) {
        return spec.positionalParameters().stream()
                .map(PositionalParamSpec::paramLabel)
                .anyMatch(label ->
                        label.equals("COMMAND") || (label.endsWith(" COMMAND") && index > 0));
    }

    private Completion value(OptionSpec option, String prefix, String word) {
        return switch (option.paramLabel()) {
            case "FILE", "PATH" -> new Completion.Files();
            case "DIR" -> new Completion.Folders();
            case "GROUP" -> prefixed(prefix, word, _ -> names.groups());
            case "JOB" -> prefixed(prefix, word, names::jobs);
            case "CALENDAR" -> prefixed(prefix, word, _ -> names.calendars());
            case "ZONE" -> prefixed(prefix, word, _ -> zones());
            default ->
                    prefixed(
                            prefix,
                            word,
                            _ ->
                                    Completion.Words.of(OptionWords.of(verb, option.longestName()))
                                            .ways());
        };
    }

    private static List<Completion.Word> zones() {
        return Completion.Words.of(List.copyOf(new TreeSet<>(ZoneId.getAvailableZoneIds()))).ways();
    }

    private static Completion.Words prefixed(
            String prefix, String word, Function<String, List<Completion.Word>> source) {
        return new Completion.Words(
                new Completion.Words(source.apply(word))
                        .beginning(word).ways().stream()
                                .map(way -> new Completion.Word(prefix + way.text(), way.meaning()))
                                .toList());
    }

    private Completion positional(String word) {
        if (spec.positionalParameters().isEmpty()) {
            return NOTHING;
        }
        PositionalParamSpec parameter = spec.positionalParameters().getFirst();
        int index = line.positionals().size();
        if (parameter.arity().max() <= index || (index > 0 && verb.equals("skip-next"))) {
            return NOTHING;
        }
        if (takesCommand(spec, index)) {
            return new Completion.Command(finished);
        }
        List<String> actions = OptionWords.actions(verb);
        if (index == 0 && !actions.isEmpty()) {
            return Completion.Words.of(actions).beginning(word);
        }
        return switch (parameter.paramLabel()) {
            case "JOB", "NAME" -> jobs(word);
            case "GROUP" -> new Completion.Words(names.groups()).beginning(word);
            case "CALENDAR" ->
                    index == 1 ? new Completion.Words(names.calendars()).beginning(word) : NOTHING;
            case "VERB" -> verbs(word);
            case "SHELL" -> Completion.Words.of(CompletionCommand.SHELLS).beginning(word);
            case "FILE" -> new Completion.Files();
            default -> NOTHING;
        };
    }

    private Completion.Words jobs(String word) {
        boolean takesRuns = spec.positionalParameters().getFirst().description()[0].contains("run");
        int slash = word.indexOf('/');
        List<Completion.Word> ways =
                slash > 0 && takesRuns ? names.runs(word.substring(0, slash)) : names.jobs(word);
        return new Completion.Words(ways).beginning(word);
    }
}
