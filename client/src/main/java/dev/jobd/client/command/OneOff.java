package dev.jobd.client.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The words of `at` and `in`: when, then what. Options may stand before and after when, and what
/// follows the command's first word is the command's.
///
/// @param when the time or duration
/// @param command the command
record OneOff(String when, List<String> command) {
    private static final String WHEN = "--when";

    /// Adds the options.
    static void describe(CommandSpec spec, String label, String help) {
        spec.addOption(OptionSpec.builder(WHEN).arity("1").type(String.class).hidden(true).build());
        JobOptions.describe(spec);
        Submission.describe(spec);
        spec.parser().stopAtPositional(true);
        Options.parameters(spec, "0..*", label + " COMMAND", help);
    }

    /// Returns the words with a leading when as an option, so that what follows may be options too.
    static List<String> arrange(List<String> words) {
        if (words.isEmpty() || words.getFirst().startsWith("-")) {
            return words;
        }
        List<String> arranged = new ArrayList<>(words);
        arranged.addFirst(WHEN);
        return arranged;
    }

    /// Reads them.
    static OneOff of(ParseResult words, String usage) {
        List<String> rest = new ArrayList<>(Options.parameters(words));
        Optional<String> leading = Options.text(words, WHEN);
        if (leading.isEmpty() && rest.isEmpty()) {
            throw new UsageException(usage);
        }
        String when = leading.orElseGet(rest::removeFirst);
        if (leading.isEmpty() && !rest.isEmpty() && rest.getFirst().equals("--")) {
            rest.removeFirst();
        }
        return new OneOff(when, rest);
    }
}
