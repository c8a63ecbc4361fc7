package dev.jobd.client.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// Writes the help of a verb: what it does, examples, then what can be given.
final class Help {
    private static final String INDENT = "  ";

    private final CommandSpec spec;
    private final String synopsis;
    private final List<String> examples = new ArrayList<>();
    private final List<String> text = new ArrayList<>();

    private Help(CommandSpec spec, String synopsis) {
        this.spec = spec;
        this.synopsis = synopsis;
    }

    /// Begins the help of a verb.
    ///
    /// @param synopsis how it is called, from the verb on
    static Help of(CommandSpec spec, String synopsis) {
        return new Help(spec, synopsis);
    }

    /// Adds an example.
    Help example(String line) {
        examples.add(line);
        return this;
    }

    /// Adds paragraphs.
    Help text(String... paragraphs) {
        text.addAll(List.of(paragraphs));
        return this;
    }

    /// Puts it all into the spec.
    void end() {
        List<String> head = new ArrayList<>();
        String verb = synopsis.split(" ", 2)[0];
        head.add("jobctl " + verb + ": " + Verbs.summary(verb));
        head.add("");
        examples.forEach(line -> head.add(INDENT + line));
        if (!examples.isEmpty()) {
            head.add("");
        }
        spec.usageMessage()
                .header(escaped(head))
                .synopsisHeading("usage: ")
                .customSynopsis(escaped(List.of("jobctl " + synopsis)))
                .descriptionHeading("%n")
                .description(escaped(text))
                .parameterListHeading("%n")
                .optionListHeading("%n")
                .sortOptions(false);
    }

    /// What the help of a verb says, beside its parameters and options.
    ///
    /// @param synopsis how it is called, from the program on
    record Words(String synopsis, List<String> examples, List<String> paragraphs) {
        /// Reads it out of a spec.
        static Words of(CommandSpec spec) {
            UsageMessageSpec message = spec.usageMessage();
            return new Words(
                    plain(message.customSynopsis()).getFirst(),
                    plain(message.header()).stream()
                            .filter(line -> line.startsWith(INDENT))
                            .map(String::strip)
                            .toList(),
                    plain(message.description()));
        }

        private static List<String> plain(String[] lines) {
            return Stream.of(lines).map(line -> line.replace("%%", "%")).toList();
        }
    }

    /// Returns an option as it is typed: `-s, --signal SIGNAL`.
    static String namesOf(OptionSpec option) {
        String names = String.join(", ", option.names());
        return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
    }

    /// Returns the lines so that `%` stands for itself.
    private static String[] escaped(List<String> lines) {
        return lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new);
    }
}
