package dev.jobd.client.command;

import dev.jobd.client.output.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `help`: explains a verb, or names them all.
final class HelpCommand implements Verb {
    private static final int WIDTH = 88;

    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "help [VERB]").example("jobctl help add").end();
        Options.parameters(spec, "0..1", "VERB", "which");
    }

    @Override
    public int run(ParseResult words, Session session) {
        Optional<String> verb = Options.parameter(words);
        if (verb.isPresent()) {
            Invocation.printHelp(verb.get(), session.console());
        } else {
            print(session.console());
        }
        return ExitCode.DONE;
    }

    private static void print(Console console) {
        List<String> lines = new ArrayList<>();
        lines.add("jobctl: " + Overview.SUMMARY);
        lines.add("");
        Overview.EXAMPLES.forEach(example -> lines.add("  " + example));
        lines.add("");
        lines.add("usage: " + Overview.SYNOPSIS);
        lines.add("");
        Verbs.ALL.forEach(verb -> lines.add(row(12, verb.name(), verb.summary())));
        lines.add("");
        wrap(lines, "'jobctl help VERB' explains a verb and its options. " + Overview.REFERENCES);
        lines.add("");
        lines.add("Every verb has these options:");
        commonOptions()
                .forEach(option ->
                        lines.add(row(17, Help.namesOf(option), option.description()[0])));
        lines.add("");
        String codes =
                Overview.CODES.stream()
                        .map(code -> code.number() + " " + code.meaning())
                        .collect(Collectors.joining(", ", "Exit codes: ", ". "));
        wrap(lines, codes + Overview.RUN_CODES);
        lines.forEach(line -> console.out().print(line + "\n"));
    }

    /// Returns the options that every verb has.
    static List<OptionSpec> commonOptions() {
        CommandSpec spec = CommandSpec.create();
        CommonOptions.describe(spec);
        return spec.options();
    }

    private static String row(int width, String name, String text) {
        return "  " + name + " ".repeat(Math.max(1, width - name.length())) + text;
    }

    private static void wrap(List<String> lines, String text) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
    }
}
