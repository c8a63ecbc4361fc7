package dev.jobd.client.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The finished words behind a verb, as far as they matter.
///
/// @param given the options that were given
/// @param open the option whose value comes next
/// @param positionals what is no option and no value of one
/// @param commandAt where a command began; empty if none has
record TypedLine(
        List<OptionSpec> given,
        Optional<OptionSpec> open,
        List<String> positionals,
        OptionalInt commandAt) {
    TypedLine {
        given = List.copyOf(given);
        positionals = List.copyOf(positionals);
    }

    /// Reads them.
    static TypedLine read(CommandSpec spec, List<String> words) {
        List<OptionSpec> given = new ArrayList<>();
        List<String> positionals = new ArrayList<>();
        Optional<OptionSpec> open = Optional.empty();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (open.isPresent()) {
                open = Optional.empty();
            } else if (word.equals("--")) {
                return new TypedLine(given, open, positionals, OptionalInt.of(i + 1));
            } else if (word.startsWith("-")) {
                String name = word.split("=", 2)[0];
                Optional<OptionSpec> option = Optional.ofNullable(spec.findOption(name));
                option.ifPresent(given::add);
                open = option.filter(it -> it.arity().max() > 0 && name.equals(word));
            } else {
                positionals.add(word);
                if (Completer.takesCommand(spec, positionals.size() - 1)) {
                    return new TypedLine(given, open, positionals, OptionalInt.of(i));
                }
            }
        }
        return new TypedLine(given, open, positionals, OptionalInt.empty());
    }
}
